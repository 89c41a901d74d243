"""The page from top to bottom."""

import streamlit as st

from qm.metrics.contact import contact, evaluations_of
from qm.store import Store
from qm.ui import drill
from qm.ui.contact import evaluation, facts, others
from qm.ui.contact.address import Asked, asked
from qm.ui.data.words import literal
from qm.ui.drill import Crumb, up
from qm.ui.view import View


def show(store: Store, view: View) -> None:
    """One contact, as the address names it."""
    drill.follow()
    wanted = asked(store)
    if wanted.nothing:
        st.title("What happened in this contact?")
        _field()
        st.caption("Type a contact's number, or come here from a list of contacts on the page Agents.")
        return
    known = contact(store, wanted.contact) if wanted.contact else None
    evaluations = evaluations_of(store, wanted.contact, wanted.evaluation)
    trail = st.container()
    _field()
    st.title(f"Contact {literal(wanted.contact)}" if wanted.contact else f"Evaluation {literal(wanted.evaluation)}")
    for sentence in wanted.problems:
        st.warning(sentence, icon=":material/link_off:")
    if known:
        with st.container(border=True):
            facts.facts_section(known)
            facts.survey_section(known)
    else:
        st.info("This evaluation names no contact, so there is nothing to say about one.", icon=":material/info:")
    chosen, question = None, None
    with st.container(border=True):
        if evaluations.empty:
            st.markdown("**Evaluation**")
            st.caption("This contact has not been evaluated.")
        else:
            chosen, question = evaluation.evaluation_section(store, view, evaluations, wanted)
    if known:
        with st.container(border=True):
            others.others_section(store, known)
    with trail:
        drill.trail(_crumbs(known, wanted, chosen, question))


def _field() -> None:
    """Drawn always: it is what the address is bound to."""
    st.text_input("Contact number", key="contact", bind="query-params", width=320, placeholder="A contact's number",
                  on_change=_nothing)  # fmt: skip


def _crumbs(known: dict | None, wanted: Asked, chosen: dict | None, question: str | None) -> list[Crumb]:
    who = (known or {}).get("agent_id") or (chosen or {}).get("agent_id")
    crumbs = [Crumb("All agents", up(drill.to_centre))]
    if known and known["team"]:
        crumbs.append(Crumb(f"Team {known['team']}", up(drill.to_team, known["team"])))
    if who:
        name = (known or {}).get("agent_name") or who
        crumbs.append(Crumb(name, up(drill.to_agent, who)))
        if known and known["reason"]:
            crumbs.append(Crumb(known["reason"], up(drill.to_reason, who, known["reason"])))
    steps = [(f"Contact {wanted.contact}", _nothing)] if wanted.contact else []
    if chosen:
        steps.append((f"Evaluation {chosen['evaluation_id']}", _no_question))
    if question:
        steps.append((question, _no_question))
    crumbs += [Crumb(text, go) for text, go in steps[:-1]]
    return [*crumbs, Crumb(steps[-1][0])]


def _nothing() -> None:
    st.session_state["evaluation"] = st.session_state["question"] = None


def _no_question() -> None:
    st.session_state["question"] = None
