"""Suggested weights: made on request, judged on contacts they were not made from, and refused where data can't tell."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer, SuggestionAnswer, WeightLimits, suggestion, weight_limits
from qm.errors import QMError
from qm.models.scorecard.weight_moves import in_tenths
from qm.store import Session
from qm.ui import state
from qm.ui.markup import literal
from qm.ui.progress import progress_bar
from qm.ui.scorecard.setting import put, setting_of

CAP = state.Parameter("cap", state.Number(0, 100), scope="scorecard")
state.declare(CAP)
_WANTED = "scorecard.suggest"
_LAST = "scorecard.suggestion"


@dataclass(frozen=True)
class LastSuggestion:
    """What was suggested last for these data and filters: the suggestion, None where limits cannot be kept, and what
    to say of it."""

    about: Hashable
    answer: SuggestionAnswer | None
    sentence: str


def want(answer: ScorecardAnswer) -> None:
    """Ask for a suggestion; it is made when the page is drawn, with a progress bar."""
    state.keep(_WANTED, answer.title)


def make_wanted(session: Session, answer: ScorecardAnswer) -> None:
    """Make the suggestion that was asked for; where changing pays, the sliders move there."""
    if state.taken(_WANTED) != answer.title:
        return
    locked = setting_of(answer).locked
    try:
        within = _limits(answer)
        with progress_bar():
            made = suggestion(session, answer.filters, answer.reference, within)
    except QMError as error:
        state.keep(_LAST, LastSuggestion(_about(session, answer), None, str(error)))
        return
    state.keep(_LAST, LastSuggestion(_about(session, answer), made, made.sentence))
    if made.suggestion.change:
        points = made.suggestion.suggested
        put(answer, in_tenths(points, np.isin(np.arange(len(points)), list(locked))), suggested=True)


def last_suggestion(session: Session, answer: ScorecardAnswer) -> LastSuggestion | None:
    """The last suggestion made for this state of data and filters."""
    last = state.kept(_LAST)
    return last if isinstance(last, LastSuggestion) and last.about == _about(session, answer) else None


def verdict_section(last: LastSuggestion | None) -> None:
    """What the last suggestion came to, and why."""
    if last is None:
        return
    if last.answer is not None and last.answer.suggestion.change:
        st.success(literal(last.sentence), icon=":material/trending_up:")
    else:
        st.info(literal(last.sentence), icon=":material/back_hand:")


def _about(session: Session, answer: ScorecardAnswer) -> Hashable:
    return session.state, answer.filters, answer.reference


def _limits(answer: ScorecardAnswer) -> WeightLimits:
    """What each weight may become: locked ones stay where they stand, floors and the cap on change hold."""
    setting, names = setting_of(answer), answer.names
    floors = {names[j]: float(setting.floors[j]) for j in np.flatnonzero(setting.floors > 0)}
    locked = {names[j]: float(setting.points[j]) for j in sorted(setting.locked)}
    return weight_limits(answer.graded, floors=floors, cap=state.value_of(CAP), locked=locked)
