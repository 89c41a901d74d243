"""Suggested weights: made on request, judged on contacts they were not made from, and refused where data can't tell."""

import numpy as np
import streamlit as st

from qm.models.scorecard.weight_limits import Limits
from qm.models.scorecard.weight_moves import in_tenths
from qm.models.scorecard.weights import Suggestion, suggest
from qm.ui.scorecard import answers
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import put, standing_of
from qm.ui.scorecard.words import correlation, with_interval

_WANTED = "scorecard.suggest"
_FOUND = "scorecard.suggestion"


def want(question: Question) -> None:
    """Ask for a suggestion; it is made when the page is drawn, with a progress bar."""
    st.session_state[_WANTED] = question.scorecard or ""


def answer_wish(question: Question) -> None:
    """Make the suggestion that was asked for; where changing pays, the sliders move there."""
    if st.session_state.pop(_WANTED, None) != (question.scorecard or ""):
        return
    setting = standing_of(question).setting
    bounds = bounds_of(question)
    if isinstance(bounds, str):
        st.session_state[_FOUND] = (question.key, None, bounds)
        return
    pairs = question.on.pairs
    key = ("suggest", question.key, *(tuple(np.round(part, 6)) for part in (bounds.low, bounds.high)))
    found = answers.kept(
        key,
        "Weights are made and judged out of fold …",
        lambda progress: suggest(
            pairs.answers, pairs.evaluations["grade"], bounds, agents=pairs.evaluations["agent_id"], progress=progress
        ),
    )
    st.session_state[_FOUND] = (question.key, found, found.why)
    if found.change:
        put(question, in_tenths(found.suggested, _kept(setting.locked, len(found.suggested))), suggested=True)


def _kept(locked: frozenset[int], count: int) -> np.ndarray:
    return np.isin(np.arange(count), list(locked))


def bounds_of(question: Question) -> Limits | str:
    """What each weight may become: locked ones stay where they stand, floors and the cap on change hold. A sentence
    where that cannot all be."""
    setting, cap = standing_of(question).setting, st.session_state.get("cap")
    today = question.on.points
    low, high = setting.floors.copy(), np.full(len(today), 100.0)
    if cap is not None:
        low, high = np.maximum(low, today - cap), np.minimum(high, today + cap)
        tight = np.flatnonzero(low > high + 1e-9)
        if len(tight):
            name = question.names[int(tight[0])]
            return (
                f"{name} has {today[tight[0]]:g} points today: {cap:g} points of change do not let it reach its floor "
                f"of {setting.floors[tight[0]]:g}. Allow more change or lower the floor."
            )
    locked = _kept(setting.locked, len(today))
    low, high = np.where(locked, setting.points, low), np.where(locked, setting.points, high)
    if low.sum() > 100 + 1e-9:
        return f"Floors and locks need {low.sum():g} points of 100; lower floors or unlock questions."
    if high.sum() < 100 - 1e-9:
        return (
            f"Locks and the limit on change leave {high.sum():g} points of 100; unlock questions or allow more change."
        )
    return Limits(today / 100, low / 100, high / 100)


def found_for(question: Question) -> tuple[Suggestion | None, str] | None:
    """The last suggestion made for this state of data and filters, and what it says."""
    kept = st.session_state.get(_FOUND)
    return (kept[1], kept[2]) if kept and kept[0] == question.key else None


def verdict(question: Question) -> None:
    """What the last suggestion came to, and why."""
    found = found_for(question)
    if found is None:
        return
    suggestion, why = found
    if suggestion is not None and suggestion.change:
        st.success(why, icon=":material/trending_up:")
    else:
        st.info(why, icon=":material/back_hand:")


def rows(suggestion: Suggestion) -> list[dict[str, str]]:
    """Today's, equal and suggested weights: alignment in sample and out of fold, and what is gained."""
    table = []
    for key, label in (("today", "Today"), ("equal", "Equal"), ("suggested", "Suggested")):
        one = suggestion.alignment[key]
        gain = with_interval(suggestion.gain, sign=True) if key == "suggested" else ""
        table.append(
            {
                "Weights": label,
                "All pairs": correlation(one.inside),
                "Out of fold": with_interval(one.outside),
                "Gain (95%)": gain,
            }
        )
    return table
