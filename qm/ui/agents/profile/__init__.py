"""One agent: what to build on, what to work on, and whether coaching helped."""

from qm.ui.agents.profile.page import show_profile

__all__ = ["show_profile"]
