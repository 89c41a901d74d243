"""The one door: every figure that anything shows or prints is asked for here."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

import numpy as np
import pandas as pd

from qm.errors import QMError
from qm.metrics import intervals
from qm.metrics.catalogue import COUNT, MEAN, NET, SHARE, Metric, metric
from qm.metrics.dimensions import DIMENSIONS, dimension
from qm.metrics.filters import Filters
from qm.metrics.measures import MEASURES
from qm.metrics.plan import sums
from qm.metrics.snapshot import snapshot
from qm.metrics.sources import bands
from qm.store import Definitions, Store

FIGURES = ["value", "numerator", "denominator", "n", "low", "high"]


def measure(
    store: Store,
    filters: Filters,
    metrics: Sequence[str],
    by: Sequence[str] = (),
    definitions: Definitions | None = None,
) -> pd.DataFrame:
    """Metrics over the filtered data, split by dimensions: one row per group and metric.

    Columns: those of `by`, then metric, value, numerator, denominator, n, low, high (95 %).
    Sorted by the groups, unknown ones (null) last, then by `metrics`. A group without data
    for a metric has no row; with no `by`, a metric without data is one row with value NaN.
    Days, weeks and months are ISO text, hour and weekday integers. `definitions` other
    than those in force are answered from the rows.
    Raises QMError for an unknown name, and for a metric that a dimension says nothing about.
    """
    asked = [metric(name) for name in dict.fromkeys(metrics)]
    groups = tuple(dimension(name).name for name in dict.fromkeys(by))
    for m in asked:
        _check(m, groups, filters)
    with snapshot(store) as view:
        definitions = definitions or view.in_force
        chosen = [m.under(definitions) for m in asked]
        needed = tuple(dict.fromkeys(name for m in chosen for name in m.measures))
        totals = sums(view, definitions, filters, needed, groups)
    totals = _sorted(totals, groups, definitions)
    figures = pd.concat([_figures(m, totals, keep_empty=not groups) for m in chosen])
    return figures.sort_values("position", kind="stable", ignore_index=True)[[*groups, "metric", *FIGURES]]


def values(store: Store, name: str, filters: Filters | None = None) -> list:
    """The values of a dimension that are present in the filtered data, in order; None if some are unknown."""
    filters = filters or Filters()
    counts = [m for m in ("contacts", "evaluations") if {name, *filters.dimensions} <= set(metric(m).dimensions)]
    dimension(name)
    if not counts:
        return []
    found = measure(store, filters, counts, [name])[name]
    kind = int if DIMENSIONS[name].kind == "integer" else str
    return [None if pd.isna(value) else kind(value) for value in found.drop_duplicates()]


def span(store: Store) -> tuple[date, date] | None:
    """The first and the last day on which contacts arrived; None without contacts."""
    first, last = store.rows("select cast(min(arrived_at) as date), cast(max(arrived_at) as date) from contacts")[0]
    return (first, last) if first else None


def _check(m: Metric, groups: tuple[str, ...], filters: Filters) -> None:
    known = m.dimensions
    for names, verb in ((groups, "split"), (filters.dimensions, "filtered")):
        for name in names:
            if name not in known:
                raise QMError(f"{m.name} cannot be {verb} by {name}; it can by {', '.join(known)}.")


def _sorted(totals: pd.DataFrame, groups: tuple[str, ...], definitions: Definitions) -> pd.DataFrame:
    """The groups in order, with their values as they are shown."""
    if not groups:
        return totals
    shown = {name: totals[name].astype("Int64") for name in groups if DIMENSIONS[name].kind == "integer"}
    totals = totals.assign(**shown)
    labels = [label for _, label in bands(definitions)]

    def key(column: pd.Series) -> pd.Series:
        return column.map({label: i for i, label in enumerate(labels)}) if column.name == "wait_band" else column

    return totals.sort_values(list(groups), key=key, na_position="last", ignore_index=True)


def _figures(m: Metric, totals: pd.DataFrame, keep_empty: bool) -> pd.DataFrame:
    """One row per group that has data: the metric, its parts and its interval."""

    def column(name: str) -> intervals.Numbers:
        return totals[name].to_numpy(dtype=float)

    def add_up(parts: tuple[str, ...]) -> intervals.Numbers:
        return reduce(np.add, (-column(p[1:]) if p.startswith("-") else column(p) for p in parts))

    part, cases = add_up(m.numerator), add_up(m.counted)
    unknown = np.full(len(part), np.nan)
    whole = add_up(m.denominator) if m.denominator else unknown
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
    frame = totals[[c for c in totals.columns if c not in MEASURES]].assign(
        metric=m.name,
        value=np.where(part > 0, part, np.nan) if m.kind == COUNT else intervals.divide(part, whole),
        numerator=part,
        denominator=whole,
        n=cases.astype("int64"),
        low=low,
        high=high,
        position=np.arange(len(part)),
    )
    return frame if keep_empty else frame[frame["n"] > 0]
