"""What a page looks at: the viewer's filters, worked out against the data."""

from dataclasses import dataclass
from datetime import date

from qm.analysis.data_facts import data_extent, dimension_values
from qm.analysis.periods import compared, history, period, trend_around
from qm.metrics import Filters
from qm.models.signals.data_extent import DataExtent
from qm.store import Session
from qm.wording import Days, days_text


@dataclass(frozen=True)
class View:
    """The filters of one run, worked out; make one with `view_of`.

    `current` is the period looked at, `comparison` the one compared with (None for none),
    `history` the current period and what its limits rest on; all three with the same
    dimensions narrowed. `grain` is automatic, day, week or month. `extent` is where the data
    proper begin and end, `span` all days with data, stragglers too. `trend_days` are the days
    that trends show: days picked in a trend leave it as it is. Its normal range rests on points
    before `trend_since`.
    """

    current: Filters
    comparison: Filters | None
    history: Filters
    grain: str
    extent: DataExtent
    span: Days
    trend_days: Days
    trend_since: date

    @property
    def days(self) -> Days:
        return _days(self.current)

    @property
    def compared_days(self) -> Days | None:
        return _days(self.comparison) if self.comparison else None

    @property
    def extent_days(self) -> Days:
        return as_days(self.extent.first, self.extent.last)

    @property
    def history_days(self) -> Days:
        return _days(self.history)

    @property
    def where_text(self) -> str:
        """The narrowed dimensions in words; empty when nothing is narrowed."""
        return where_text(self.current)

    @property
    def lines(self) -> list[str]:
        """What is shown, in words, for the head of everything that is saved."""
        lines = [filters_text(self.current)]
        if self.compared_days:
            lines.append(f"compared with {days_text(self.compared_days)}")
        return lines


def view_of(
    session: Session,
    narrowed: Filters | None = None,
    *,
    period_name: str = "28",
    custom: tuple[date, ...] = (),
    comparison: str = "previous",
    grain: str = "automatic",
) -> View | None:
    """The view of what is narrowed, over a period of `PERIODS` or the days `custom`; None without any contacts."""
    extent = data_extent(session)
    if extent is None:
        return None
    narrowed, main = narrowed or Filters(), as_days(extent.first, extent.last)
    span = main
    if extent.before or extent.after:
        seen = [day for day in dimension_values(session, "day") if day]
        span = as_days(seen[0], seen[-1])
    days, steady = period(period_name, main, span, custom), as_days(extent.steady, extent.steady).first
    before, past = compared(days, comparison, steady), history(days, grain, steady)
    trend_days, trend_since = trend_around(days, period(period_name, main, span), grain, steady, main.last)
    return View(
        current=narrowed.period(days.first, days.last),
        comparison=narrowed.period(before.first, before.last) if before else None,
        history=narrowed.period(past.first, past.last),
        grain=grain,
        extent=extent,
        span=span,
        trend_days=trend_days,
        trend_since=trend_since,
    )


def filters_text(filters: Filters) -> str:
    """The days and the narrowed dimensions in words: 1–28 Jun 2026 · channel voice."""
    first, last, narrowed = filters.date_from, filters.date_to, where_text(filters)
    days = days_text(Days(first, last)) if first and last else filters.describe().split(" · ")[0]
    return f"{days} · {narrowed}" if narrowed else days


def where_text(filters: Filters) -> str:
    """The narrowed dimensions in words; empty when nothing is narrowed."""
    return filters.period(None, None).describe().partition(" · ")[2]


def _days(filters: Filters) -> Days:
    assert filters.date_from
    assert filters.date_to
    return Days(filters.date_from, filters.date_to)


def as_days(first: object, last: object) -> Days:
    """Days from numpy dates."""
    return Days(date.fromisoformat(str(first)), date.fromisoformat(str(last)))
