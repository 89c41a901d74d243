"""Who is looked at: one agent when the shared filter names it alone, else everybody under the filters.

So the address says `?agent=…` whether an agent was picked here, in the sidebar or on another
page, and taking the filter away leads back to everybody.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from qm.ui.filters import narrow
from qm.ui.view import View


def one_agent(view: View) -> str | None:
    """The id of the agent when the filters name exactly one; else None."""
    named = dict(view.current.where).get("agent", ())
    return named[0] if len(named) == 1 else None


def pick_agent(agent_id: str) -> None:
    """Look at one agent; only in callbacks."""
    narrow("agent", agent_id)


def pick(by: str, unit: str) -> None:
    """Look at one agent, or at the agents of a team or supervisor; only in callbacks."""
    if by == "agent":
        pick_agent(unit)
        return
    narrow(by, unit)
    st.session_state["people"] = "agent"


def looker(by: str) -> Callable[[list[dict[str, Any]]], None]:
    """The callback for a mark clicked in a chart of agents, teams or supervisors."""

    def look(marks: list[dict[str, Any]]) -> None:
        if marks[0].get("agent"):
            pick(by, str(marks[0]["agent"]))

    return look
