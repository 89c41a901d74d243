"""Contacts that come back: within which window, after what, and how much work they make.

Two directions, and they differ. Forward: of contacts that ended, the share followed by
another one (the metric repeat_rate). Backward: of contacts that arrived, the share that
follow an earlier one; this is the work that would not have been there. A repeat is laid at
the door of the contact it follows: the one that ended last before it began.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pandas as pd

from qm.metrics.catalogue import METRICS
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION, MEASURES, sql_literals
from qm.metrics.metric_values import metric_values
from qm.metrics.plan import check, rows_of
from qm.metrics.repeat_contacts import FOLLOWS, LONGEST_DAYS, following
from qm.metrics.repeat_rule import can_be_followed, next_seconds
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import Source, contacts
from qm.models.queueing.repeat_windows import WINDOWS
from qm.store import Definitions, Store

SCORE_BANDS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where bands of the quality score begin; the first is everything below."""
FAILED = "failed outright"
"""The group of contacts whose score is zero because a critical question failed: no band, it says little of the rest."""


def with_window(definitions: Definitions, window_days: float | None, scope: str | None) -> Definitions:
    """`definitions` with another window and scope of repeats; None leaves either as defined."""
    changes: dict[str, float | str] = {} if window_days is None else {"repeat.window_days": float(window_days)}
    return definitions.with_(changes if scope is None else changes | {"repeat.scope": scope})


@dataclass(frozen=True)
class RepeatWork:
    """Contacts that follow an earlier one, and the work they are among.

    `causes`: one row per reason and channel of the contact followed: reason, channel,
    contacts, handle_seconds. `contacts` and `handle_seconds` are of all contacts that can be
    judged: with a customer, and not in the first window of the data, whose past is not
    known. `all_contacts` and `all_seconds` count every contact looked at.
    """

    causes: pd.DataFrame
    contacts: int
    handle_seconds: float
    all_contacts: int
    all_seconds: float

    @property
    def repeats(self) -> int:
        return int(self.causes["contacts"].sum())

    @property
    def repeat_seconds(self) -> float:
        return float(self.causes["handle_seconds"].sum())

    @property
    def times_longer(self) -> float | None:
        """How many times the handle time of another contact a repeat takes, over all that arrived; None if unknown."""
        others = self.contacts - self.repeats
        if not self.repeats or not others or self.handle_seconds == self.repeat_seconds:
            return None
        own, other = self.repeat_seconds / self.repeats, (self.handle_seconds - self.repeat_seconds) / others
        return own / other


