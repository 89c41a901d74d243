"""Repeats are linked when contacts come in: each contact knows how long after its end
the customer's next contact started: any, about the same reason, in the same channel.

Only customers with new, changed or removed contacts are linked anew.
"""

from qm.store import Cursor

SCOPES = {"any": "", "reason": ", reason", "channel": ", channel"}


def ended_at(prefix: str = "") -> str:
    """SQL: when the contact ended; unknown parts count 0."""
    wait, handle = f"coalesce({prefix}wait_seconds, 0)", f"coalesce({prefix}handle_seconds, 0)"
    return f"{prefix}arrived_at + to_seconds({wait} + {handle})"


def make_links(cursor: Cursor) -> None:
    """From `pool` to the temporary table `link`.

    `pool`: one row per contact of the customers concerned: place, contact_id, customer_id,
    arrived_at, ended_at, reason, channel. `link`: one row per contact whose customer has
    another: place, next_any_seconds, next_reason_seconds, next_channel_seconds (null: none).
    """
    # In three steps, each looking only at what the one before left open; every sort costs.
    # 1. The customer's next arrival, which mostly is also the next in the other scopes. It is not where
    #    the next is about something else and is not the customer's last.
    cursor.run("""
        create or replace temp table chain as
        with returning_customers as (
            -- numbered, because numbers sort in half the time of ids
            select customer_id, row_number() over () as customer
            from pool where customer_id is not null group by customer_id having count(*) > 1
        ),
        returning_contacts as (
            select pool.*, customer from pool join returning_customers using (customer_id)
        ),
        followed as (
            select place, contact_id, customer, reason, channel, arrived_at, ended_at,
                   lead(arrived_at) over customers as next_any,
                   lead(arrived_at, 2) over customers is not null as has_further,
                   lead(reason) over customers is not distinct from reason as same_reason,
                   lead(channel) over customers is not distinct from channel as same_channel
            from returning_contacts
            window customers as (partition by customer order by arrived_at, contact_id)
        )
        select place, contact_id, customer, reason, channel, arrived_at, ended_at, next_any,
               case when same_reason then next_any end as next_reason,
               case when same_channel then next_any end as next_channel,
               has_further and not (same_reason and same_channel) as is_open
        from followed
    """)
    # 2. Customers with such contacts: the next in each scope.
    cursor.run("""
        create or replace temp table mixed as
        with customers as (select distinct customer from chain where is_open)
        select place, customer, ended_at, next_any,
               lead(arrived_at) over (partition by customer, reason order by arrived_at, contact_id) as next_reason,
               lead(arrived_at) over (partition by customer, channel order by arrived_at, contact_id) as next_channel
        from chain where customer in (select customer from customers)
    """)
    cursor.run("""
        create or replace temp view guess as
        select chain.place, chain.customer, chain.ended_at, chain.next_any,
               case when mixed.place is null then chain.next_reason else mixed.next_reason end as next_reason,
               case when mixed.place is null then chain.next_channel else mixed.next_channel end as next_channel
        from chain left join mixed on mixed.place = chain.place
    """)
    # 3. Customers one of whose contacts still went on when the next arrived: the first after its end.
    cursor.run("""
        create or replace temp table overlapping as
        with customers as (
            select distinct customer from guess
            where next_any <= ended_at or next_reason <= ended_at or next_channel <= ended_at
        )
        select * from chain where customer in (select customer from customers)
    """)
    first_after = ", ".join(f"{scope}_scope.next_moment as next_{scope}" for scope in SCOPES)
    joins = "\n".join(
        f"left join ({_first_after(within)}) as {scope}_scope on {scope}_scope.place = overlapping.place"
        for scope, within in SCOPES.items()
    )
    cursor.run(f"""
        create or replace temp table link as
        with looked_up as (select overlapping.place, ended_at, {first_after} from overlapping {joins}),
        plain as (
            select place, ended_at, next_any, next_reason, next_channel
            from guess where place not in (select place from overlapping)
        ),
        found as (select * from looked_up union all select * from plain)
        select place, {", ".join(f"{_seconds(scope)} as next_{scope}_seconds" for scope in SCOPES)}
        from found
        where coalesce({", ".join(f"next_{scope}" for scope in SCOPES)}) is not null
    """)


def _first_after(within: str) -> str:
    """SQL: place and the first arrival after the contact's end, within the scope.

    Ends and arrivals are put in one order per customer, the latest first; each end then takes
    the arrival that was passed last. One sort, however many contacts a customer has.
    """
    scope = f"customer{within}"
    return f"""
        with moments as (
            select place, {scope}, arrived_at as moment, arrived_at as arrival, 1 as is_end from overlapping
            union all
            select place, {scope}, ended_at as moment, null as arrival, 2 as is_end from overlapping
        ),
        followed as (
            select place, is_end,
                   last_value(arrival ignore nulls) over (
                       partition by {scope} order by moment desc, is_end desc
                       rows between unbounded preceding and current row
                   ) as next_moment
            from moments
        )
        select place, next_moment from followed where is_end = 2
    """


def _seconds(scope: str) -> str:
    """SQL: whole seconds, up: a contact half a second after the window must not fall into it."""
    return f"((epoch_us(next_{scope}) - epoch_us(ended_at) + 999999) // 1000000)"


def relink(cursor: Cursor, customers: str) -> None:
    """Link all contacts of the customers in the temporary table `customers` (customer_id) anew.

    The days of contacts whose link changed are added to `touched_days`.
    """
    cursor.run(f"""
        create or replace temp table pool as
        select row_number() over () as place, contact_id, customer_id, reason, channel, arrived_at, ended_at
        from contacts
        where customer_id in (select customer_id from {customers})
    """)
    make_links(cursor)
    update_links(cursor)


def update_links(cursor: Cursor) -> None:
    """Write the links of `pool` to contacts already in the store, where they changed."""
    columns = [f"next_{scope}_seconds" for scope in SCOPES]
    differ = " or ".join(f"contacts.{c} is distinct from link.{c}" for c in columns)
    cursor.run(f"""
        create or replace temp table relinked as
        select contacts.contact_id, contacts.arrived_at, {", ".join(f"link.{c}" for c in columns)}
        from contacts
        join pool on pool.contact_id = contacts.contact_id
        left join link on link.place = pool.place
        where {differ}
    """)
    cursor.run("insert into touched_days select distinct cast(arrived_at as date) from relinked")
    cursor.run(f"""
        update contacts set {", ".join(f"{c} = relinked.{c}" for c in columns)}
        from relinked where relinked.contact_id = contacts.contact_id
    """)
