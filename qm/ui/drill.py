"""The way down from the centre to a single answer, and back up.

Centre, team, agent, reason, contact, evaluation, question: team, agent and reason are shared
filters, the others belong to the page Contact. So the address says where one is, and the
browser's Back leads up again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from qm.ui.address import forget_problems
from qm.ui.data.words import literal
from qm.ui.filters import narrow, remove

AGENTS, CONTACT = "pages/agents.py", "pages/contact.py"
_GOING = "drill.going"


@dataclass(frozen=True)
class Crumb:
    """One step of the way down: what it is called, and what leads there (None: it is where one is)."""

    text: str
    go: Callable[[], None] | None = None


def follow() -> None:
    """Go where a callback of the run before asked to; the first thing these pages draw."""
    going = st.session_state.pop(_GOING, None)
    if going is not None:
        page, keys = going
        st.switch_page(page, query_params=keys)


def to_contact(contact_id: str | None, evaluation: str | None = None, question: str | None = None) -> None:
    """Look at a contact, or at one of its evaluations or answers; only in callbacks."""
    wanted = {"contact": contact_id, "evaluation": evaluation, "question": question}
    st.session_state[_GOING] = CONTACT, {key: value for key, value in wanted.items() if value}


def contact_link(contact_id: str | None, label: str, evaluation: str | None = None, icon: str | None = None) -> None:
    """A link to a contact (and one of its evaluations)."""
    wanted = {"contact": contact_id, "evaluation": evaluation}
    keys = {key: str(value) for key, value in wanted.items() if value}
    st.page_link(CONTACT, label=literal(label), icon=icon, query_params=keys)


def to_centre() -> None:
    """Everybody again; only in callbacks."""
    for key in ("team", "agent", "reason"):
        remove(key)


def to_team(team: str) -> None:
    """One team; only in callbacks."""
    to_centre()
    narrow("team", team)


def to_agent(agent_id: str) -> None:
    """One agent, whatever they did; only in callbacks."""
    forget_problems()
    remove("reason")
    narrow("agent", agent_id)


def to_neighbour(agent_id: str) -> None:
    """Another agent under the same filters; only in callbacks."""
    forget_problems()
    narrow("agent", agent_id)


def to_reason(agent_id: str, reason: str | None) -> None:
    """One agent's contacts of one reason; only in callbacks."""
    narrow("agent", agent_id)
    narrow("reason", reason)


def up(step: Callable[..., None], *where: str) -> Callable[[], None]:
    """`step` and then the page Agents, for crumbs of another page."""

    def go() -> None:
        step(*where)
        st.session_state[_GOING] = AGENTS, {}

    return go


def trail(crumbs: list[Crumb]) -> None:
    """The crumbs from the centre down to here."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="trail"):
        for place, crumb in enumerate(crumbs):
            if place:
                st.markdown(":material/chevron_right:", width="content")
            if crumb.go is None:
                st.markdown(f"**{literal(crumb.text)}**", width="content")
            else:
                st.button(literal(crumb.text), key=f"trail.{place}", type="tertiary", on_click=crumb.go)


def agent_crumbs(agent_id: str, name: str, team: str | None, reasons: list[str | None]) -> list[Crumb]:
    """The crumbs of one agent's page, down to the reason looked at."""
    crumbs = [Crumb("All agents", to_centre)]
    if team:
        crumbs.append(Crumb(f"Team {team}", _with(to_team, team)))
    if not reasons:
        return [*crumbs, Crumb(name)]
    words = ", ".join("unknown reason" if reason is None else reason for reason in reasons)
    return [*crumbs, Crumb(name, _with(to_agent, agent_id)), Crumb(words)]


def _with(step: Callable[..., None], *where: Any) -> Callable[[], None]:
    return lambda: step(*where)
