"""A contacts file as a busy centre exports it, of any size, made by SQL so that it takes seconds."""

from pathlib import Path

import duckdb

FIELDS = (
    "contact_id",
    "customer_id",
    "arrived_at",
    "channel",
    "queue",
    "reason",
    "agent_id",
    "wait_seconds",
    "handle_seconds",
    "abandoned",
    "transfers",
    "resolved",
)
MAPPING = 'kind = "contacts"\n[fields]\n' + "\n".join(f'{name} = {{column = "{name}"}}' for name in FIELDS)


def write_contacts(path: Path, contacts: int, days: int = 365, agents: int = 400) -> None:
    """`contacts` rows over `days` days in opening hours; a fifth are repeats within a week, mostly alike."""
    fresh = int(contacts * 0.8)
    with duckdb.connect() as con:
        con.execute("select setseed(0.42)")
        con.execute(f"""
            create table fresh as
            select n, date '2025-01-01' + to_days(cast(floor(random() * {days}) as integer))
                      + to_seconds(floor(28800 + random() * 43200)) as arrived_at,
                   'K' || lpad(cast(floor(random() * {int(contacts * 0.6)}) as varchar), 9, '0') as customer_id,
                   ['billing', 'delivery', 'returns', 'login', 'product', 'other'][
                       1 + cast(hash(n, 4) % 6 as integer)] as reason,
                   ['voice', 'voice', 'chat', 'email'][1 + cast(hash(n, 5) % 4 as integer)] as channel
            from range({fresh}) as numbers(n)
        """)
        con.execute(f"""
            copy (
                with repeats as (
                    select n + {contacts} as n, arrived_at + to_seconds(floor(random() * 604800)) as arrived_at,
                           customer_id, case when random() < .8 then reason else 'other' end as reason,
                           case when random() < .8 then channel else 'voice' end as channel
                    from fresh order by hash(n) limit {contacts - fresh}
                ),
                everything as (select * from fresh union all select * from repeats)
                select 'C' || lpad(cast(row_number() over (order by arrived_at) as varchar), 9, '0') as contact_id,
                       customer_id, strftime(arrived_at, '%Y-%m-%d %H:%M:%S') as arrived_at, channel,
                       channel || '-' || hash(n, 6) % 2 as queue, reason,
                       'A' || lpad(cast(hash(n) % {agents} as varchar), 5, '0') as agent_id,
                       cast(floor(-ln(1 - random()) * 40) as integer) as wait_seconds,
                       cast(floor(60 - ln(1 - random()) * 280) as integer) as handle_seconds,
                       case when hash(n, 1) % 20 = 0 then 'true' else 'false' end as abandoned,
                       cast(hash(n, 2) % 10 = 0 as integer) as transfers,
                       case when hash(n, 3) % 5 > 0 then 'true' else 'false' end as resolved
                from everything order by arrived_at
            ) to '{path}' (header)
        """)
