"""The centre view of the page Agents, each section drawn by one function."""

from qm.ui.agents.picking import one_agent, pick_agent

__all__ = ["one_agent", "pick_agent"]
