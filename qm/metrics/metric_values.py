"""From sums to figures: each metric's value, its parts, its n and its interval."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from qm.metrics import intervals
from qm.metrics.catalogue import COUNT, MEAN, NET, SHARE, Metric
from qm.metrics.intervals import Numbers

FIGURES = ("value", "numerator", "denominator", "n", "low", "high")


def metric_values(totals: pd.DataFrame, groups: Sequence[str], metrics: Sequence[Metric]) -> pd.DataFrame:
    """One row per group and metric, in the order of both; without groups there is one row each.

    `totals` has one row per group: the columns `groups` and the measures that `metrics` need.
    A group without data for a metric has no row, unless there are no groups.
    """
    figures = [_figures(m, totals) for m in metrics]
    columns = {name: np.column_stack([f[name] for f in figures]).ravel() for name in FIGURES}
    kept = columns["n"] > 0 if groups else np.ones(len(columns["n"]), dtype=bool)
    group = np.repeat(np.arange(len(totals)), len(metrics))[kept]
    named = {name: totals[name].array.take(group) for name in groups}
    named["metric"] = np.tile(np.array([m.name for m in metrics]), len(totals))[kept]
    return pd.DataFrame(named | {name: column[kept] for name, column in columns.items()}).astype({"n": "int64"})


def add_up(measures: Sequence[str], column: Callable[[str], Numbers]) -> Numbers:
    """The sum of measures as a metric's parts name them: one whose name begins with "-" is taken away."""
    total: Numbers = np.sum([-column(name[1:]) if name.startswith("-") else column(name) for name in measures], axis=0)
    return total


def _figures(m: Metric, totals: pd.DataFrame) -> dict[str, Numbers]:
    def column(name: str) -> Numbers:
        values: Numbers = totals[name].to_numpy(dtype=float)
        return values

    part, cases = add_up(m.numerator, column), add_up(m.counted, column)
    unknown = np.full(len(part), np.nan)
    whole = add_up(m.denominator, column) if m.denominator else unknown
    value = np.where(part > 0, part, np.nan) if m.kind == COUNT else intervals.divide(part, whole)
    low, high = unknown, unknown
    if m.kind == SHARE:
        low, high = intervals.wilson(part, cases)
    elif m.kind == NET:
        low, high = intervals.net_share(column(m.squares[0]), column(m.squares[1]), cases)
    elif m.kind == MEAN:
        simple = (part, part, cases)  # what the squares come to when every case counts once
        squares = [column(name) if name else simple[i] for i, name in enumerate(m.squares)]
        low, high = intervals.ratio_of_sums(part, whole, (squares[0], squares[1], squares[2]), cases)
        low = np.maximum(low, 0)  # no mean here can be negative
    return {"value": value, "numerator": part, "denominator": whole, "n": cases, "low": low, "high": high}
