"""What a fit reads: the contacts of one queue with what came before and after, people present, scores."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from qm.analysis.whatif.fit.queues import Queue, of_queue
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import contacts
from qm.store import Definitions, Store

AROUND_DAYS = 35
"""So many days around the period are read, to see what came before and what came back."""


@dataclass(frozen=True)
class Rows:
    """`contacts`: one row per contact of the queue in the period; `staffing`: one row per interval with people;
    `scored`: one row per evaluated contact of the queue up to the end of the period; `calibrated`: one row per
    evaluation of a contact that several evaluated; `latest`: seconds, the last arrival of all. `quiet`: contacts in
    and before the period whose customer had not come back for two weeks, `late` those that came back in the two
    weeks after: by coincidence. `elsewhere`: the other queues."""

    contacts: pd.DataFrame
    staffing: pd.DataFrame
    scored: pd.DataFrame
    calibrated: pd.DataFrame
    latest: float
    quiet: int
    late: int
    elsewhere: "Elsewhere"


@dataclass(frozen=True)
class Elsewhere:
    """The answered contacts of known customers in all other queues: `contacts` in the period; of those 28 days past
    without another for 14, `quiet`, those followed `late` by any contact, in the 14 days after. `here`: the share of
    all contacts that come to the queue itself."""

    contacts: int
    quiet: int
    late: int
    here: float

    def by_chance(self, days: float) -> float:
        """How many of them are followed in the queue itself within `days` by coincidence."""
        a_day = self.late / (self.quiet * 14) * self.here if self.quiet else 0.0
        return float(self.contacts * (1 - (1 - a_day) ** days))


def read(store: Store, filters: Filters, definitions: Definitions, queue: Queue) -> Rows:
    """Everything a fit of `queue` needs; `filters` as `narrowed` leaves them."""
    bound = queue.bound
    of_period = (filters.parameters | bound) or None
    until = filters.period(None, filters.date_to)
    past = Filters(date_to=filters.date_to).parameters | bound
    with snapshot(store) as view:
        rows = view.cursor.frame(contacts_statement(filters, definitions, queue), of_period)
        present = view.cursor.frame(staffing_statement(filters, queue), of_period)
        scored = view.cursor.frame(
            scored_statement(view, until, definitions, queue), (until.parameters | bound) or None
        )
        quiet, late = view.cursor.row(late_statement(view, filters, queue), past or None)
        several = view.cursor.frame(calibrated_statement(view, definitions))
        others = view.cursor.row(elsewhere_statement(view, filters, queue), of_period)
    latest = (view.latest_at - _EPOCH).total_seconds() if view.latest_at else 0.0
    return Rows(rows, present, scored, several, latest, int(quiet), int(late), Elsewhere(*others))


_EPOCH = pd.Timestamp(0).to_pydatetime()


def contacts_statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per contact in the period: times in seconds since 1970, gaps in seconds."""
    source = contacts(definitions)
    return f"""
    {_linked_contacts(filters, queue)},
    -- one row per answered contact of another queue that is followed by another one within four weeks
    others as (
        select f.customer_id, f.ended_at, f.next_any_seconds
        from contacts as f
        where f.customer_id is not null and not coalesce(f.abandoned, false) and f.next_any_seconds <= {28 * 86400}
          and not coalesce({of_queue(queue)}, false) and {_around(filters)}
    ),
    -- one row per contact of the queue that is the next one of its customer after those
    after_others as (
        select l.contact_id, min(o.next_any_seconds) as gap
        from line as l
        join others as o on o.customer_id = l.customer_id
        where abs(epoch(l.arrived_at) - epoch(o.ended_at) - o.next_any_seconds) < 0.001
        group by l.contact_id
    )
    select
        epoch(f.arrived_at) as arrived,
        epoch(f.ended_at) as ended,
        f.wait_seconds,
        f.handle_seconds,
        f.abandoned,
        f.reason,
        f.customer_id is not null as known,
        case when f.customer_id is not null then epoch(f.arrived_at) - epoch(f.before_ended_at) end as before_gap,
        f.customer_id is not null and coalesce(f.before_abandoned, false) as before_abandoned,
        case when f.customer_id is not null then epoch(f.after_at) - epoch(f.ended_at) end as after_gap,
        e.gap as elsewhere_gap
    from linked as f
    left join after_others as e on e.contact_id = f.contact_id
    where {filters.condition(source.time, source.expressions)}
    order by f.arrived_at, f.contact_id
    """


def late_statement(view: Snapshot, filters: Filters, queue: Queue) -> str:
    """Contacts in and before the period that stayed without another for 14 days, and those followed within 28."""
    latest = f"timestamp '{view.latest_at}'" if view.latest_at else "cast(null as timestamp)"
    before = "f.arrived_at < $date_before" if filters.date_to else "true"
    return f"""
    {_linked_contacts(filters, queue)},
    -- one row per contact that is 28 days past and was not followed for 14
    quiet as (
        select epoch(f.after_at) - epoch(f.ended_at) as gap
        from linked as f
        where f.customer_id is not null and {before}
          and epoch({latest}) - epoch(f.ended_at) >= {28 * 86400}
          and coalesce(epoch(f.after_at) - epoch(f.ended_at), 1e12) > {14 * 86400}
    )
    select count(*) as quiet, count(case when gap <= {28 * 86400} then 1 end) as late
    from quiet
    """


