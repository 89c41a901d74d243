"""Everybody on one metric as tables: the figures of the comparison, and the funnel's limits."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.agents.comparison import PeerComparison, compare_all
from qm.analysis.cache import kept_each
from qm.metrics import METRICS, Filters, Metric
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Session

FUNNEL_STEPS = 80


@dataclass(frozen=True)
class MetricComparison:
    """All units on one metric: `frame` as of `PeerComparison`, `limits` of the funnel over its numbers of cases.

    `centre` is the metric over everything.
    """

    metric: Metric
    frame: pd.DataFrame = field(repr=False)
    centre: float
    limits: pd.DataFrame = field(repr=False)

    @property
    def enough(self) -> pd.DataFrame:
        """The rows with ten cases or more."""
        return self.frame[self.frame["n"] >= FEWEST]


@kept_each(most=48)
def metric_comparisons(
    session: Session, names: tuple[str, ...], filters: Filters, by: str
) -> dict[str, MetricComparison]:
    """All units `by` on each metric of `names`, under filters that fit them.

    Metrics of one grain are read together, those of different grains side by side.
    """
    grains: dict[str, list[str]] = {}
    for name in names:
        grains.setdefault(METRICS[name].grain, []).append(name)

    def compared(group: Sequence[str]) -> dict[str, PeerComparison]:
        return compare_all(session.store, filters, group, by)

    with ThreadPoolExecutor(len(grains)) as pool:
        found = [pair for some in pool.map(compared, grains.values()) for pair in some.items()]
    return {name: tabulated(one) for name, one in found}


def tabulated(one: PeerComparison) -> MetricComparison:
    """The tables of a comparison, without what they were worked out from."""
    frame = one.frame
    cases = frame.loc[frame["n"] >= FEWEST, "n"]
    steps = np.zeros(0)
    if len(cases):  # a little beyond all, so that limits are lines even where everybody has as many
        steps = np.unique(np.geomspace(0.8 * cases.min(), 1.25 * cases.max(), FUNNEL_STEPS).round())
    return MetricComparison(one.metric, frame, one.centre, one.funnel(steps))
