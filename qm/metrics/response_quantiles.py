"""Quantiles of response times: read off the rows, for quantiles of parts do not add up to that of the whole."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from qm.metrics.catalogue import Metric
from qm.metrics.deferred_work import deferred_contacts
from qm.metrics.dimensions import DIMENSIONS
from qm.metrics.filters import Filters
from qm.metrics.intervals import Numbers, quantile_ranks
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import Source
from qm.store import Definitions

WANTED_RANKS = "wanted_ranks"


def response_quantiles(
    view: Snapshot, definitions: Definitions, filters: Filters, metrics: Sequence[Metric], by: tuple[str, ...]
) -> pd.DataFrame:
    """One row per group and metric: the columns `by`, metric and the figures; without groups one row per metric.

    The quantile q of n values lies at rank 1 + (n - 1) q, between two neighbours where that is no whole number (type 7
    of Hyndman and Fan 1996). Its interval reaches from one of the values to another: `quantile_ranks`.
    """
    source = deferred_contacts(view, definitions)
    numbered, asked = responses(source, filters, by), filters.parameters or None
    sizes = view.cursor.frame(f"with {numbered} select distinct cases from numbered", asked)["cases"]
    view.cursor.load_frame(WANTED_RANKS, _wanted(sizes.to_numpy(dtype=float), metrics))
    groups = "".join(f"n.{name}, " for name in by)
    found = view.cursor.frame(
        f"""
        with {numbered}
        select {groups}n.cases, n.place, n.seconds
        from numbered as n
        join {WANTED_RANKS} as w on w.cases = n.cases and w.place = n.place
        """,
        asked,
    )
    view.cursor.unload_frame(WANTED_RANKS)
    return pd.concat([quantile_figures(found, m, by) for m in metrics], ignore_index=True)


def responses(source: Source, filters: Filters, by: tuple[str, ...]) -> str:
    """The SQL of the step `numbered`: every response of deferred work with its place among those of its group."""
    groups = "".join(f"{shown(source.expressions[name], name)} as {name}, " for name in by)
    return f"""
    -- one row per response
    timed as (
        select {groups}f.response_seconds as seconds
        from {source.from_clause({*by, *filters.dimensions})}
        where {filters.condition(source.time, source.expressions)} and f.response_seconds is not null
    ),
    {numbered(by)}"""


def shown(expression: str, name: str) -> str:
    """The SQL of a dimension as figures show it: dates as ISO text."""
    return f"cast({expression} as varchar)" if DIMENSIONS[name].kind == "date" else expression


def numbered(by: tuple[str, ...]) -> str:
    """The SQL of the step `numbered`: the rows of the step `timed`, each with its place and the cases of its group."""
    partition = f"partition by {', '.join(by)}" if by else ""
    return f"""
    -- one row per time, with its place in its group and how many there are
    numbered as (
        select *, row_number() over ({partition} order by seconds) as place, count(*) over ({partition}) as cases
        from timed
    )"""


def quantile_figures(found: pd.DataFrame, m: Metric, by: tuple[str, ...]) -> pd.DataFrame:
    """The figures of a quantile from rows of `numbered`, at least those at its ranks; n is the group's cases."""
    groups = found[[*by, "cases"]].drop_duplicates(ignore_index=True)
    cases = groups["cases"].to_numpy(dtype=float)
    read = {
        name: groups.assign(place=places).merge(found, how="left", on=[*by, "cases", "place"])["seconds"]
        for name, places in _ranks(cases, m.quantile).items()
    }
    part = np.modf(1 + (cases - 1) * m.quantile)[0]
    value = read["below"] + part * (read["above"] - read["below"])
    figures = groups[list(by)].assign(
        metric=m.name, value=value, numerator=np.nan, denominator=np.nan, n=cases, low=read["low"], high=read["high"]
    )
    return figures if by or len(figures) else nothing_found(m)


def nothing_found(m: Metric) -> pd.DataFrame:
    """The one row of a metric without data."""
    figures = dict.fromkeys(("value", "numerator", "denominator", "low", "high"), np.nan)
    return pd.DataFrame([{"metric": m.name, **figures, "n": 0.0}])


def _ranks(cases: Numbers, share: float) -> dict[str, Numbers]:
    """The ranks that a quantile and its interval are read at; NaN for a bound that cannot be had."""
    low, high = quantile_ranks(cases, share)
    at = 1 + (cases - 1) * share
    return {"below": np.floor(at), "above": np.ceil(at), "low": low, "high": high}


def _wanted(sizes: Numbers, metrics: Sequence[Metric]) -> pd.DataFrame:
    ranks = [places for m in metrics for places in _ranks(sizes, m.quantile).values()]
    pairs = pd.DataFrame({"cases": np.tile(sizes, len(ranks)), "place": np.concatenate(ranks)})
    return pairs.dropna().drop_duplicates().astype("int64")
