"""The centre view of the page Agents, each section drawn by one function."""

from qm.ui.agents.context import context_section
from qm.ui.agents.figures import Figures, find
from qm.ui.agents.funnel import funnel_section
from qm.ui.agents.maps import pair_section
from qm.ui.agents.picking import crumbs, one_agent, pick_agent
from qm.ui.agents.question import Question, ask
from qm.ui.agents.stranger import is_known, stranger
from qm.ui.agents.table import table_section
from qm.ui.agents.targets import targets_section

__all__ = [
    "Figures",
    "Question",
    "ask",
    "context_section",
    "crumbs",
    "find",
    "funnel_section",
    "is_known",
    "one_agent",
    "pair_section",
    "pick_agent",
    "stranger",
    "table_section",
    "targets_section",
]
