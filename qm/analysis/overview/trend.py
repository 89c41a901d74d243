"""The trend: one metric over time, with limits, signals and what it is compared with."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.sentences import trend_evidence, trend_takeaway
from qm.analysis.resolved_filters import as_days
from qm.analysis.trend_frame import saved_trend, trend_frame
from qm.models.signals.control_charts import Control
from qm.models.signals.verdicts import Points, end_of
from qm.wording import point_text


@dataclass(frozen=True)
class Trend:
    """`frame` has one row per point, as `trend_frame` gives it; with fewer than two there is nothing to draw."""

    grain: str
    title: str
    takeaway: str
    evidence: tuple[str, ...]
    frame: pd.DataFrame = field(repr=False)

    @property
    def is_drawn(self) -> bool:
        return len(self.frame) > 1

    @property
    def table(self) -> pd.DataFrame:
        """The trend as it is saved."""
        return saved_trend(self.frame)


def trend(series: DailySeries, name: str) -> Trend:
    """The trend of a metric around the period looked at."""
    grain = series.grain
    title = f"{series.metric(name).label} by {grain}"
    view = series.view
    points = series.points(name, grain, view.trend_days)
    if len(points) < 2:
        lone = f"One {grain} alone is no trend. Choose a longer period or a finer grain."
        return Trend(grain, title, lone, (), _frame(series, name, points, None))
    control = series.control(name, points, view.trend_since)
    frame = _frame(series, name, points, control)
    scale = series.scale(name)
    evidence = trend_evidence(scale, grain, view.extent_days, frame, control)
    return Trend(grain, title, trend_takeaway(scale, grain, frame, control), evidence, frame)


def _frame(series: DailySeries, name: str, points: Points, control: Control | None) -> pd.DataFrame:
    view, metric, grain = series.view, series.metric(name), points.grain
    last = end_of(points.start, grain)
    frame = trend_frame(
        points,
        last,
        control,
        kind=metric.kind,
        better=metric.better,
        names=[point_text(date.fromisoformat(str(s)), grain) for s in points.start],
        current=view.days,
        stragglers=(points.start > view.extent.last) | (last < view.extent.steady),
    )
    return frame.assign(**_compared(series, name, points, frame["current"].to_numpy()))


def _compared(series: DailySeries, name: str, points: Points, current: NDArray[np.bool_]) -> dict[str, Any]:
    """The days compared with, laid over the period looked at."""
    before, grain = series.view.compared_days, points.grain
    if before is None or not current.any() or grain == "month":
        return {}
    shift = (series.view.days.first - before.first).days
    start, end = points.start[current][0] - shift, end_of(points.start[current], grain)[-1] - shift
    earlier = series.points(name, grain, as_days(start, end))
    values = earlier.part if series.metric(name).kind == "count" else earlier.part / earlier.whole
    known = {s: v for s, v, j in zip(earlier.start + shift, values, earlier.judged, strict=True) if j}
    compared = [known.get(s, np.nan) if c else np.nan for s, c in zip(points.start, current, strict=True)]
    periods = [
        point_text(date.fromisoformat(str(s - shift)), grain) if v == v else ""
        for s, v in zip(points.start, compared, strict=True)
    ]
    return {"compared": compared, "compared_period": periods}
