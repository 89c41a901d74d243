"""The part of the page that follows the sliders: weights, what they come to, who moves. It reruns alone."""

import streamlit as st

from qm.analysis.scorecard.questions import share_of_score, verdicts
from qm.analysis.scorecard.weight_comparison import proposal
from qm.store import Store
from qm.ui.errors import fragment
from qm.ui.scorecard.comparison import comparison_section
from qm.ui.scorecard.controls import controls, pass_mark
from qm.ui.scorecard.groups import groups_section
from qm.ui.scorecard.movers import agents_section, crossing_section
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.question_map import map_section
from qm.ui.scorecard.rows import question_rows
from qm.ui.scorecard.saving import save_section
from qm.ui.scorecard.setting import standing_of
from qm.ui.scorecard.suggestion import answer_wish, verdict


@fragment
def weights_section(store: Store, question: Question) -> None:
    """Sliders and everything that depends on them."""
    with st.container():  # a place of their own, so that what follows stays where it is
        answer_wish(question)
    controls(question)
    with st.container():
        verdict(question)
    points = standing_of(question).setting.points
    mark = pass_mark()
    made = proposal(question.on, points, mark)
    said = verdicts(question.known, question.found, share_of_score(question.on.sheet, points))
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        question_rows(question, said)
    with right:
        comparison_section(question, made, mark)
    with st.container(border=True):
        map_section(question, points, said)
    left, right = st.columns(2, border=True)
    with left:
        agents_section(store, question, made, mark)
    with right:
        crossing_section(question, made, mark)
    with st.container(border=True):
        groups_section(question, made)
    with st.container(border=True):
        save_section(store, question, made, said)
