"""Where the quality lever stands: its parameters in the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from qm.analysis.whatif.levers.quality_moves import LINK, QUESTION, SCORE, QualityMoves
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.errors import QMError
from qm.ui import state
from qm.ui.markup import literal

POINTS = state.Parameter("quality", state.Number(-100, 100, step=0.5, decimals=2), scope="whatif")
QUESTIONS = state.Parameter("question", state.Pairs(-100, 100), scope="whatif")
LINKS = state.Parameter("quality-link", state.Pairs(), scope="whatif")
state.declare(POINTS, QUESTIONS, LINKS)


def read_quality(queue: PreparedQueue) -> QualityMoves:
    """What the address says of quality; what can't be is said and left out. Questions go before the score."""
    moves = QualityMoves()
    for name, number in quality_numbers().items():
        question = name.removeprefix(QUESTION)
        if name.startswith(QUESTION) and queue.quality.question(question) is None:
            said = f"question {question}, which was not rated in this queue. It is left out."
            st.warning(f"The address asks for {literal(said)}", icon=":material/link_off:")
            continue
        try:
            moves = moves.moved(name, number)
        except QMError as error:
            st.warning(literal(error), icon=":material/link_off:")
    return moves


def quality_numbers() -> dict[str, float]:
    """What is moved of the quality lever, by word: points more than today, and links set by hand."""
    points, questions = state.value_of(POINTS), chosen()
    moved = {QUESTION + name: number for name, number in questions.items()}
    if points and not questions:
        moved[SCORE] = points
    return moved | {LINK + name: number for name, number in (state.value_of(LINKS) or {}).items()}


def chosen() -> dict[str, float]:
    """The questions chosen and how many points more is asked of each, which may be none yet."""
    return dict(state.value_of(QUESTIONS) or {})


def quality_values(numbers: Mapping[str, float]) -> dict[state.Parameter, Any]:
    """Numbers by word as values of the parameters, for `state.put_all`; what is not told is as today."""
    questions = {n.removeprefix(QUESTION): v for n, v in numbers.items() if n.startswith(QUESTION)}
    links = {n.removeprefix(LINK): v for n, v in numbers.items() if n.startswith(LINK)}
    return {POINTS: numbers.get(SCORE) or None, QUESTIONS: questions or None, LINKS: links or None}