def elsewhere_statement(view: Snapshot, filters: Filters, queue: Queue) -> str:
    """The four numbers of `Elsewhere`."""
    source = contacts(view.in_force)
    latest = f"timestamp '{view.latest_at}'" if view.latest_at else "cast(null as timestamp)"
    return f"""
    -- one row per contact of the period
    with everything as (
        select
            coalesce({of_queue(queue)}, false) as is_here,
            f.customer_id is not null and not coalesce(f.abandoned, false) as is_answered,
            epoch({latest}) - epoch(f.ended_at) >= {28 * 86400} as is_past,
            coalesce(f.next_any_seconds, 1e12) as gap
        from contacts as f
        where {filters.condition(source.time, source.expressions)}
    )
    select
        count(case when is_answered and not is_here then 1 end) as contacts,
        count(case when is_answered and not is_here and is_past and gap > {14 * 86400} then 1 end) as quiet,
        count(case when is_answered and not is_here and is_past and gap > {14 * 86400} and gap <= {28 * 86400}
            then 1 end) as late,
        coalesce(ratio(count(case when is_here then 1 end), count(*)), 0) as here
    from everything
    """


def scored_statement(view: Snapshot, filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per answered and evaluated contact: its end, seconds until the customer's next, score as a share, what
    its wait was, and who the customer is."""
    source = contacts(definitions)
    return f"""
    {_linked_contacts(filters, queue)},
    -- one row per contact with a score
    scored as (
        select f.contact_id, ratio(sum(f.points), sum(f.points_possible)) as score
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        where f.contact_id is not null and f.points_possible > 0
        group by f.contact_id
    )
    select
        epoch(f.ended_at) as ended, epoch(f.after_at) - epoch(f.ended_at) as after_gap, s.score,
        f.wait_seconds, f.customer_id
    from linked as f
    join scored as s on s.contact_id = f.contact_id
    where f.customer_id is not null and not f.abandoned and {filters.condition(source.time, source.expressions)}
    order by f.ended_at, f.contact_id
    """


def _linked_contacts(filters: Filters, queue: Queue) -> str:
    """The steps up to `linked`: the contacts of the queue in and around the period, with the customer's other ones."""
    return f"""
    -- one row per contact of the queue in and around the period
    with line as (
        select f.contact_id, f.customer_id, f.arrived_at, f.ended_at, f.wait_seconds, f.handle_seconds,
               coalesce(f.abandoned, false) as abandoned, f.reason
        from contacts as f
        where {of_queue(queue)} and {_around(filters)}
    ),
    -- the same with the customer's contact before and after
    linked as (
        select *,
            lag(ended_at) over (partition by customer_id order by arrived_at, contact_id) as before_ended_at,
            lag(abandoned) over (partition by customer_id order by arrived_at, contact_id) as before_abandoned,
            lead(arrived_at) over (partition by customer_id order by arrived_at, contact_id) as after_at
        from line
    )"""


def staffing_statement(filters: Filters, queue: Queue) -> str:
    """One row per interval of the period in which somebody was present: its start in seconds, minutes, agents."""
    whose = of_queue(queue) if queue.queue is not None else "f.channel = $through" if queue.channel else "true"
    expressions = {
        "hour": "extract(hour from f.starts_at)",
        "day": "cast(f.starts_at as date)",
        "week": "cast(date_trunc('week', f.starts_at) as date)",
        "month": "substr(cast(cast(f.starts_at as date) as varchar), 1, 7)",
        "weekday": "datediff('day', cast(date_trunc('week', f.starts_at) as date), cast(f.starts_at as date)) + 1",
    }
    return f"""
    select epoch(f.starts_at) as starts, coalesce(f.minutes, 30) as minutes, sum(f.agents) as agents
    from staffing as f
    where {whose} and f.agents > 0 and {filters.condition("f.starts_at", expressions)}
    group by f.starts_at, f.minutes
    order by f.starts_at
    """


def calibrated_statement(view: Snapshot, definitions: Definitions) -> str:
    """One row per evaluation of a contact that was evaluated more than once: contact_id, score."""
    return f"""
    -- one row per evaluation with a score
    with scored as (
        select f.contact_id, ratio(f.points, f.points_possible) as score
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        where f.contact_id is not null and f.points_possible > 0
    ),
    -- one row per contact evaluated more than once
    several as (
        select contact_id from scored group by contact_id having count(*) > 1
    )
    select s.contact_id, s.score
    from scored as s
    join several as m on m.contact_id = s.contact_id
    order by s.contact_id, s.score
    """


def _around(filters: Filters) -> str:
    parts = []
    if filters.date_from:
        parts.append(f"f.arrived_at >= timestamp '{_moved(filters.date_from, -AROUND_DAYS)}'")
    if filters.date_to:
        parts.append(f"f.arrived_at < timestamp '{_moved(filters.date_to, AROUND_DAYS)}'")
    return " and ".join(parts) or "true"


def _moved(day: date, days: int) -> str:
    ends = date.min + timedelta(days=AROUND_DAYS), date.max - timedelta(days=AROUND_DAYS)
    return f"{min(max(day, ends[0]), ends[1]) + timedelta(days=days)} 00:00:00"


def seconds(values: pd.Series) -> np.ndarray:
    """A column as numbers; NaN where it is empty."""
    return np.asarray(values.to_numpy(dtype=float, na_value=np.nan))
