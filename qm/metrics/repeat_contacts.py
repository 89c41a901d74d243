"""Which contacts follow an earlier one: a derived table, so that a year of repeats need not be paired at every look.

The scope and the kind of contact that can be followed are those defined; every window of up to
`LONGEST_DAYS` reads the same table, because what a contact follows last stays the same.
"""

from qm.metrics.measures import MEASURES
from qm.metrics.repeat_rule import IN_COMMON, can_be_followed, next_seconds
from qm.store import Cursor, Definitions

FOLLOWS = ("repeat.scope", "repeat.index")
"""The definitions that the table is made with."""

LONGEST_DAYS = 30


def following(definitions: Definitions, looked_at: str, within: str, earlier: str = "true") -> str:
    """The steps up to `followers`: one row per contact that follows another, with the last one it follows.

    `looked_at` is a relation with the columns of a contact, aliased `f`, its condition included; `within`
    the longest gap in seconds; `earlier` a condition that spares reading contacts that cannot matter.
    """
    scoped = "".join(f", {name}" for name in IN_COMMON[definitions.repeat.scope])
    return f"""
    -- one row per contact that another one follows within the window
    with earlier as (
        select f.contact_id, f.customer_id, f.ended_at, f.reason, f.channel, cast(f.arrived_at as date) as day
        from contacts as f
        where {can_be_followed(definitions)} and {next_seconds(definitions)} <= {within} and {earlier}
    ),
    -- one row per contact looked at
    looked_at as (
        select f.contact_id, f.customer_id, f.arrived_at, f.channel, f.queue, f.reason, f.agent_id, f.agent_row,
               f.wait_seconds, {MEASURES["handle_seconds"].sums} as handle_seconds
        from {looked_at}
    ),
    -- one row per end of an earlier contact and one per arrival looked at, in the scope's own order: an end at the
    -- very moment of an arrival is not before it, and of several ends at once the first id comes last
    moments as (
        select customer_id{scoped}, ended_at as moment, contact_id as ended_id, null as arrived_id, 1 as is_end
        from earlier
        union all
        select customer_id{scoped}, arrived_at as moment, null as ended_id, contact_id as arrived_id, 0 as is_end
        from looked_at
    ),
    -- one row per moment, with the last contact that had ended by then; one sort, however many contacts a customer has
    ordered as (
        select
            arrived_id,
            last_value(ended_id ignore nulls) over (
                partition by customer_id{scoped}
                order by moment, is_end, ended_id desc
                rows between unbounded preceding and current row
            ) as previous_id
        from moments
    ),
    followers as (
        select
            l.contact_id, l.customer_id, l.arrived_at, l.channel, l.queue, l.reason, l.agent_id, l.agent_row,
            l.wait_seconds, l.handle_seconds, e.contact_id as previous_id, e.day as previous_day,
            e.reason as previous_reason, e.channel as previous_channel,
            epoch(l.arrived_at) - epoch(e.ended_at) as gap_seconds
        from ordered as o
        join looked_at as l on l.contact_id = o.arrived_id
        join earlier as e on e.contact_id = o.previous_id
        where epoch(l.arrived_at) - epoch(e.ended_at) <= {within}
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
