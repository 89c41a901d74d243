"""Answers to the questions of this page, kept for as long as the data and the question stay the same."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import streamlit as st

from qm.metrics import Filters, Metric, measure
from qm.metrics.people import compare_all
from qm.metrics.people.roster import roster as read_roster
from qm.models.comparison import FEWEST
from qm.store import Definitions, Store
from qm.ui.lookup import Version

STEPS = 80


@dataclass(frozen=True)
class Answer:
    """Everybody on one metric: `frame` as of `Compared`, and the funnel's limits over its numbers of cases.

    `dispersion` is how much more than by chance all differ (variance, 1 for not at all); `enough`
    are the rows of the frame with ten cases or more.
    """

    metric: Metric
    frame: pd.DataFrame = field(repr=False)
    centre: float
    dispersion: float
    limits: pd.DataFrame = field(repr=False)

    @property
    def enough(self) -> pd.DataFrame:
        return self.frame[self.frame["n"] >= FEWEST]


@st.cache_data(max_entries=48, show_spinner=False)
def compared(
    version: Version, _store: Store, filters: Filters, definitions: Definitions, names: tuple[str, ...], by: str
) -> dict[str, Answer]:
    """Everybody on several metrics that the filters fit."""
    found = compare_all(_store, filters, names, by, definitions)
    answers = {}
    for name, one in found.items():
        frame = one.frame
        cases = frame.loc[frame["n"] >= FEWEST, "n"]
        steps = np.unique(np.geomspace(cases.min(), cases.max(), STEPS).round()) if len(cases) else np.zeros(0)
        limits = one.funnel(steps)
        answers[name] = Answer(one.metric, frame, one.centre, one.found.dispersion if one.found else 1.0, limits)
    return answers


@st.cache_data(max_entries=8, show_spinner=False)
def roster(version: Version, _store: Store) -> pd.DataFrame:
    return read_roster(_store)


@st.cache_data(max_entries=16, show_spinner=False)
def measured(
    version: Version, _store: Store, filters: Filters, definitions: Definitions, names: tuple[str, ...],
    by: tuple[str, ...],
) -> pd.DataFrame:  # fmt: skip
    """Metrics by dimensions."""
    return measure(_store, filters, names, by, definitions)
