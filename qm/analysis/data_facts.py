"""What the data hold at all: their days, the values of each dimension, the metrics they say anything about, names."""

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.newest_agents import newest_agents
from qm.metrics import METRICS, Filters, measure, values
from qm.models.signals.data_extent import DataExtent, find_extent
from qm.store import Session


@kept(most=64)
def dimension_values(session: Session, dimension: str) -> tuple[str | None, ...]:
    """The values of a dimension in all the data, as text and in order, None last if some are unknown."""
    return tuple(None if value is None else str(value) for value in values(session.store, dimension))


@kept(most=8)
def data_extent(session: Session) -> DataExtent | None:
    """Where the data proper begin and end; None without contacts."""
    daily: pd.DataFrame = measure(session.store, Filters(), ["contacts"], ["day"])
    return find_extent(np.asarray(daily["day"], dtype="datetime64[D]"), daily["n"])


@kept(most=8)
def metrics_with_data(session: Session) -> frozenset[str]:
    """The metrics that the data say anything about: with cases, and where a case is only told from its absence
    (abandoned, surveyed) with at least one.
    """
    figures = measure(session.store, Filters(), tuple(METRICS))
    told = (figures["numerator"] > 0) | ~figures["metric"].isin(["abandonment", "response_rate"])
    return frozenset(figures.loc[(figures["n"] > 0) & told, "metric"])


@kept(most=8)
def agent_names(session: Session) -> dict[str, str]:
    """The latest name of every agent that has one other than the number."""
    return dict(session.rows(newest_agents("agent_id, name", "name is not null and name <> agent_id")))
