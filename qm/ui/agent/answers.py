"""What is worked out once and kept for as long as data and filters stay the same."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.agents import Everybody, coaching
from qm.analysis.agents import everybody as compare_everybody
from qm.analysis.agents.everybody import SCORE, work_only
from qm.analysis.agents.question_worth import worth_of_questions
from qm.metrics import Filters
from qm.store import Store
from qm.ui.lookup import version


def everybody(store: Store, filters: Filters) -> Everybody:
    """All agents under the filters on period and work, on every metric and question."""
    return _everybody(version(store), store, work_only(filters))


def importance(store: Store) -> dict[str, float]:
    """What each question is worth in satisfaction."""
    return _importance(version(store), store)


def effects(store: Store, filters: Filters, agent: str, since: date, events: Hashable) -> pd.DataFrame:
    """What each coaching event of the agent held `since` changed; `events` stands for what is in the log now."""
    return _effects(version(store), store, work_only(filters), agent, since, events)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Filters: hash})
def _effects(
    version: tuple[Any, ...], _store: Store, filters: Filters, agent: str, since: date, events: Hashable
) -> pd.DataFrame:
    everyone = everybody(_store, filters)
    held = Filters(since, None, (("agent", (agent,)),))
    return coaching(_store, held, everyone.questions, everyone.metrics.get(SCORE))


# Shared rather than copied for every reader: nobody changes it, and it is large.
@st.cache_resource(max_entries=6, show_spinner="Comparing everybody …", hash_funcs={Filters: hash})
def _everybody(version: tuple[Any, ...], _store: Store, filters: Filters) -> Everybody:
    return compare_everybody(_store, filters)


@st.cache_data(max_entries=4, show_spinner=False)
def _importance(version: tuple[Any, ...], _store: Store) -> dict[str, float]:
    return worth_of_questions(_store)
