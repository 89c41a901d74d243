"""The one door: every figure that anything shows or prints is asked for here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from qm.metrics.backlog import backlog
from qm.metrics.catalogue import QUANTILE, Metric, metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.dimensions import DIMENSIONS, dimension
from qm.metrics.filters import Filters
from qm.metrics.metric_values import FIGURES, metric_values
from qm.metrics.plan import Wanted, check, sums_of
from qm.metrics.response_quantiles import response_quantiles
from qm.metrics.snapshot import Snapshot
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
        sums = {question: [m for m in metrics if m.is_additive] for question, metrics in chosen.items()}
        wanted = {
            question: Wanted(question.filters, _measures(sums[question]), asked[question][1])
            for question in asked
            if sums[question]
        }
        totals = sums_of(view, definitions, list(wanted.values()))
        off_rows = {
            question: _off_rows(view, definitions, question.filters, chosen[question], by)
            for question, (_, by) in asked.items()
        }
    added = {
        question: metric_values(_as_shown(totals[one], one.by, definitions), one.by, sums[question])
        for question, one in wanted.items()
    }
    return {
        question: _together(
            [*([added[question]] if question in added else []), *off_rows[question]], by, chosen[question], definitions
        )
        for question, (_, by) in asked.items()
    }


def _measures(metrics: Sequence[Metric]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for m in metrics for name in m.measures))


def _off_rows(
    view: Snapshot, definitions: Definitions, filters: Filters, metrics: Sequence[Metric], by: tuple[str, ...]
) -> list[pd.DataFrame]:
    """The figures of the metrics that do not add up, read off the rows."""
    quantiles = [m for m in metrics if m.kind == QUANTILE]
    stocks = [m for m in metrics if not m.is_additive and m.kind != QUANTILE]
    found = [response_quantiles(view, definitions, filters, quantiles, by)] if quantiles else []
    found += [backlog(view, definitions, filters, stocks, by)] if stocks else []
    return [_as_shown(frame, by, definitions) for frame in found]


def _together(
    parts: list[pd.DataFrame], by: tuple[str, ...], metrics: Sequence[Metric], definitions: Definitions
) -> pd.DataFrame:
    """The figures by groups in their order, then by metrics as they were asked for."""
    if len(parts) == 1 and all(m.is_additive for m in metrics):
        return parts[0]
    columns = [*by, "metric", *FIGURES]
    known = [part.reindex(columns=columns).astype(dict.fromkeys(FIGURES, float)) for part in parts if len(part)]
    if not known:
        return pd.DataFrame(columns=columns).astype({"n": "int64"})
    places = {m.name: i for i, m in enumerate(metrics)}
    order = {label: i for i, (_, label) in enumerate(bands(definitions))}
    by_name = {"metric": places, "wait_band": order}
    frame = pd.concat(known, ignore_index=True).sort_values(
        [*by, "metric"], key=lambda c: c.map(by_name[c.name]) if c.name in by_name else c, ignore_index=True
    )
    return frame.astype({"n": "int64"})


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
