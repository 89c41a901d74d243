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
from qm.ui.filters import narrow, remove
from qm.ui.going import go
from qm.ui.markup import literal

AGENTS, CONTACT = "pages/agents.py", "pages/contact.py"


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
    """Another contact, evaluation or question on the page Contact; None takes one away. Only in callbacks.

    One change of the address, so that the browser's Back takes back one step: a bound widget
    would replace the address it stands in.
    """
    st.query_params.update({key: value or [] for key, value in steps.items()})


def named(key: str) -> str | None:
    """What the address says of contact, evaluation or question."""
    return str(st.query_params.get(key) or "").strip() or None


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

    def climb() -> None:
        step(*where)
        go(AGENTS)

    return climb


def trail(crumbs: list[Crumb]) -> None:
    """The crumbs from the centre down to here."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="trail"):
        for place, crumb in enumerate(crumbs):
            if place:
                st.markdown(":material/chevron_right:", width="content")
            if crumb.page is not None:
                st.page_link(crumb.page, label=literal(crumb.text))
            elif crumb.go is None:
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
