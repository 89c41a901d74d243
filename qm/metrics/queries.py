"""The one door: every figure that anything shows or prints is asked for here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from qm.metrics.catalogue import Metric, metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.dimensions import DIMENSIONS, dimension
from qm.metrics.filters import Filters
from qm.metrics.metric_values import metric_values
from qm.metrics.plan import Wanted, check, sums_of
from qm.metrics.sources import bands
from qm.store import Definitions, Store


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
    question = Measurement(filters, tuple(metrics), tuple(by))
    return measure_all(store, [question], definitions)[question]


@dataclass(frozen=True)
class Measurement:
    """What is asked of `measure`: metrics over filtered data, split by dimensions."""

    filters: Filters
    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()


def measure_all(
    store: Store, questions: Sequence[Measurement], definitions: Definitions | None = None
) -> dict[Measurement, pd.DataFrame]:
    """What `measure` answers to each question, all from the same moment, and in less time than one by one.

    Raises QMError as `measure` does.
    """
    asked = {question: _checked(question) for question in questions}
    with snapshot(store) as view:
        definitions = definitions or view.in_force
        chosen = {question: [m.under(definitions) for m in metrics] for question, (metrics, _) in asked.items()}
        wanted = {
            question: Wanted(question.filters, _measures(chosen[question]), by) for question, (_, by) in asked.items()
        }
        totals = sums_of(view, definitions, list(wanted.values()))
    return {
        question: metric_values(_as_shown(totals[one], one.by, definitions), one.by, chosen[question])
        for question, one in wanted.items()
    }


def _measures(metrics: Sequence[Metric]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for m in metrics for name in m.measures))


def _checked(question: Measurement) -> tuple[list[Metric], tuple[str, ...]]:
    """The metrics and the groups, each once; QMError for what cannot be asked."""
    metrics = [metric(name) for name in dict.fromkeys(question.metrics)]
    by = tuple(dimension(name).name for name in dict.fromkeys(question.by))
    check(metrics, by, question.filters)
    return metrics, by


def values(store: Store, name: str, filters: Filters | None = None) -> list[Any]:
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


def _as_shown(totals: pd.DataFrame, groups: tuple[str, ...], definitions: Definitions) -> pd.DataFrame:
    """Whole numbers as such even where some are unknown, and the bands of waiting in their order."""
    whole = {name: totals[name].astype("Int64") for name in groups if DIMENSIONS[name].kind == "integer"}
    totals = totals.assign(**whole) if whole else totals
    if "wait_band" not in groups:
        return totals
    order = {label: i for i, (_, label) in enumerate(bands(definitions))}
    return totals.sort_values(
        list(groups), key=lambda c: c.map(order) if c.name == "wait_band" else c, na_position="last", ignore_index=True
    )
