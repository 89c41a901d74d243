"""The breakdown: one metric by the groups of a dimension, with intervals, and which of them stand out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from qm.analysis.groups import largest, with_names
from qm.analysis.overview.daily_series import DailySeries
from qm.analysis.overview.sentences import breakdown_takeaway, groups_evidence
from qm.metrics import DIMENSIONS

IN_ORDER = ("hour", "weekday", "wait_band", "tenure")
"""Dimensions whose groups have an order of their own."""
COLUMNS = ["group", "value", "numerator", "denominator", "n", "low", "high"]


@dataclass(frozen=True)
class Breakdown:
    """`frame` has one row per group shown: those of `measure`, with key and group; empty without data.

    `total` is the figure of the whole, `is_ranked` whether groups stand in order of their figures.
    """

    dimension: str
    title: str
    takeaway: str
    evidence: tuple[str, ...]
    total: float
    frame: pd.DataFrame = field(repr=False)

    @property
    def is_ranked(self) -> bool:
        return self.dimension not in IN_ORDER

    @property
    def table(self) -> pd.DataFrame:
        """The breakdown as it is saved."""
        return self.frame[COLUMNS].rename(columns={"group": self.dimension})


def breakdown(
    series: DailySeries, name: str, dimension: str, figures: pd.DataFrame, agent_names: Mapping[str, str]
) -> Breakdown:
    """The breakdown of a metric; `figures` is what `measure` says of it by `dimension`."""
    label, by = series.metric(name).label, DIMENSIONS[dimension].label.lower()
    title, total = f"{label} by {by}", series.total(name, series.view.days).value
    if figures.empty:
        return Breakdown(dimension, title, f"No {label.lower()} by {by} in this selection.", (), total, figures)
    groups, more = largest(with_names(figures, dimension, agent_names))
    scale = series.scale(name)
    takeaway = breakdown_takeaway(scale, groups, total) + more
    return Breakdown(dimension, title, takeaway, groups_evidence(scale, groups), total, groups)
