"""What the filters need to know of the data, asked once for every state of the data."""

from typing import Any

import streamlit as st

from qm.analysis import data_facts
from qm.models.signals.data_extent import Body
from qm.store import Session, Store

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
    return list(data_facts.dimension_values(Session(store), dimension))


def body(store: Store) -> Body | None:
    """Where the data's main body lies; None without contacts."""
    return data_facts.data_extent(Session(store))


def agent_names(store: Store) -> dict[str, str]:
    """The latest name of every agent that has one other than the number."""
    return data_facts.agent_names(Session(store))


def known(store: Store) -> frozenset[str]:
    """The metrics that the data say anything about."""
    return data_facts.metrics_with_data(Session(store))
