"""Daily sums of some metrics over the history, added up in every way the page needs."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.resolved_filters import View
from qm.metrics import METRICS, Metric
from qm.models.signals.control_charts import Control
from qm.models.signals.period_change import DailySums, PeriodChange, daily_sums, period_change
from qm.models.signals.verdicts import Better, Grain, Kind, Points, Verdict, automatic_grain, chart, gather, judge
from qm.store import Definitions
from qm.wording import Days, Scale


@dataclass(frozen=True)
class Total:
    """A metric over some days: NaN and 0 without data."""

    value: float
    n: int


@dataclass(frozen=True)
class Sums:
    """The two sums and n of a metric by day, in order of time."""

    day: NDArray[np.datetime64]
    part: NDArray[np.float64]
    whole: NDArray[np.float64]
    n: NDArray[np.float64]

    def within(self, days: Days) -> "Sums":
        first, last = np.searchsorted(self.day, [np.datetime64(days.first), np.datetime64(days.last) + 1])
        inside = slice(first, last)
        return Sums(self.day[inside], self.part[inside], self.whole[inside], self.n[inside])


@dataclass(frozen=True)
class Judged:
    """The verdict on a metric's latest complete week (or day), the points it is the last of, and their chart."""

    verdict: Verdict
    points: Points
    control: Control | None


NO_SUMS = Sums(np.array([], dtype="datetime64[D]"), np.array([]), np.array([]), np.array([]))


@dataclass(frozen=True)
class DailySeries:
    """Daily figures of some metrics over the history and the days compared with.

    `daily` are rows of `measure` by day. Totals are sums over sums, never means of daily figures.
    """

    view: View
    definitions: Definitions
    daily: pd.DataFrame

    def metric(self, name: str) -> Metric:
        """The metric under the definitions in force."""
        return METRICS[name].under(self.definitions)

    def scale(self, name: str) -> Scale:
        return Scale.of(self.metric(name))

    def total(self, name: str, days: Days | None) -> Total:
        """The metric over `days`: sums over sums."""
        if days is None:
            return Total(float("nan"), 0)
        sums = self._sums(name, days)
        part, whole, n = sums.part.sum(), sums.whole.sum(), int(sums.n.sum())
        if self.metric(name).kind == "count":
            return Total(float(part) if n else float("nan"), n)
        return Total(float(part / whole) if whole else float("nan"), n)

    def points(self, name: str, grain: str, days: Days | None = None) -> Points:
        """The metric by day, week or month over the history (or `days`)."""
        days = days or self.view.history_days
        sums = self._sums(name, days)
        first, last = self._judged(days)
        return gather(
            sums.day,
            sums.part,
            sums.whole,
            sums.n,
            grain=cast(Grain, grain),
            kind=self._kind(name),
            first=first,
            last=last,
        )

    def control(self, name: str, points: Points, since: date | None = None) -> Control | None:
        """The control chart of points, its limits from before the period looked at, or before `since`."""
        return chart(points, self._kind(name), since=np.datetime64(since or self.view.days.first))

    def judged(self, name: str) -> "Judged":
        """The verdict on the metric's latest point, by week or by day as the data allow, and what it rests on."""
        points = self.points(name, self.automatic_grain)
        control = self.control(name, points)
        return Judged(judge(points, control, cast(Better, self.metric(name).better)), points, control)

    def change(self, name: str) -> PeriodChange | None:
        """The change against the days compared with, and whether it is real; None where nothing is compared with.

        Of a count, the change of its sum: both periods are as long.
        """
        view = self.view
        if view.compared_days is None:
            return None
        is_count = self.metric(name).kind == "count"
        cases = min(self.total(name, days).n for days in (view.compared_days, view.days))
        scale = float(len(view.days)) if is_count else 1.0
        before, now = (self._daily(name, days, is_count) for days in (view.compared_days, view.days))
        return period_change(before, now, scale=scale, cases=cases)

    def _daily(self, name: str, days: Days, is_count: bool) -> DailySums:
        sums = self._sums(name, days)
        if not is_count or not len(sums.day):
            return daily_sums(sums.day, sums.part, sums.whole)
        every = np.arange(np.datetime64(days.first), np.datetime64(days.last) + 1)
        part = np.zeros(len(every))
        part[(sums.day - every[0]).astype(int)] = sums.part
        return daily_sums(every, part, np.ones(len(every)))

    @cached_property
    def automatic_grain(self) -> str:
        """Weeks, or days as long as there are too few weeks."""
        return automatic_grain(*self._judged(self.view.history_days))

    @property
    def grain(self) -> Grain:
        """The grain of the trend: the viewer's, or the automatic one."""
        view = self.view
        if view.grain != "automatic":
            return cast(Grain, view.grain)
        return automatic_grain(*self._judged(view.trend_days))

    def _judged(self, days: Days) -> tuple[np.datetime64, np.datetime64]:
        """The first and last day that can be judged: stragglers before and after the data proper cannot."""
        extent = self.view.extent
        return max(np.datetime64(days.first), extent.steady), min(np.datetime64(days.last), extent.last)

    def _kind(self, name: str) -> Kind:
        kind = self.metric(name).kind
        return cast(Kind, kind if kind in ("share", "count") else "mean")

    def _sums(self, name: str, days: Days) -> Sums:
        return self._by_metric.get(name, NO_SUMS).within(days)

    @cached_property
    def _by_metric(self) -> dict[str, Sums]:
        daily = self.daily.sort_values("day", kind="stable")
        metrics, day = daily["metric"].to_numpy(), daily["day"].to_numpy().astype("datetime64[D]")
        part, whole, n = (np.nan_to_num(daily[c].to_numpy(dtype=float)) for c in ("numerator", "denominator", "n"))
        own = {name: metrics == name for name in dict.fromkeys(metrics)}
        return {name: Sums(day[its], part[its], whole[its], n[its]) for name, its in own.items()}
