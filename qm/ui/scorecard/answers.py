"""What does not depend on where the sliders stand, kept for as long as data and filters stay the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from qm.analysis.evaluations.score_sheets import evaluation_sheet, scorecards
from qm.analysis.scorecard.alignment import Alignment, alignment
from qm.analysis.scorecard.comments import comment_themes
from qm.analysis.scorecard.nonresponse import Silence, silence
from qm.analysis.scorecard.questions import fact_drivers, question_drivers, questions_known
from qm.analysis.scorecard.weight_comparison import Ground, ground, groups_today
from qm.metrics import Filters
from qm.models.scorecard.drivers import Drivers
from qm.models.text.themes import Themes
from qm.store import Store
from qm.ui.lookup import Version

Found = TypeVar("Found")
MOST = 48
STEP = 0.02


@st.cache_data(max_entries=16, show_spinner=False)
def listed(version: Version, _store: Store, filters: Filters) -> pd.DataFrame:
    """The scorecards with evaluations, most pairs first."""
    return scorecards(_store, filters)


@st.cache_resource(max_entries=6, show_spinner="Reading evaluations …")
def prepared(version: Version, _store: Store, filters: Filters, scorecard: str | None) -> Ground:
    """The evaluations of one scorecard, ready for other weights."""
    return ground(evaluation_sheet(_store, filters, scorecard))


@st.cache_resource(max_entries=16, show_spinner=False)
def top_line(version: Version, filters: Filters, _ground: Ground, scorecard: str | None) -> Alignment:
    return alignment(_ground.sheet)


@st.cache_resource(max_entries=16, show_spinner=False)
def known(version: Version, filters: Filters, _ground: Ground, scorecard: str | None) -> pd.DataFrame:
    return questions_known(_ground.sheet)


def importance(key: Hashable, on: Ground) -> Drivers:
    """What each question accounts for, with a progress bar while it is worked out."""
    return kept(
        ("importance", key),
        "Which questions matter to customers …",
        lambda progress: question_drivers(on.pairs, progress),
    )


def with_facts(key: Hashable, on: Ground) -> tuple[pd.DataFrame, Drivers] | None:
    """The same beside facts about the contact."""
    return kept(("facts", key), "What else matters to customers …", lambda progress: fact_drivers(on.pairs, progress))


def silent(key: Hashable, on: Ground) -> Silence | None:
    """Who answers surveys and who does not."""
    return kept(("silent", key), "Who answers surveys …", lambda progress: silence(on))


def themes_of(key: Hashable, store: Store, filters: Filters) -> Themes:
    """The words of comments that go with grades."""
    return kept(("themes", key), "What customers write …", lambda progress: comment_themes(store, filters))


def groups(key: Hashable, on: Ground, dimension: str) -> pd.DataFrame:
    """How well today's score follows grades in each channel, reason or queue."""
    return kept(("groups", key, dimension), "Where it fits …", lambda progress: groups_today(on, dimension))


def kept(key: Hashable, text: str, make: Callable[[Callable[[float], None]], Found]) -> Found:
    """What `make` gives, kept under `key`; a progress bar shows how far it is. For work that takes seconds.

    The bar's place is taken every time, so that what follows stays where it is.
    """
    place = st.empty()
    shelf, lock = _shelf()
    with lock:
        if key in shelf:
            shelf.move_to_end(key)
            found: Found = shelf[key]
            return found
    bar, shown = place.progress(0.0, text), 0.0

    def progress(share: float) -> None:
        nonlocal shown
        if share - shown >= STEP:
            shown = min(share, 1.0)
            bar.progress(shown, text)

    try:
        made = make(progress)
    finally:
        place.empty()
    with lock:
        shelf[key] = made
        while len(shelf) > MOST:
            shelf.popitem(last=False)
    return made


@st.cache_resource(show_spinner=False)
def _shelf() -> tuple[OrderedDict[Hashable, Any], threading.Lock]:
    return OrderedDict(), threading.Lock()
