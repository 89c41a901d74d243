"""Which contacts follow an earlier one: a derived table, so that a year of repeats need not be paired at every look.

The scope and the kind of contact that can be followed are those defined; every window of up to
`LONGEST_DAYS` reads the same table, because what a contact follows last stays the same.
"""

from qm.metrics.measures import ANSWERED, MEASURES
from qm.store import Cursor, Definitions

FOLLOWS = ("repeat.scope", "repeat.index")
"""The definitions that the table is made with."""

LONGEST_DAYS = 30

SAME = {
    "any": "",
    "reason": "and e.reason is not distinct from l.reason",
    "channel": "and e.channel is not distinct from l.channel",
}


def index(definitions: Definitions) -> str:
    """The condition on a contact that can be followed by a repeat."""
    handled = f" and {ANSWERED}" if definitions["repeat.index"] == "handled" else ""
    return f"f.customer_id is not null{handled}"


def following(definitions: Definitions, looked_at: str, within: str, earlier: str = "true") -> str:
    """The steps up to `followers`: one row per contact that follows another, with the last one it follows.

    `looked_at` is a relation with the columns of a contact, aliased `f`, its condition included; `within`
    the longest gap in seconds; `earlier` a condition that spares reading contacts that cannot matter.
    """
    scope = str(definitions["repeat.scope"])
    return f"""
    -- one row per contact that another one follows within the window
    with earlier as (
        select f.contact_id, f.customer_id, f.ended_at, f.reason, f.channel, cast(f.arrived_at as date) as day
        from contacts as f
        where {index(definitions)} and f.next_{scope}_seconds <= {within} and {earlier}
    ),
    -- one row per contact looked at
    looked_at as (
        select f.contact_id, f.customer_id, f.arrived_at, f.channel, f.queue, f.reason, f.agent_id, f.agent_row,
               f.wait_seconds, {MEASURES["handle_seconds"].sums} as handle_seconds
        from {looked_at}
    ),
    -- one row per contact looked at and earlier contact that it follows
    pairs as (
        select
            l.*, e.contact_id as previous_id, e.day as previous_day, e.reason as previous_reason,
            e.channel as previous_channel, epoch(l.arrived_at) - epoch(e.ended_at) as gap_seconds,
            row_number() over (partition by l.contact_id order by e.ended_at desc, e.contact_id) as nth
        from looked_at as l
        join earlier as e on e.customer_id = l.customer_id {SAME[scope]}
        where e.ended_at < l.arrived_at and epoch(l.arrived_at) - epoch(e.ended_at) <= {within}
    ),
    followers as (
        select
            contact_id, customer_id, arrived_at, channel, queue, reason, agent_id, agent_row, wait_seconds,
            handle_seconds, previous_id, previous_day, previous_reason, previous_channel, gap_seconds
        from pairs where nth = 1
    )
    """


def rebuild_followers(cursor: Cursor, definitions: Definitions) -> None:
    """The whole table anew, in the caller's transaction."""
    cursor.run("delete from repeat_contacts")
    _insert(cursor, definitions, "f.customer_id is not null")


def refresh_followers(
    cursor: Cursor, definitions: Definitions, on_changed_day: str, customers: str | None = None
) -> None:
    """The rows of `customers`, a table `(customer_id)`; without it, of those with contacts on changed days, now or
    before: `on_changed_day` is a condition with the column it is about in braces."""
    cursor.run(f"""
    create temp table changed_customers as
    {f"select distinct customer_id from {customers}" if customers else _on_changed_days(on_changed_day)}
    """)
    changed = "customer_id in (select customer_id from changed_customers)"
    cursor.run(f"delete from repeat_contacts where {changed}")
    _insert(cursor, definitions, f"f.{changed}")
    cursor.run("drop table changed_customers")


def _on_changed_days(on_changed_day: str) -> str:
    return f"""
    select customer_id from contacts where customer_id is not null and {on_changed_day.format("arrived_at")}
    union
    select customer_id from repeat_contacts
    where {on_changed_day.format("arrived_at")} or {on_changed_day.format("previous_day")}
    """


def _insert(cursor: Cursor, definitions: Definitions, which: str) -> None:
    steps = following(definitions, f"contacts as f where {which}", str(LONGEST_DAYS * 86_400), which)
    cursor.run(f"insert into repeat_contacts {steps} select * from followers")
