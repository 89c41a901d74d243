"""The sections of the page Repeats, each drawn by one function."""

from qm.ui.repeats.causes import causes_section
from qm.ui.repeats.circle import circle_section
from qm.ui.repeats.cost import cost_section
from qm.ui.repeats.curve import curve_section
from qm.ui.repeats.figures import Figures, find
from qm.ui.repeats.journey import journey_section
from qm.ui.repeats.pareto import pareto_section
from qm.ui.repeats.question import Question, ask
from qm.ui.repeats.rows import rows_section
from qm.ui.repeats.target import targets
from qm.ui.repeats.tiles import tiles

__all__ = [
    "Figures",
    "Question",
    "ask",
    "causes_section",
    "circle_section",
    "cost_section",
    "curve_section",
    "find",
    "journey_section",
    "pareto_section",
    "rows_section",
    "targets",
    "tiles",
]
