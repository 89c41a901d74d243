"""The part of the page that follows the sliders: weights, what they come to, who moves. It reruns alone."""

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.store import Session
from qm.ui.frame.errors import fragment
from qm.ui.scorecard.comparison import comparison_section
from qm.ui.scorecard.controls import controls, pass_mark
from qm.ui.scorecard.groups import groups_section
from qm.ui.scorecard.movers import agents_section, crossing_section
from qm.ui.scorecard.question_map import map_section
from qm.ui.scorecard.rows import question_rows
from qm.ui.scorecard.saving import save_section
from qm.ui.scorecard.setting import setting_of
from qm.ui.scorecard.suggestion import last_suggestion, make_wanted, verdict_section


@fragment
def weights_section(session: Session, answer: ScorecardAnswer) -> None:
    """Sliders and everything that depends on them."""
    with st.container():  # a place of their own, so that what follows stays where it is
        make_wanted(session, answer)
    controls(answer)
    suggested = last_suggestion(session, answer)
    with st.container():
        verdict_section(suggested)
    points, mark = setting_of(answer).points, pass_mark()
    compared, verdicts = answer.with_weights(points, mark), answer.verdicts(points)
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        question_rows(answer, verdicts, suggested)
    with right:
        comparison_section(answer, compared, suggested, mark)
    with st.container(border=True):
        map_section(answer, points)
    left, right = st.columns(2, border=True)
    with left:
        agents_section(session, answer, compared, mark)
    with right:
        crossing_section(answer, compared, mark)
    with st.container(border=True):
        groups_section(session, answer, compared)
    with st.container(border=True):
        save_section(session, answer, compared)
