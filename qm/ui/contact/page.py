"""The page from top to bottom."""

import streamlit as st

from qm.analysis.contact.contact import contact, evaluations_of
from qm.analysis.view import View
from qm.errors import QMError
from qm.store import Store
from qm.ui import drill
from qm.ui.contact import evaluation, facts, others
from qm.ui.contact.address import Asked, asked
from qm.ui.drill import Crumb, up
from qm.ui.markup import literal

_FIELD = "contact.number"


def show(store: Store, view: View) -> None:
    """One contact, as the address names it."""
    try:
        wanted = asked(store)
        known = contact(store, wanted.contact) if wanted.contact else None
    except QMError as error:
        drill.trail([Crumb("All agents", up(drill.to_centre)), Crumb(drill.named("contact") or "Contact")])
        _field(drill.named("contact"))
        st.error(literal(error), icon=":material/error:")
        return
    if wanted.nothing:
        st.title("What happened in this contact?")
        _field(None)
        st.caption("Type a contact's number, or come here from a list of contacts on the page Agents.")
        return
    evaluations = evaluations_of(store, wanted.contact, wanted.evaluation)
    trail = st.container()
    _field(wanted.contact)
    st.title(f"Contact {literal(wanted.contact)}" if wanted.contact else f"Evaluation {literal(wanted.evaluation)}")
    for sentence in wanted.problems:
        st.warning(literal(sentence), icon=":material/link_off:")
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
        drill.trail(_crumbs(view, known, wanted, chosen, question))


def _field(contact_id: str | None) -> None:
    """Any contact by its number."""
    st.session_state[_FIELD] = contact_id or ""
    st.text_input("Contact number", key=_FIELD, width=320, placeholder="A contact's number", on_change=_typed)


def _typed() -> None:
    drill.look(contact=st.session_state[_FIELD].strip(), evaluation=None, question=None)


def _crumbs(view: View, known: dict | None, wanted: Asked, chosen: dict | None, question: str | None) -> list[Crumb]:
    who = (known or {}).get("agent_id") or (chosen or {}).get("agent_id")
    crumbs = [Crumb("All agents", up(drill.to_centre))]
    if known and known["team"]:
        crumbs.append(Crumb(f"Team {known['team']}", up(drill.to_team, known["team"])))
    if who:
        crumbs += _agent_crumbs(view, who, (known or {}).get("agent_name") or who)
    steps = [(f"Contact {wanted.contact}", _nothing)] if wanted.contact else []
    if chosen:
        steps.append((f"Evaluation {chosen['evaluation_id']}", _no_question))
    if question:
        steps.append((question, _no_question))
    crumbs += [Crumb(text, go) for text, go in steps[:-1]]
    return [*crumbs, Crumb(steps[-1][0])]


def _agent_crumbs(view: View, who: str, name: str) -> list[Crumb]:
    """The agent, and the reasons that the agent's page is narrowed to."""
    where = dict(view.current.where)
    reasons = where.get("reason", ())
    if where.get("agent") != (who,):
        return [Crumb(name, up(drill.to_agent, who))]
    if not reasons:
        return [Crumb(name, page=drill.AGENTS)]
    words = ", ".join("unknown reason" if reason is None else reason for reason in reasons)
    return [Crumb(name, up(drill.to_agent, who)), Crumb(words, page=drill.AGENTS)]


def _nothing() -> None:
    drill.look(evaluation=None, question=None)


def _no_question() -> None:
    drill.look(question=None)
