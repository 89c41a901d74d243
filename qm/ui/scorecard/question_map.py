"""The alignment map: what each question weighs, what it is worth to customers, and how many pass it."""

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.driver_sentences import impossible_text
from qm.analysis.scorecard.sentences import question_map_sentence
from qm.charts.scorecard import question_map
from qm.models.statistics.clusters import Numbers
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal

TITLE = "What does each question weigh, and what is it worth to customers?"


def map_section(answer: ScorecardAnswer, points: Numbers) -> None:
    """Weight × importance × pass rate; without importance a sentence."""
    drivers = answer.drivers
    if drivers.impossible:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(f"Too few to tell what questions are worth to customers: {impossible_text(drivers)}."))
        return
    frame = answer.question_map(points)
    sentence = question_map_sentence(drivers, frame)
    show_chart(Figure(question_map(frame), frame, TITLE, sentence, answer.lines, "alignment-map"), key="scorecard.map")
