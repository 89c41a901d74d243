"""What the filters need to know of the data, asked once for every state of the data."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.metrics import METRICS, Filters, measure, values
from qm.models.signals.data_extent import Body, find_body
from qm.store import Store

Version = tuple[Any, ...]
_VERSION = "lookup.version"


def look_again(store: Store) -> None:
    """Note the state of the data, once a run; everything below answers for the state noted."""
    (row,) = store.rows(
        """
        select
            (select count(*) from contacts),
            (select count(*) from surveys),
            (select count(*) from evaluations),
            (select count(*) from agents),
            (select max(imported_at) from imports),
            (select max(undone_at) from imports),
            (select string_agg(scorecard || ' ' || version || ' ' || used_at, ';' order by scorecard)
             from scorecard_versions where used_at is not null),
            (select string_agg(name || '=' || value, ';' order by name) from settings)
        """
    )
    st.session_state[_VERSION] = (str(store.path), *row)


def version(store: Store) -> Version:
    """The state of the data that was noted: what anything kept is kept for."""
    if _VERSION not in st.session_state:
        look_again(store)
    version: Version = st.session_state[_VERSION]
    return version


def options(store: Store, dimension: str) -> list[str | None]:
    """The values of a dimension in all the data, None last if some are unknown."""
    return _options(version(store), store, dimension)


def body(store: Store) -> Body | None:
    """Where the data's main body lies; None without contacts."""
    return _body(version(store), store)


def known(store: Store) -> frozenset[str]:
    """The metrics that the data say anything about: with cases, and where a case is only told from
    its absence (abandoned, surveyed) with at least one.
    """
    return _known(version(store), store)


def agent_names(store: Store) -> dict[str, str]:
    """The latest name of every agent that has one other than the number."""
    return _agent_names(version(store), store)


@st.cache_data(max_entries=8, show_spinner=False)
def _agent_names(version: Version, _store: Store) -> dict[str, str]:
    return dict(
        _store.rows(
            """
            select agent_id, max_by(name, coalesce(valid_from, date '0001-01-01'))
            from agents
            where name is not null and name <> agent_id
            group by agent_id
            """
        )
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _options(version: Version, _store: Store, dimension: str) -> list[str | None]:
    return [None if value is None else str(value) for value in values(_store, dimension)]


@st.cache_data(max_entries=8, show_spinner=False)
def _known(version: Version, _store: Store) -> frozenset[str]:
    found = measure(_store, Filters(), tuple(METRICS))
    told = (found["numerator"] > 0) | ~found["metric"].isin(["abandonment", "response_rate"])
    return frozenset(found.loc[(found["n"] > 0) & told, "metric"])


@st.cache_data(max_entries=8, show_spinner=False)
def _body(version: Version, _store: Store) -> Body | None:
    daily: pd.DataFrame = measure(_store, Filters(), ["contacts"], ["day"])
    return find_body(np.asarray(daily["day"], dtype="datetime64[D]"), daily["n"])
