"""The figures behind tiles and trend: one grouped query, added up in every way the page needs."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.charts import Scale
from qm.metrics import METRICS, Metric, measure
from qm.metrics.filters import Filters
from qm.models.control import Control
from qm.models.verdict import Points, Verdict, automatic_grain, chart, gather, judge
from qm.store import Definitions, Store
from qm.ui.periods import Days
from qm.ui.view import View

TILES = ("contacts", "service_level", "abandonment", "aht", "repeat_rate", "csat", "quality_score", "response_rate")


@dataclass(frozen=True)
class Total:
    """A metric over some days: NaN and 0 without data."""

    value: float
    n: int


@dataclass(frozen=True)
class Figures:
    """Daily figures of some metrics over the history, and over the days compared with."""

    view: View
    definitions: Definitions
    daily: pd.DataFrame

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
        part, whole, n = rows["numerator"].sum(), rows["denominator"].sum(), int(rows["n"].sum())
        if self.metric(name).kind == "count":
            return Total(float(part) if n else float("nan"), n)
        return Total(float(part / whole) if whole else float("nan"), n)

    def points(self, name: str, grain: str, days: Days | None = None) -> Points:
        """The metric by day, week or month over the history (or `days`)."""
        days = days or self.view.history_days
        rows = self._rows(name, days)
        first, last = self._judged(days)
        return gather(
            rows["day"], rows["numerator"], rows["denominator"].fillna(0), rows["n"],
            grain=grain, kind=self._kind(name), first=first, last=last,  # type: ignore[arg-type]
        )  # fmt: skip

    def control(self, name: str, points: Points) -> Control | None:
        """The control chart of points, its limits from before the period looked at."""
        return chart(points, self._kind(name), since=np.datetime64(self.view.days.first))  # type: ignore[arg-type]

    def verdict(self, name: str) -> tuple[Verdict, Points]:
        """The verdict on the metric, by week or by day as the data allow, and the points it rests on."""
        points = self.points(name, self.automatic_grain)
        return judge(points, self.control(name, points), self.metric(name).better), points  # type: ignore[arg-type]

    @property
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

    def _rows(self, name: str, days: Days) -> pd.DataFrame:
        daily = self.daily
        inside = (daily["day"] >= np.datetime64(days.first)) & (daily["day"] <= np.datetime64(days.last))
        return daily[inside & (daily["metric"] == name)]


def ask(store: Store, view: View, metrics: tuple[str, ...]) -> Figures:
    """Everything that tiles and trend show of `metrics`, in one query; two when last year is compared with."""
    asked = [name for name in dict.fromkeys(metrics) if set(view.current.dimensions) <= set(METRICS[name].dimensions)]
    parts = [_daily(store, view.history, asked)]
    before = view.comparison
    if before and before.date_from and before.date_from < view.history_days.first:
        parts.append(_daily(store, before, asked))
    daily = pd.concat(parts).drop_duplicates(["day", "metric"], ignore_index=True)
    return Figures(view, store.definitions(), daily)


def _daily(store: Store, filters: Filters, metrics: list[str]) -> pd.DataFrame:
    found = measure(store, filters, metrics, ["day"])
    return found.assign(day=found["day"].astype("datetime64[s]"))
