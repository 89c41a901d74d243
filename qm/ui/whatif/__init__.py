"""The sections of the page What-if, each drawn by one function."""

from qm.ui.whatif.address import read, today
from qm.ui.whatif.answers import answer, sentence, table, tiles
from qm.ui.whatif.centre import find_centre
from qm.ui.whatif.controls import controls
from qm.ui.whatif.honesty import assumptions_section, backtest_section, parameters_section, verdict, warnings
from qm.ui.whatif.pictures import curve_section, day_section, staffing_section, steps_section
from qm.ui.whatif.presenter import presenter_toggle
from qm.ui.whatif.saved import presets, saved_section
from qm.ui.whatif.terrain import map_section

__all__ = [
    "answer", "assumptions_section", "backtest_section", "controls", "curve_section", "day_section", "find_centre",
    "map_section", "parameters_section", "presenter_toggle", "presets", "read", "saved_section", "sentence",
    "staffing_section", "steps_section", "table", "tiles", "today", "verdict", "warnings",
]  # fmt: skip
