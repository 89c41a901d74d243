"""The page Agents, each section of the centre view drawn by one function; `profile` holds the view of one agent."""

from qm.ui.agents.comparison_list import list_section
from qm.ui.agents.context import context_section
from qm.ui.agents.controls import Choices, controls
from qm.ui.agents.follow_ups_due import follow_ups_due_section, follow_ups_wanted
from qm.ui.agents.funnel import funnel_section
from qm.ui.agents.look_first import look_first_section
from qm.ui.agents.opening import opening_text
from qm.ui.agents.pairs import pair_section
from qm.ui.agents.profile import show_profile
from qm.ui.agents.selection import crumbs, one_agent, pick_agent
from qm.ui.agents.targets import targets_section
from qm.ui.agents.unknown_agent import unknown_agent

__all__ = [
    "Choices",
    "context_section",
    "controls",
    "crumbs",
    "follow_ups_due_section",
    "follow_ups_wanted",
    "funnel_section",
    "list_section",
    "look_first_section",
    "one_agent",
    "opening_text",
    "pair_section",
    "pick_agent",
    "show_profile",
    "targets_section",
    "unknown_agent",
]
