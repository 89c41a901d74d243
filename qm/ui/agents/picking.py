"""Which agent is looked at: the one that the shared filter names alone.

So the address says `?agent=…` whether an agent was picked here, in the sidebar or on another
page, and taking the filter away leads back to everybody.
"""

from qm.ui.filters import narrow
from qm.ui.view import View


def one_agent(view: View) -> str | None:
    """The id of the agent when the filters name exactly one; else None."""
    named = dict(view.current.where).get("agent", ())
    return named[0] if len(named) == 1 else None


def pick_agent(agent_id: str) -> None:
    """Look at one agent; only in callbacks."""
    narrow("agent", agent_id)
