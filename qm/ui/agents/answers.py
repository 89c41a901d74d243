"""Answers to the questions of this page, kept for as long as the data and the question stay the same."""

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.agents import Compared, compare_all
from qm.analysis.agents.roster import roster as read_roster
from qm.metrics import METRICS, Filters, Metric, measure
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Definitions, Store
from qm.ui.lookup import Version

STEPS, MOST = 80, 48


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


class Kept:
    """The `most` answers used last, metric by metric: those not there yet are asked for together, each table read once.

    Everybody's sessions share it; nobody changes an answer.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, about: tuple[Any, ...]) -> Answer | None:
        with self._lock:
            if about in self._answers:
                self._answers.move_to_end(about)
            return self._answers.get(about)

    def put(self, about: tuple[Any, ...], answer: Answer) -> Answer:
        with self._lock:
            self._answers[about] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept(MOST)


def compared(
    version: Version, store: Store, definitions: Definitions, by: str, asked: Sequence[tuple[Filters, tuple[str, ...]]]
) -> list[dict[str, Answer]]:
    """Everybody on metrics that the filters fit: one dictionary for each of the filters and names asked.

    What is not known yet is asked for side by side, each table read once for each of the filters.
    """
    kept = _kept()

    def about(filters: Filters, name: str) -> tuple[Any, ...]:
        return (version, filters, definitions, by, name)

    missing: dict[tuple[Filters, str], list[str]] = {}
    for filters, names in asked:
        for name in names:
            if kept.get(about(filters, name)) is None:
                missing.setdefault((filters, METRICS[name].grain), []).append(name)

    def find(group: tuple[tuple[Filters, str], list[str]]) -> None:
        (filters, _), names = group
        for name, one in compare_all(store, filters, names, by, definitions).items():
            kept.put(about(filters, name), _answer(one))

    if missing:
        with ThreadPoolExecutor(len(missing)) as pool:
            list(pool.map(find, missing.items()))
    found = [{name: kept.get(about(filters, name)) for name in names} for filters, names in asked]
    return [{name: answer for name, answer in some.items() if answer is not None} for some in found]


def _answer(one: Compared) -> Answer:
    frame = one.frame
    cases = frame.loc[frame["n"] >= FEWEST, "n"]
    steps = np.zeros(0)
    if len(cases):  # a little beyond all, so that limits are lines even where everybody has as many
        steps = np.unique(np.geomspace(0.8 * cases.min(), 1.25 * cases.max(), STEPS).round())
    return Answer(one.metric, frame, one.centre, one.found.dispersion if one.found else 1.0, one.funnel(steps))


@st.cache_data(max_entries=8, show_spinner=False)
def roster(version: Version, _store: Store) -> pd.DataFrame:
    return read_roster(_store)


@st.cache_data(max_entries=16, show_spinner=False)
def measured(
    version: Version,
    _store: Store,
    filters: Filters,
    definitions: Definitions,
    names: tuple[str, ...],
    by: tuple[str, ...],
) -> pd.DataFrame:
    """Metrics by dimensions."""
    return measure(_store, filters, names, by, definitions)
