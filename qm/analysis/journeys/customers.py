"""One customer's contacts in order; the customers who came back most, and the contacts they came back after."""

import pandas as pd

from qm.metrics.catalogue import METRICS
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION, MEASURES, sql_literals
from qm.metrics.plan import check, rows_of
from qm.metrics.repeat_rule import can_be_followed, in_common, next_seconds
from qm.metrics.sources import contacts
from qm.store import Definitions, Store


def returning_customers(store: Store, filters: Filters, definitions: Definitions, limit: int = 100) -> pd.DataFrame:
    """The customers whose contacts were followed by another most often: customer_id, repeated, contacts.

    `repeated` counts the filtered contacts that were followed within the window, `contacts` all
    those of the customer.
    """
    check([METRICS["repeat_rate"]], (), filters)
    source = contacts(definitions)
    with snapshot(store) as view:
        repeated = METRICS["repeat_rate"].under(definitions).numerator[0]
        counted = MEASURES[repeated].condition(sql_literals(definitions, view.latest_at))
        return view.cursor.frame(
            f"""
            -- one row per customer who came back
            with returned as (
                select f.customer_id, count(*) as repeated
                from {source.from_clause(filters.dimensions)}
                where {filters.condition(source.time, source.expressions)} and {counted}
                group by f.customer_id
                order by repeated desc, f.customer_id
                limit $at_most
            )
            select r.customer_id, r.repeated, count(*) as contacts
            from returned as r
            join contacts as c on c.customer_id = r.customer_id
            group by r.customer_id, r.repeated
            order by r.repeated desc, contacts desc, r.customer_id
            """,
            filters.parameters | {"at_most": limit},
        )


def customer_contacts(store: Store, customer: str, definitions: Definitions, limit: int = 500) -> pd.DataFrame:
    """The latest `limit` contacts of a customer in order of time, whatever the filters: one row each.

    Fields of the contact; `next_seconds` from its end to the next contact in scope, `is_repeat`
    whether it follows an earlier one within the window; the survey's csat, csat_max, nps and
    comment; `evaluations` and `quality_score`. Empty for a customer who is not in the data.
    """
    same, next_one = in_common(definitions, "f", "l"), next_seconds(definitions)
    with snapshot(store) as view:
        scores = rows_of(view, definitions, EVALUATION, set()).relation
        newest_first = view.cursor.frame(
            f"""
            -- one row per contact of the customer; finding them costs most, so it is done once
            with own as materialized (
                select * from contacts where customer_id = $customer
            ),
            -- one row per contact that follows an earlier one
            followers as (
                select l.contact_id
                from own as l
                join own as f on f.ended_at < l.arrived_at and {same} and {can_be_followed(definitions)}
                where epoch(l.arrived_at) - epoch(f.ended_at) <= $window
                group by l.contact_id
            ),
            -- one row per contact that was evaluated
            evaluated as (
                select f.contact_id, count(*) as evaluations, ratio(sum(f.points), sum(f.points_possible)) as score
                from {scores}
                where f.contact_id in (select contact_id from own)
                group by f.contact_id
            )
            select
                f.contact_id, f.arrived_at, f.ended_at, f.channel, f.queue, f.reason, f.agent_id,
                f.wait_seconds, f.handle_seconds, coalesce(f.abandoned, false) as abandoned, f.resolved,
                {next_one} as next_seconds, w.contact_id is not null as is_repeat,
                s.csat, s.csat_max, s.nps, s.comment, coalesce(e.evaluations, 0) as evaluations,
                e.score as quality_score
            from own as f
            left join followers as w on w.contact_id = f.contact_id
            left join surveys as s on s.contact_id = f.contact_id
            left join evaluated as e on e.contact_id = f.contact_id
            order by f.arrived_at desc, f.contact_id desc
            limit $at_most
            """,
            {"customer": customer, "window": definitions.repeat.window_seconds, "at_most": limit},
        )
    return newest_first.iloc[::-1].reset_index(drop=True)


def returned(store: Store, filters: Filters, definitions: Definitions, limit: int = 50) -> pd.DataFrame:
    """Up to `limit` of the filtered contacts that were followed by another within the window, newest first.

    contact_id, customer_id, arrived_at, channel, reason, resolved, days_until (the next contact
    in scope), and that contact: next_id, next_channel, next_reason, next_agent.
    """
    check([METRICS["repeat_rate"]], (), filters)
    source, next_one = contacts(definitions), next_seconds(definitions)
    window = definitions.repeat.window_seconds
    sql = f"""
    -- one row per contact that was followed by another
    with followed as (
        select
            f.contact_id, f.customer_id, f.arrived_at, f.ended_at, f.channel, f.reason, f.resolved,
            {next_one} as gap_seconds
        from {source.from_clause(filters.dimensions)}
        where {filters.condition(source.time, source.expressions)}
            and {can_be_followed(definitions)} and {next_one} <= $window
        order by f.arrived_at desc, f.contact_id
        limit $at_most
    ),
    -- one row per contact that was followed and later contact of its customer, the next one first
    pairs as (
        select
            r.contact_id, n.contact_id as next_id, n.channel as next_channel, n.reason as next_reason,
            n.agent_id as next_agent,
            row_number() over (partition by r.contact_id order by n.arrived_at, n.contact_id) as nth
        from followed as r
        join contacts as n on n.customer_id = r.customer_id and n.arrived_at > r.ended_at
            and {in_common(definitions, "n", "r")}
    )
    select
        r.contact_id, r.customer_id, r.arrived_at, r.channel, r.reason, r.resolved,
        r.gap_seconds / 86400.0 as days_until, p.next_id, p.next_channel, p.next_reason, p.next_agent
    from followed as r
    left join pairs as p on p.contact_id = r.contact_id and p.nth = 1
    order by r.arrived_at desc, r.contact_id
    """
    with snapshot(store) as view:
        return view.cursor.frame(sql, filters.parameters | {"at_most": limit, "window": window})
