"""The quality lever: what gets better, by how much, what that moves, and how sure the data are of it."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.quality_moves import MOST_LINK, QUESTION, SCORE
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.quality_lever import QualityAnswer, standing_of
from qm.ui import state
from qm.ui.markup import literal, sentence
from qm.ui.whatif.quality_state import LINKS, POINTS, QUESTIONS, chosen

REACH = 10.0
"""Points to each side that the slider shows unless more is asked for."""

TYPED = {
    "repeat": "Repeats, points for each point",
    "transfers": "Transfers, points for each point",
    "aht": "Handle time, seconds for each point",
}


def quality_lever_section(answer: WhatIfAnswer) -> None:
    """The lever with its sentence; the links and the method on demand."""
    queue, told = answer.queue, answer.quality
    with st.container(key="lever.quality", gap="xsmall"):
        _measures(queue)
        questions = chosen()
        for name in questions:
            _slider(queue, QUESTION + name, f"{literal(name)} passed: points more", questions[name])
        if not questions:
            _slider(queue, SCORE, "Score: points more", float(state.value_of(POINTS) or 0.0))
        st.markdown(sentence(told.sentence, told.emphasis))
        for line in (told.below, told.transfers):
            if line:
                st.caption(literal(line))
        with st.popover("How sure?", icon=":material/help:", key="lever.quality.sure"):
            _links(told)


def _measures(queue: PreparedQueue) -> None:
    """Which questions; none is the average score."""
    labels = {one.question_id: f"{one.question_id} {one.text}" for one in queue.quality.questions}
    if not labels:
        return
    now = list(chosen())

    def put(names: list[str]) -> None:
        old = chosen()
        state.put_all({QUESTIONS: {name: old.get(name, 0.0) for name in names} or None, POINTS: None})

    st.multiselect(
        "Better quality: what gets better?",
        [*labels, *(name for name in now if name not in labels)],
        now,
        format_func=lambda name: labels.get(name, name),
        placeholder="The average score",
        **state.widget("lever.quality.questions", now, put, tuple(labels)),
    )


def _slider(queue: PreparedQueue, lever: str, label: str, points: float) -> None:
    low, high = min(-REACH, points), max(REACH, points)
    today = standing_of(queue, lever)
    if today is not None:
        label += f" (today {today:.1f})"

    def put(moved: float) -> None:
        if lever == SCORE:
            state.put(POINTS, round(float(moved), 2) or None)
        else:
            state.put(QUESTIONS, chosen() | {lever.removeprefix(QUESTION): round(float(moved), 2)})

    st.slider(
        label,
        low,
        high,
        points,
        step=0.5,
        format="%+.1f",
        **state.widget(f"lever.{lever}.slider", points, put, (low, high)),
    )


def _links(told: QualityAnswer) -> None:
    """The links of the data, those to be set by hand, and how they were found."""
    st.dataframe(told.table(), hide_index=True, width="stretch", key="lever.quality.links")
    for line in told.how_sure:
        st.caption(literal(line))
    if told.missing:
        st.markdown(literal(told.missing))
    for outcome in told.untold:
        _typed(outcome, told.typed.get(outcome))


def _typed(outcome: str, slope: float | None) -> None:
    """A link that the data don't tell, set by hand; empty is none."""

    def put(number: float | None) -> None:
        others = {name: value for name, value in (state.value_of(LINKS) or {}).items() if name != outcome}
        state.put(LINKS, (others if number is None else others | {outcome: float(number)}) or None)

    most = MOST_LINK[outcome]
    st.number_input(
        f"{TYPED[outcome]} (assumption)",
        -most,
        most,
        slope,
        step=0.1,
        placeholder="No link",
        help="Your data show no clear link here. Below 0: better quality means less.",
        **state.widget(f"lever.quality.{outcome}", slope, put),
    )
