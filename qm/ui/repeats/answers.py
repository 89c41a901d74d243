"""Answers to the questions of this page, kept for as long as the data and the question stay the same.

With a million contacts and all their days the work of a year takes half a second to find;
a second look, another picture of the same, and every slider are free.
"""

from datetime import date

import pandas as pd
import streamlit as st

from qm.metrics import Filters, measure, repeats
from qm.metrics import journey as journeys
from qm.metrics.people import compare
from qm.metrics.repeats import Work
from qm.store import Definitions, Store
from qm.ui.lookup import Version


@st.cache_data(max_entries=32, show_spinner=False)
def rates(
    version: Version, _store: Store, filters: Filters, definitions: Definitions, by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The repeat rate, by dimensions."""
    return measure(_store, filters, ["repeat_rate"], by, definitions)


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
