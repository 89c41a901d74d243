"""Who is looked at: one agent when the shared filter names it alone, else everybody under the filters.

So the address says `?agent=…` whether an agent was picked here, in the sidebar or on another
page, and taking the filter away leads back to everybody.
"""

from collections.abc import Callable
from typing import Any

from qm.analysis.agents.answer import only_group
from qm.analysis.resolved_filters import View
from qm.ui import state
from qm.ui.frame.drill import Crumb, trail
from qm.ui.frame.narrowing import also_text, narrow, remove


def one_agent(view: View) -> str | None:
    """The id of the agent when the filters name exactly one; else None."""
    named = dict(view.current.where).get("agent", ())
    return named[0] if len(named) == 1 else None


def pick_agent(agent_id: str) -> None:
    """Look at one agent; only in callbacks."""
    narrow("agent", agent_id)


def pick(by: str, unit: str) -> None:
    """Look at one agent, or at the agents of a team or supervisor; only in callbacks.

    One change of the address, so that the browser's Back takes back one step.
    """
    narrow(by, unit)


def crumbs(view: View) -> None:
    """The way back from the agents of one team or supervisor to everybody."""
    for by, label in (("team", "Team"), ("supervisor", "Supervisor")):
        unit = only_group(view.current, by)
        if unit is not None:
            trail([Crumb("All agents", _without(by, unit)), Crumb(f"{label} {unit}")])
            return


def _without(by: str, unit: str) -> Callable[[], None]:
    if by == "team":
        return lambda: remove("team")
    return lambda: remove("also", also_text(by, unit))


def pick_row(name: str, by: str, units: list[str]) -> dict[str, Any]:
    """What makes a table of `units`, in its order, pick the one whose row is clicked.

    Columns can be selected too, for then they cannot be sorted: an order by value comes with
    its uncertainty or not at all.
    """

    def look(selection: Any) -> bool:
        if selection.cells:
            pick(by, units[selection.cells[0][0]])
        return bool(selection.cells)

    return {**state.picking(name, look), "selection_mode": ["single-cell", "single-column"]}


def pick_mark(by: str) -> Callable[[list[dict[str, Any]]], None]:
    """The callback for a mark clicked in a chart of agents, teams or supervisors."""

    def look(marks: list[dict[str, Any]]) -> None:
        if marks[0].get("agent"):
            pick(by, str(marks[0]["agent"]))

    return look
