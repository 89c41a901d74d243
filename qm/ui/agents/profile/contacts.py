"""The contacts behind the page: those that came back, and all of them, each a link to the contact."""

import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.agent_contacts import ContactLines, all_contacts, returned_contacts
from qm.store import Session
from qm.ui import state
from qm.ui.frame import drill

STEP = 20
"""Links shown at once."""

MOST = 200


def returned_section(session: Session, answer: AgentAnswer) -> None:
    """Contacts that the customer followed by another within the window."""
    st.markdown("**Contacts that came back**")
    shown = _shown("returned")
    _links("returned", shown, returned_contacts(session, answer, shown))


def contacts_section(session: Session, answer: AgentAnswer) -> None:
    """All contacts of the agent under the filters, asked for only when opened."""
    opened = st.expander(
        "All contacts of this agent under these filters",
        icon=":material/table_rows:",
        key="contacts",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            shown = _shown("all")
            _links("all", shown, all_contacts(session, answer, shown))


def _links(name: str, shown: int, contacts: ContactLines) -> None:
    st.caption(contacts.note)
    if not contacts.lines:
        return
    with st.container(gap=None):
        for contact_id, line in contacts.lines:
            drill.contact_link(contact_id, line)
    if contacts.there_are_more and shown < MOST:
        st.button("Show more", key=f"contacts.{name}.more", type="tertiary", on_click=_show, args=(name, shown + STEP))


def _shown(name: str) -> int:
    shown: int = state.kept(f"contacts.{name}.shown", STEP if name == "all" else STEP // 2)
    return shown


def _show(name: str, number: int) -> None:
    state.keep(f"contacts.{name}.shown", number)
