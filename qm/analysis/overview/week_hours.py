"""The week: one metric by weekday and hour."""

from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.sentences import hours_evidence, hours_takeaway


@dataclass(frozen=True)
class WeekHours:
    """`frame` has one row per weekday (1 Monday to 7) and hour (0 to 23), as `measure` gives it."""

    title: str
    takeaway: str
    evidence: tuple[str, ...]
    frame: pd.DataFrame = field(repr=False)

    @property
    def is_drawn(self) -> bool:
        return len(self.frame) > 1

    @property
    def table(self) -> pd.DataFrame:
        """The week as it is saved."""
        return self.frame.drop(columns="metric")


def week_hours(series: DailySeries, name: str, figures: pd.DataFrame) -> WeekHours:
    """The week of a metric; `figures` is what `measure` says of it by weekday and hour."""
    label = series.metric(name).label
    title = f"{label} by weekday and hour"
    cells = figures[figures["weekday"].notna() & figures["hour"].notna()]
    if len(cells) < 2:
        return WeekHours(title, f"{title} needs contacts in more than one hour of the week.", (), cells)
    total = series.total(name, series.view.days).value
    scale = series.scale(name)
    return WeekHours(title, hours_takeaway(scale, cells, total), hours_evidence(scale, cells), cells)
