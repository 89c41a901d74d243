"""The page of one agent from top to bottom."""

import streamlit as st

from qm import ui
from qm.analysis.view import View
from qm.errors import QMError
from qm.store import Store
from qm.ui import drill
from qm.ui.agent import asked, contacts, course, evaluations, log, sheet, standing, work
from qm.ui.agent.figures import Figures, find
from qm.ui.agent.others import neighbours
from qm.ui.drill import Crumb
from qm.ui.markup import literal


def show(store: Store, view: View, agent_id: str) -> None:
    """One agent, strengths first."""
    try:
        figures = find(store, view, agent_id)
    except QMError:
        drill.trail([Crumb("All agents", drill.to_centre), Crumb(agent_id)])
        raise
    course.check_address()
    reasons = list(dict(view.current.where).get("reason", ()))
    team = figures.profile.facts["team"]
    drill.trail(drill.agent_crumbs(agent_id, figures.name, str(team) if team else None, reasons))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width="content"):
            st.title(literal(figures.called))
            st.caption(literal(_facts(figures)))
        with st.container(horizontal=True, width="content"):
            neighbours(store, agent_id)
            printing = sheet.toggle()
    ui.chips(view)
    if printing:
        sheet.print_view(store, figures)
        return
    _sections(store, figures)


def _sections(store: Store, figures: Figures) -> None:
    left, right = st.columns(2, border=True)
    with left:
        standing.strengths_section(figures)
    with right:
        standing.growth_section(figures)
    with st.container(border=True):
        standing.next_section(figures)
    with st.container(border=True):
        course.course_section(store, figures)
    with st.container(border=True):
        asked.asked_section(figures)
    with st.container(border=True):
        work.work_section(figures)
    with st.container(border=True):
        evaluations.evaluations_section(store, figures)
    with st.container(border=True):
        contacts.returned_section(store, figures)
        contacts.contacts_section(store, figures)
    with st.container(border=True):
        log.log_section(store, figures)


def _facts(figures: Figures) -> str:
    facts = figures.profile.facts
    told = [("Team", "team"), ("supervisor", "supervisor"), ("site", "site"), ("shift", "shift"), ("tenure", "tenure")]
    parts = [f"{label} {facts[name]}" for label, name in told if facts[name]]
    if facts["hired_on"]:
        parts.append(f"hired on {facts['hired_on']}")
    return " · ".join(parts) or "Nothing but the number is known of this agent."