def returns(store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    """How long contacts have been over, and on which day after their end the customer came back.

    One row per known_days (whole days from the end to the latest contact of all; 30 stands for
    30 or more) and back_on_day (1 is within 24 hours; NaN: not within 30 days): contacts. In
    the scope of `definitions`; contacts without a customer are left out.
    """
    with snapshot(store) as view:
        sql = returns_statement(view, filters, definitions)
        return view.cursor.frame(sql, filters.parameters or None).astype("float64")


def returns_statement(view: Snapshot, filters: Filters, definitions: Definitions) -> str:
    """The SQL of `returns`."""
    source, back = _contacts(filters, definitions), next_seconds(definitions)
    latest = f"timestamp '{view.latest_at}'" if view.latest_at else "cast(null as timestamp)"
    return f"""
    -- one row per contact that is over
    with ended as (
        select
            least(floor((epoch({latest}) - epoch(f.ended_at)) / 86400), {WINDOWS}) as known_days,
            case when {back} <= {WINDOWS * 86400} then greatest(ceil({back} / 86400.0), 1) end as back_on_day
        from {source.from_clause(filters.dimensions)}
        where {filters.condition(source.time, source.expressions)}
          and {can_be_followed(definitions)} and f.ended_at <= {latest}
    )
    select known_days, back_on_day, count(*) as contacts
    from ended
    group by known_days, back_on_day
    """


def work(store: Store, filters: Filters, definitions: Definitions, since: date | None = None) -> RepeatWork:
    """The contacts that follow an earlier one within the window, by what they follow.

    `since` is the first day of the data proper: contacts of the first window from there on
    cannot be judged, for what they may follow is not in the data.
    """
    with snapshot(store) as view:
        causes = view.cursor.frame(causes_statement(view, filters, definitions, since), filters.parameters or None)
        totals = view.cursor.row(_totals_statement(filters, definitions, since), filters.parameters or None)
    return RepeatWork(causes, int(totals[0]), float(totals[1]), int(totals[2]), float(totals[3]))


def causes_statement(view: Snapshot, filters: Filters, definitions: Definitions, since: date | None) -> str:
    """The SQL of `RepeatWork.causes`."""
    return f"""
    {_followers(view, filters, definitions, since)}
    select
        previous_reason as reason,
        previous_channel as channel,
        count(*) as contacts,
        coalesce(sum(handle_seconds), 0) as handle_seconds
    from repeats
    group by previous_reason, previous_channel
    order by handle_seconds desc, reason nulls last, channel nulls last
    """


def _totals_statement(filters: Filters, definitions: Definitions, since: date | None) -> str:
    source, judged = _contacts(filters, definitions), _judged_backward(definitions, since)
    seconds = MEASURES["handle_seconds"].sums
    return f"""
    select
        count(case when {judged} then 1 end), coalesce(sum(case when {judged} then {seconds} end), 0),
        count(*), coalesce(sum({seconds}), 0)
    from {source.from_clause(filters.dimensions)}
    where {filters.condition(source.time, source.expressions)}
    """


def repeat_rows(
    store: Store, filters: Filters, definitions: Definitions, since: date | None = None, limit: int = 500
) -> pd.DataFrame:
    """Up to `limit` contacts that follow an earlier one, newest first: one row each, with what it follows."""
    with snapshot(store) as view:
        sql = f"""
        {_followers(view, filters, definitions, since)},
        -- one row per contact shown
        shown as (
            select * from repeats order by arrived_at desc, contact_id limit $at_most
        )
        select
            p.customer_id, p.arrived_at, p.contact_id, c.channel, c.reason, c.agent_id, c.wait_seconds,
            c.handle_seconds, p.gap_seconds / 86400.0 as days_since, p.previous_id as follows,
            p.previous_channel as follows_channel, p.previous_reason as follows_reason,
            e.agent_id as follows_agent, e.resolved as follows_resolved
        from shown as p
        join contacts as c on c.contact_id = p.contact_id
        join contacts as e on e.contact_id = p.previous_id
        order by p.arrived_at desc, p.contact_id
        """
        return view.cursor.frame(sql, filters.parameters | {"at_most": limit})


def _followers(view: Snapshot, filters: Filters, definitions: Definitions, since: date | None) -> str:
    """The steps up to `repeats`: one row per contact that follows another within the window, with the last one."""
    source, window = _contacts(filters, definitions), definitions.repeat.window_days
    within = repr(definitions.repeat.window_seconds)
    looked_at = f"{filters.condition(source.time, source.expressions)} and {_judged_backward(definitions, since)}"
    if view.built_with(definitions, FOLLOWS) and window <= LONGEST_DAYS:
        kept = replace(source, relation="repeat_contacts as f")
        return f"""
    -- one row per contact that follows another one
    with repeats as (
        select f.contact_id, f.customer_id, f.arrived_at, f.handle_seconds, f.previous_id, f.previous_reason,
               f.previous_channel, f.gap_seconds
        from {kept.from_clause(filters.dimensions)}
        where {looked_at} and f.gap_seconds <= {within}
    )
    """
    relation = f"{source.from_clause(filters.dimensions)} where {looked_at}"
    steps = following(definitions, relation, within, _reaching(filters, definitions))
    return f"""{steps.rstrip()},
    repeats as (
        select * from followers
    )
    """


def by_score(store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    """The repeat rate of evaluated contacts by the band of their quality score, lowest first.

    Columns: score_band and those of `measure`. Several evaluations of one contact count as one,
    their points together; those of which one failed outright come last.
    """
    with snapshot(store) as view:
        totals = view.cursor.frame(score_statement(view, filters, definitions), filters.parameters or None)
    rates = metric_values(totals, ("score_band",), [METRICS["repeat_rate"].under(definitions)])
    order = {label: i for i, label in enumerate(score_bands())}
    return rates.sort_values("score_band", key=lambda c: c.map(order), ignore_index=True)


def score_bands() -> tuple[str, ...]:
    """The names of the bands of the quality score, lowest first, and of those that failed outright."""
    ends = (*SCORE_BANDS[1:], 1.0)
    bands = (f"{a:.0%} to {b:.0%}" for a, b in zip(SCORE_BANDS, ends, strict=True))
    return (f"under {SCORE_BANDS[0]:.0%}", *bands, FAILED)


def score_statement(view: Snapshot, filters: Filters, definitions: Definitions) -> str:
    """The SQL of `by_score`: one row per band, with the measures of the repeat rate."""
    source, literals = _contacts(filters, definitions), sql_literals(definitions, view.latest_at)
    measures = METRICS["repeat_rate"].under(definitions).measures
    *lower, highest, failed = score_bands()
    cases = " ".join(f"when s.score < {end} then '{label}'" for end, label in zip(SCORE_BANDS, lower, strict=True))
    return f"""
    -- one row per contact with a score
    with scored as (
        select f.contact_id, ratio(sum(f.points), sum(f.points_possible)) as score, max(f.failure) as failure
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        where f.contact_id is not null and f.points_possible > 0
        group by f.contact_id
    )
    select
        case when s.failure = 3 then '{failed}' {cases} else '{highest}' end as score_band,
        {", ".join(f"{MEASURES[name].aggregate(literals)} as {name}" for name in measures)}
    from {source.from_clause(filters.dimensions)}
    join scored as s on s.contact_id = f.contact_id
    where {filters.condition(source.time, source.expressions)}
    group by 1
    """


def _contacts(filters: Filters, definitions: Definitions) -> Source:
    check([METRICS["repeat_rate"]], (), filters)
    return contacts(definitions)


def _judged_backward(definitions: Definitions, since: date | None) -> str:
    known = _moment(since, definitions.repeat.window_days)
    return "f.customer_id is not null" + (f" and f.arrived_at >= {known}" if known else "")


def _reaching(filters: Filters, definitions: Definitions) -> str:
    """The condition on an earlier contact to lie within a window of the period."""
    first = _moment(filters.date_from, -definitions.repeat.window_days - 1)
    parts = [f"f.ended_at >= {first}"] if first else []
    return " and ".join([*parts, "f.ended_at < $date_before"] if filters.date_to else parts) or "true"


def _moment(day: date | None, days: float) -> str:
    """SQL for the moment some days after a day begins; empty when there is none."""
    try:
        return f"timestamp '{datetime.combine(day, time()) + timedelta(days=days)}'" if day else ""
    except OverflowError:  # a window longer than the calendar
        return "" if days < 0 else "cast(null as timestamp)"


def has_customers(store: Store) -> bool:
    """Whether any contact in the data says which customer it was with."""
    return bool(store.rows("select 1 from contacts where customer_id is not null limit 1"))
