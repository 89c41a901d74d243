"""The page from top to bottom."""

import streamlit as st

from qm.analysis.contact import ContactAnswer, answer
from qm.analysis.resolved_filters import View
from qm.errors import QMError
from qm.store import Session
from qm.ui import state
from qm.ui.contact import evaluation, facts, neighbours
from qm.ui.contact.crumbs import crumbs
from qm.ui.frame import drill
from qm.ui.frame.drill import Crumb, up
from qm.ui.markup import literal


def show(session: Session, view: View) -> None:
    """One contact, as the address names it."""
    wanted = drill.named("contact"), drill.named("evaluation"), drill.named("question")
    if not any(wanted[:2]):
        st.title("What happened in this contact?")
        _field(None)
        st.caption("Type a contact's number, or come here from a list of contacts on the page Agents.")
        return
    try:
        with st.spinner("Comparing everybody …" if wanted[2] else "Looking it up …"):
            contact = answer(session, view, *wanted)
    except QMError as error:
        drill.trail([Crumb("All agents", up(drill.to_centre)), Crumb(wanted[0] or "Contact")])
        _field(wanted[0])
        st.error(literal(error), icon=":material/error:")
        return
    drill.trail(crumbs(view, contact))
    _field(contact.contact_id)
    _sections(session, contact)


def _sections(session: Session, answer: ContactAnswer) -> None:
    if answer.contact_id:
        st.title(f"Contact {literal(answer.contact_id)}")
    elif answer.evaluation:
        st.title(f"Evaluation {literal(answer.evaluation['evaluation_id'])}")
    for sentence in answer.problems:
        st.warning(literal(sentence), icon=":material/link_off:")
    if answer.facts:
        with st.container(border=True):
            facts.facts_section(answer.facts)
            facts.survey_section(answer.facts)
    else:
        st.info("This evaluation names no contact, so there is nothing to say about one.", icon=":material/info:")
    with st.container(border=True):
        evaluation.evaluation_section(session, answer)
    if answer.around:
        with st.container(border=True):
            neighbours.neighbours_section(answer.around)


def _field(contact_id: str | None) -> None:
    """Any contact by its number."""
    field = state.widget("contact.number", contact_id or "", _typed)
    st.text_input("Contact number", contact_id or "", width=320, placeholder="A contact's number", **field)


def _typed(number: str) -> None:
    drill.look(contact=number.strip(), evaluation=None, question=None)
