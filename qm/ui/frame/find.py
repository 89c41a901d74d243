"""The field that finds an agent or a contact, and what it found, in the sidebar."""

import streamlit as st

from qm.analysis.search import Found, FoundAgent, FoundContact, found
from qm.ui import state
from qm.ui.frame.drill import AGENTS, CONTACT, STEPS, contact_link
from qm.ui.frame.filter_parameters import ALSO, LISTED, list_of
from qm.ui.frame.narrowing import Changes
from qm.ui.frame.opening import session
from qm.ui.markup import literal
from qm.wording import moment_text

FIND = state.Parameter("find", state.Text(), scope="frame", in_address=False)


def draw_find() -> None:
    """The field; below it the links to what was found, or a sentence. The only match is gone to at once."""
    text = state.value_of(FIND) or ""
    with st.sidebar:
        st.text_input(
            "Find an agent or contact",
            text,
            type="search",
            placeholder="Find an agent or contact",
            label_visibility="collapsed",
            icon=":material/search:",
            **state.widget("top.find", text, _searched),
        )
        if text:
            with st.container(key="found", gap="xsmall"):
                _links(found(session(), text))


def _searched(text: str | None) -> None:
    text = (text or "").strip()
    state.put(FIND, text or None)
    match found(session(), text).only:
        case FoundAgent() as agent:
            state.put(FIND, None)
            state.go(AGENTS, "agents")
            state.put_all(_of_agent(agent))
        case FoundContact() as contact:
            state.put(FIND, None)
            state.go(CONTACT, "contact")
            state.put_all(dict.fromkeys(STEPS.values()) | {STEPS["contact"]: contact.contact_id})


def _links(what: Found) -> None:
    for agent in what.agents:
        link = state.link("agents", dict(_of_agent(agent).items()))
        st.page_link(AGENTS, label=literal(agent.label), icon=":material/person:", query_params=link)
    for contact in what.contacts:
        label = f"{contact.contact_id}, {moment_text(contact.arrived_at)}"
        contact_link(contact.contact_id, label, icon=":material/call:")
    if what.sentence:
        st.caption(literal(what.sentence))


def _of_agent(agent: FoundAgent) -> Changes:
    """That agent in the period looked at, whatever the page was narrowed to."""
    return dict.fromkeys([*LISTED.values(), ALSO]) | {list_of("agent"): [agent.agent_id]}
