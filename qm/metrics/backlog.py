"""The backlog: deferred contacts that were not answered yet at a moment, how many they are and how old.

A backlog is a stock: it counts what came in before the period, too, and over days it is the one at the end of each.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from qm.errors import QMError
from qm.metrics.catalogue import CALENDAR, Metric
from qm.metrics.deferred_work import deferred_contacts
from qm.metrics.filters import Filters
from qm.metrics.response_quantiles import nothing_found, numbered, quantile_figures
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import Source
from qm.metrics.work_lines import OPEN_DAYS, SECONDS, open_until
from qm.store import Definitions

MOMENTS = "moments"
NEVER = 1e18
START = datetime(1970, 1, 1)


def backlog(
    view: Snapshot, definitions: Definitions, filters: Filters, metrics: Sequence[Metric], by: tuple[str, ...]
) -> pd.DataFrame:
    """One row per group and metric: the columns `by`, metric and the figures; without groups one row per metric.

    The moment is the end of the period, or of the data where that comes first. n of a number of contacts are the
    deferred ones up to then of which it is known whether they were answered; n of their age the open ones.
    """
    for name in filters.dimensions:
        if name in CALENDAR:
            raise QMError(f"{metrics[0].name} cannot be filtered by {name}: it is what was open when a period ended.")
    moments = _moments(view, filters, by)
    if moments.empty:
        return pd.concat([nothing_found(m) for m in metrics]) if not by else pd.DataFrame(columns=[*by, "metric"])
    source, anytime = deferred_contacts(view, definitions), filters.period(None, None)
    until = float(moments["moment_seconds"].max())
    parts = []
    for m in metrics:
        if m.quantile:
            found = view.cursor.frame(
                f"with {ages(source, anytime, by, until)} select * from numbered", _bound(anytime)
            )
            parts.append(quantile_figures(found, m, by))
        else:
            view.cursor.load_frame(MOMENTS, moments)
            found = view.cursor.frame(open_contacts(source, anytime, by, until), _bound(anytime))
            view.cursor.unload_frame(MOMENTS)
            parts.append(_counted(found, m, by))
    return pd.concat(parts, ignore_index=True)


def open_contacts(source: Source, filters: Filters, by: tuple[str, ...], until: float) -> str:
    """The SQL: one row per group and moment with the contacts known until then (cases) and those open (waiting)."""
    own, calendar = ([n for n in by if (n in CALENDAR) is is_calendar] for is_calendar in (False, True))
    kept = "".join(f"{name}, " for name in own)
    groups = ", ".join([*(f"m.{name}" for name in calendar), *(f"d.{name}" for name in own)])
    return f"""
    with
    {_known(source, filters, own)},
    -- one row per contact and day on which it came or went
    moves as (
        select {kept}floor(arrived_seconds / {SECONDS}) as day_number, 1 as came, 0 as went from known
        union all
        select {kept}floor(left_seconds / {SECONDS}) as day_number, 0 as came, 1 as went
        from known
        where left_seconds < {until!r}
    ),
    -- one row per group and day
    days as (
        select {kept}day_number, sum(came) as came, sum(went) as went from moves group by {kept}day_number
    )
    select {groups + ", " if groups else ""}sum(d.came) as cases, sum(d.came) - sum(d.went) as waiting
    from {MOMENTS} as m
    join days as d on d.day_number <= m.day_number
    {f"group by {groups}" if groups else ""}
    """


def ages(source: Source, filters: Filters, by: tuple[str, ...], until: float) -> str:
    """The SQL of the step `numbered`: the age of every contact that is open just before the moment `until`."""
    kept, at = "".join(f"k.{name}, " for name in by), repr(round(until, 5))  # without the microsecond of `_moment`
    open_age = f"{open_until('z', at)} - ({open_until('a', 'k.arrived_seconds')})"
    return f"""
    {_known(source, filters, list(by))},
    -- one row per open contact
    timed as (
        select {kept}case when k.line is null then {at} - k.arrived_seconds else {open_age} end as seconds
        from known as k
        left join {OPEN_DAYS} as a on a.line = k.line and a.day_number = floor(k.arrived_seconds / {SECONDS})
        left join {OPEN_DAYS} as z on z.line = k.line and z.day_number = {int(until // SECONDS)}
        where k.arrived_seconds < {until!r} and k.left_seconds >= {until!r}
    ),
    {numbered(by)}"""


def _known(source: Source, filters: Filters, own: Sequence[str]) -> str:
    groups = "".join(f"{source.expressions[name]} as {name}, " for name in own)
    return f"""
    -- one row per deferred contact of which it is known whether it was answered
    known as (
        select {groups}f.line, f.arrived_seconds,
            case when f.is_open then {NEVER!r} else f.left_seconds end as left_seconds
        from {source.from_clause({*own, *filters.dimensions})}
        where {filters.condition(source.time, source.expressions)} and (f.is_open or f.left_seconds is not null)
    )"""


def _moments(view: Snapshot, filters: Filters, by: tuple[str, ...]) -> pd.DataFrame:
    """One row per moment: moment_seconds and day_number since 1970, and the day, week, month in `by` that it ends."""
    if view.latest_at is None:
        return pd.DataFrame(columns=["moment_seconds"])
    (earliest,) = view.cursor.row("select cast(min(arrived_at) as date) from contacts")
    latest = view.latest_at.date()
    last = min(filters.date_to or latest, latest)
    first = max(filters.date_from or earliest, earliest) if set(by) & set(CALENDAR) else last
    days = pd.Series(pd.date_range(first, last, freq="D")) if first <= last else pd.Series(dtype="datetime64[us]")
    calendar = {
        "day": days.dt.strftime("%Y-%m-%d"),
        "week": (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d"),
        "month": days.dt.strftime("%Y-%m"),
    }
    names = [name for name in by if name in CALENDAR]
    frame = pd.DataFrame({"on": days, **{name: calendar[name] for name in names}})
    frame = frame.drop_duplicates(names, keep="last") if names else frame.tail(1)
    return frame.assign(
        day_number=[(day.date() - START.date()).days for day in frame["on"]],
        moment_seconds=[_moment(day.date(), view.latest_at) for day in frame["on"]],
    ).drop(columns="on")


def _moment(day: date, latest_at: datetime) -> float:
    """The end of a day in seconds since 1970; of the last day of the data, just after the latest arrival."""
    midnight = datetime(day.year, day.month, day.day) + timedelta(days=1)
    return (min(midnight, latest_at + timedelta(microseconds=1)) - START).total_seconds()


def _counted(found: pd.DataFrame, m: Metric, by: tuple[str, ...]) -> pd.DataFrame:
    found = found[found["cases"].fillna(0) > 0]
    if found.empty:
        return nothing_found(m) if not by else pd.DataFrame(columns=[*by, "metric"])
    return found[list(by)].assign(
        metric=m.name,
        value=found["waiting"].astype(float),
        numerator=found["waiting"].astype(float),
        denominator=np.nan,
        n=found["cases"].astype(float),
        low=np.nan,
        high=np.nan,
    )


def _bound(filters: Filters) -> dict[str, object] | None:
    return filters.parameters or None
