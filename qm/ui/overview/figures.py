"""The figures of the page: asked for together, then added up in every way the page needs."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.view import View
from qm.metrics import METRICS, Metric, Question, measure, measure_all
from qm.metrics.filters import Filters
from qm.models.signals.control_charts import Control
from qm.models.signals.verdicts import Points, Verdict, automatic_grain, chart, gather, judge
from qm.store import Definitions, Store
from qm.wording import Days, Scale

TILES = ("contacts", "service_level", "abandonment", "aht", "repeat_rate", "csat", "quality_score", "response_rate")


@dataclass(frozen=True)
class Total:
    """A metric over some days: NaN and 0 without data."""

    value: float
    n: int


@dataclass(frozen=True)
class Series:
    """The two sums and n of a metric by day, in order of time."""

    day: NDArray[np.datetime64]
    part: NDArray[np.float64]
    whole: NDArray[np.float64]
    n: NDArray[np.float64]

    def within(self, days: Days) -> "Series":
        first, last = np.searchsorted(self.day, [np.datetime64(days.first), np.datetime64(days.last) + 1])
        inside = slice(first, last)
        return Series(self.day[inside], self.part[inside], self.whole[inside], self.n[inside])


NOTHING = Series(np.array([], dtype="datetime64[D]"), np.array([]), np.array([]), np.array([]))


@dataclass(frozen=True)
class Figures:
    """Daily figures of some metrics over the history and the days compared with, and other answers asked along."""

    view: View
    definitions: Definitions
    daily: pd.DataFrame
    answers: dict[Question, pd.DataFrame] = field(default_factory=dict)
    _verdicts: dict[str, tuple[Verdict, Points]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def answer(self, store: Store, filters: Filters, name: str, by: tuple[str, ...]) -> pd.DataFrame:
        """What `measure` says of one metric: already asked along, or asked now."""
        known = self.answers.get(Question(filters, (name,), by))
        return measure(store, filters, [name], by) if known is None else known

    def metric(self, name: str) -> Metric:
        """The metric under the definitions in force."""
        return METRICS[name].under(self.definitions)

    def scale(self, name: str) -> Scale:
        m = self.metric(name)
        return Scale(m.name, m.label, m.format, m.kind, m.better)

    def total(self, name: str, days: Days | None) -> Total:
        """The metric over `days`: sums over sums."""
        if days is None:
            return Total(float("nan"), 0)
        rows = self._rows(name, days)
        part, whole, n = rows.part.sum(), rows.whole.sum(), int(rows.n.sum())
        if self.metric(name).kind == "count":
            return Total(float(part) if n else float("nan"), n)
        return Total(float(part / whole) if whole else float("nan"), n)

    def points(self, name: str, grain: str, days: Days | None = None) -> Points:
        """The metric by day, week or month over the history (or `days`)."""
        days = days or self.view.history_days
        rows = self._rows(name, days)
        first, last = self._judged(days)
        return gather(
            rows.day,
            rows.part,
            rows.whole,
            rows.n,
            grain=grain,  # type: ignore[arg-type]
            kind=self._kind(name),  # type: ignore[arg-type]
            first=first,
            last=last,
        )

    def control(self, name: str, points: Points) -> Control | None:
        """The control chart of points, its limits from before the period looked at."""
        return chart(points, self._kind(name), since=np.datetime64(self.view.days.first))  # type: ignore[arg-type]

    def verdict(self, name: str) -> tuple[Verdict, Points]:
        """The verdict on the metric, by week or by day as the data allow, and the points it rests on."""
        if name not in self._verdicts:
            points = self.points(name, self.automatic_grain)
            verdict = judge(points, self.control(name, points), self.metric(name).better)  # type: ignore[arg-type]
            self._verdicts[name] = verdict, points
        return self._verdicts[name]

    @cached_property
    def automatic_grain(self) -> str:
        return automatic_grain(*self._judged(self.view.history_days))

    def _judged(self, days: Days) -> tuple[np.datetime64, np.datetime64]:
        """The first and last day that can be judged: stragglers before and after the data's body cannot."""
        body = self.view.body
        return max(np.datetime64(days.first), body.steady), min(np.datetime64(days.last), body.last)

    @property
    def grain(self) -> str:
        """The grain of the trend: the viewer's, or the automatic one."""
        return self.automatic_grain if self.view.grain == "automatic" else self.view.grain

    def _kind(self, name: str) -> str:
        kind = self.metric(name).kind
        return kind if kind in ("share", "count") else "mean"

    def _rows(self, name: str, days: Days) -> Series:
        return self._series.get(name, NOTHING).within(days)

    @cached_property
    def _series(self) -> dict[str, Series]:
        daily = self.daily.sort_values("day", kind="stable")
        metrics, day = daily["metric"].to_numpy(), daily["day"].to_numpy().astype("datetime64[D]")
        part, whole, n = (np.nan_to_num(daily[c].to_numpy(dtype=float)) for c in ("numerator", "denominator", "n"))
        own = {name: metrics == name for name in dict.fromkeys(metrics)}
        return {name: Series(day[its], part[its], whole[its], n[its]) for name, its in own.items()}


def ask(store: Store, view: View, picked: str, dimension: str) -> Figures:
    """Everything that the page shows: of all tiles by day, of the metric picked also by `dimension` and by hour."""
    known = {name for name in (*TILES, picked) if set(view.current.dimensions) <= set(METRICS[name].dimensions)}
    metrics = tuple(name for name in METRICS if name in known)
    before = view.comparison
    by_day = [Question(view.history, metrics, ("day",))]
    if before and before.date_from and before.date_from < view.history_days.first:
        by_day.append(Question(before, metrics, ("day",)))
    # One that the filters say nothing about is asked where it is shown, which says so.
    along = [
        Question(filters, (picked,), by)
        for filters, by in ((view.current, (dimension,)), (before, (dimension,)), (view.current, ("weekday", "hour")))
        if filters and picked in known
    ]
    answers = measure_all(store, [*by_day, *along])
    daily = pd.concat([answers[question] for question in by_day]).drop_duplicates(["day", "metric"], ignore_index=True)
    return Figures(view, store.definitions(), daily, {question: answers[question] for question in along})
