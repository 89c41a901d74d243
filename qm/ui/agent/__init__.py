"""One agent: what to build on, what to work on, and whether coaching helped."""

from qm.ui.agent.page import show

__all__ = ["show"]
