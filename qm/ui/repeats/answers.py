"""Answers to the questions of this page, kept for as long as the data and the question stay the same.

A second look, another picture of the same, and every slider are free.
"""

from datetime import date

import pandas as pd
import streamlit as st

from qm.analysis import journeys
from qm.analysis.agents import compare
from qm.analysis.repeats import repeat_rates as repeats
from qm.analysis.repeats.repeat_rates import Work
from qm.metrics import Filters, Question, measure, measure_all
from qm.store import Definitions, Store
from qm.ui.lookup import Version


@st.cache_data(max_entries=32, show_spinner=False)
def rate(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> pd.Series:
    """The repeat rate of the whole."""
    return measure(_store, filters, ["repeat_rate"], (), definitions).iloc[0]


SPLITS = ((), ("reason",), ("channel",), ("wait_band",), ("tenure",))


@st.cache_data(max_entries=16, show_spinner=False)
def splits(
    version: Version, _store: Store, filters: Filters, definitions: Definitions
) -> dict[tuple[str, ...], pd.DataFrame]:
    """The repeat rate of the whole and by each of `SPLITS`: what needs single contacts reads them once for all."""
    asked = {by: Question(filters, ("repeat_rate",), by) for by in SPLITS}
    found = measure_all(_store, list(asked.values()), definitions)
    return {by: found[question] for by, question in asked.items()}


@st.cache_data(max_entries=32, show_spinner=False)
def returns(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    return repeats.returns(_store, filters, definitions)


@st.cache_data(max_entries=16, show_spinner=False)
def work(version: Version, _store: Store, filters: Filters, definitions: Definitions, since: date) -> Work:
    return repeats.work(_store, filters, definitions, since)


@st.cache_data(max_entries=16, show_spinner=False)
def by_score(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    return repeats.by_score(_store, filters, definitions)


@st.cache_data(max_entries=16, show_spinner=False)
def agents(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    """Every agent's shrunk repeat rate beside what their work let expect."""
    return compare(_store, filters, "repeat_rate", "agent", definitions).frame


@st.cache_data(max_entries=16, show_spinner=False)
def customers(version: Version, _store: Store, filters: Filters, definitions: Definitions) -> pd.DataFrame:
    return journeys.returning_customers(_store, filters, definitions)
