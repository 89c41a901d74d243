"""The way down from the centre to a single answer, and back up.

Centre, team, agent, reason, contact, evaluation, question: team, agent and reason are shared
filters, the others belong to the page Contact. So the address says where one is, and the
browser's Back leads up again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from qm.ui import state
from qm.ui.frame.narrowing import Changes, narrow, narrowed, removed
from qm.ui.markup import literal

AGENTS, CONTACT = "pages/agents.py", "pages/contact.py"
STEPS = {name: state.Parameter(name, state.Text(), scope="contact") for name in ("contact", "evaluation", "question")}
state.declare(*STEPS.values())


@dataclass(frozen=True)
class Crumb:
    """One step of the way down: what it is called, and what leads there (neither: it is where one is).

    `page` is linked to as it is, filters kept: one step of the browser's history. `go` is a
    callback, for where filters change.
    """

    text: str
    go: Callable[[], None] | None = None
    page: str | None = None


def look(**steps: str | None) -> None:
    """Another contact, evaluation or question on the page Contact; None takes one away. Only in callbacks."""
    state.put_all({STEPS[key]: value or None for key, value in steps.items()})


def named(key: str) -> str | None:
    """What the address says of contact, evaluation or question."""
    found: str | None = state.value_of(STEPS[key])
    return found


def contact_link(contact_id: str | None, label: str, evaluation: str | None = None, icon: str | None = None) -> None:
    """A link to a contact (and one of its evaluations)."""
    query = state.link("contact", {STEPS["contact"]: contact_id, STEPS["evaluation"]: evaluation})
    st.page_link(CONTACT, label=literal(label), icon=icon, query_params=query)


def open_contact(contact_id: str) -> None:
    """Go to a contact; only in callbacks."""
    state.go(CONTACT, "contact")
    look(contact=contact_id, evaluation=None, question=None)


def to_centre() -> Changes:
    """Everybody again."""
    return removed("team") | removed("agent") | removed("reason")


def to_team(team: str) -> Changes:
    """One team."""
    return to_centre() | narrowed("team", team)


def to_agent(agent_id: str) -> Changes:
    """One agent, whatever they did."""
    return removed("reason") | narrowed("agent", agent_id)


def to_neighbour(agent_id: str) -> None:
    """Another agent under the same filters; only in callbacks."""
    narrow("agent", agent_id)


def to_reason(agent_id: str, reason: str | None) -> None:
    """One agent's contacts of one reason; only in callbacks."""
    state.put_all(narrowed("agent", agent_id) | narrowed("reason", reason))


def step(change: Callable[..., Changes], *where: str) -> Callable[[], None]:
    """A crumb of the page Agents: this change when it is clicked."""
    return lambda: state.put_all(change(*where))


def up(change: Callable[..., Changes], *where: str) -> Callable[[], None]:
    """A crumb of another page: this change, and then the page Agents."""

    def climb() -> None:
        state.go(AGENTS, "agents")
        state.put_all(change(*where))

    return climb


def trail(crumbs: list[Crumb]) -> None:
    """The crumbs from the centre down to here."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="trail"):
        for place, crumb in enumerate(crumbs):
            if place:
                st.markdown(":material/chevron_right:", width="content")
            if crumb.page is not None:
                st.page_link(crumb.page, label=literal(crumb.text), query_params=state.link("agents"))
            elif crumb.go is None:
                st.markdown(f"**{literal(crumb.text)}**", width="content")
            else:
                st.button(literal(crumb.text), key=f"trail.{place}", type="tertiary", on_click=crumb.go)


def agent_crumbs(agent_id: str, name: str, team: str | None, reasons: list[str | None]) -> list[Crumb]:
    """The crumbs of one agent's page, down to the reason looked at."""
    crumbs = [Crumb("All agents", step(to_centre))]
    if team:
        crumbs.append(Crumb(f"Team {team}", step(to_team, team)))
    if not reasons:
        return [*crumbs, Crumb(name)]
    words = ", ".join("unknown reason" if reason is None else reason for reason in reasons)
    return [*crumbs, Crumb(name, step(to_agent, agent_id)), Crumb(words)]
