"""The page of one agent from top to bottom."""

from datetime import date

import streamlit as st

from qm import ui
from qm.analysis.agents import AgentAnswer, agent_answer
from qm.analysis.agents.profile.agent_trend import agent_trend
from qm.analysis.agents.profile.coaching_record import coaching_record
from qm.analysis.agents.profile.one_to_one_sheet import one_to_one_sheet
from qm.analysis.evaluations.answers import answers_of
from qm.analysis.resolved_filters import View
from qm.errors import QMError
from qm.store import Session
from qm.ui.agents.profile import coaching, contacts, evaluations, print_view, questions, standing, trend, work
from qm.ui.agents.profile.neighbours import neighbour_buttons
from qm.ui.frame import drill
from qm.ui.frame.drill import Crumb
from qm.ui.markup import literal


def show_profile(session: Session, view: View, agent_id: str) -> None:
    """One agent, strengths first."""
    try:
        with st.spinner("Comparing everybody …"):
            answer = agent_answer(session, view, agent_id)
    except QMError:
        drill.trail([Crumb("All agents", drill.step(drill.to_centre)), Crumb(agent_id)])
        raise
    trend.check_address()
    reasons = list(dict(view.current.where).get("reason", ()))
    team = answer.profile.facts["team"]
    drill.trail(drill.agent_crumbs(agent_id, answer.name, str(team) if team else None, reasons))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width="content"):
            st.title(literal(answer.called))
            st.caption(literal(answer.facts_text))
        with st.container(horizontal=True, width="content"):
            neighbour_buttons(session, agent_id)
            printing = print_view.toggle()
    ui.chips(view)
    if printing:
        print_view.show(answer, one_to_one_sheet(session, view, answer, date.today()))
        return
    _sections(session, view, answer)


def _sections(session: Session, view: View, answer: AgentAnswer) -> None:
    left, right = st.columns(2, border=True)
    with left:
        standing.strengths_section(answer)
    with right:
        standing.growth_section(answer)
    with st.container(border=True):
        standing.next_step_section(answer)
    with st.container(border=True):
        name = trend.choose()
        trend.trend_section(answer, agent_trend(session, view, answer, name), name)
    with st.container(border=True):
        questions.questions_section(answer)
    with st.container(border=True):
        work.work_section(answer)
    with st.container(border=True):
        recent = answer.profile.evaluations
        evaluations.evaluations_section(recent, answers_of(session.store, recent["evaluation_id"].tolist()))
    with st.container(border=True):
        contacts.returned_section(session, answer)
        contacts.contacts_section(session, answer)
    with st.container(border=True):
        coaching.coaching_section(session, answer, coaching_record(session, answer, view.days.last, date.today()))
