"""The sections of the page Repeats, each drawn by one function."""

from qm.ui.repeats.cost import cost_section
from qm.ui.repeats.journey import journey_section
from qm.ui.repeats.rows import rows_section
from qm.ui.repeats.sections import curve_section, feedback_section, groups_section, pareto_section
from qm.ui.repeats.setting import choose_setting
from qm.ui.repeats.tiles import tiles

__all__ = [
    "choose_setting",
    "cost_section",
    "curve_section",
    "feedback_section",
    "groups_section",
    "journey_section",
    "pareto_section",
    "rows_section",
    "tiles",
]
