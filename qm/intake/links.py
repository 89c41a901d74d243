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
    leads = ", ".join(
        f"lead(arrived_at) over (partition by customer_id{within} order by arrived_at, contact_id) as next_{scope}"
        for scope, within in SCOPES.items()
    )
    cursor.run(f"""
        create or replace temp table chain as
        with comers as (
            select customer_id from pool where customer_id is not null group by customer_id having count(*) > 1
        )
        select place, customer_id, reason, channel, arrived_at, ended_at, {leads}
        from pool
        where customer_id in (select customer_id from comers)
    """)
    # The next to arrive may have come while this one still went on; then the first that came after its end
    # is looked for one by one. Such contacts are few.
    cursor.run(f"""
        create or replace temp table overlap as
        with late as (
            select place, customer_id, reason, channel, ended_at
            from chain
            where {" or ".join(f"next_{scope} <= ended_at" for scope in SCOPES)}
        )
        select late.place,
               min(later.arrived_at) as next_any,
               min(later.arrived_at) filter (where later.reason is not distinct from late.reason) as next_reason,
               min(later.arrived_at) filter (where later.channel is not distinct from late.channel) as next_channel
        from late
        left join chain as later on later.customer_id = late.customer_id and later.arrived_at > late.ended_at
        group by late.place
    """)
    seconds = ", ".join(
        f"cast(floor(epoch(case when overlap.place is null then chain.next_{scope} else overlap.next_{scope} end)"
        f" - epoch(chain.ended_at)) as bigint) as next_{scope}_seconds"
        for scope in SCOPES
    )
    cursor.run(f"""
        create or replace temp table link as
        select chain.place, {seconds}
        from chain
        left join overlap on overlap.place = chain.place
    """)


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
