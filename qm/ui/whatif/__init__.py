"""The sections of the page What-if, each drawn by one function."""

from qm.ui.whatif.address import agree, read
from qm.ui.whatif.controls import controls
from qm.ui.whatif.honesty import assumptions_section, backtest_section, parameters_section, verdict, warnings
from qm.ui.whatif.kinds import answer, figures_shown, sentence, table, tiles
from qm.ui.whatif.pictures import curve_section, day_section, staffing_section, steps_section
from qm.ui.whatif.presenter import presenter_toggle, show_board
from qm.ui.whatif.quality_cost import quality_cost_section
from qm.ui.whatif.queue import find_centre
from qm.ui.whatif.saved import presets, saved_section
from qm.ui.whatif.settings import as_judged
from qm.ui.whatif.terrain import map_section
from qm.ui.whatif.weeks import ahead_section, promise_section

__all__ = [
    "agree", "ahead_section", "answer", "as_judged", "assumptions_section", "backtest_section", "controls",
    "curve_section", "day_section", "figures_shown", "find_centre", "map_section", "parameters_section",
    "presenter_toggle", "presets", "promise_section", "quality_cost_section", "read", "saved_section", "sentence",
    "show_board", "staffing_section", "steps_section", "table", "tiles", "verdict", "warnings",
]  # fmt: skip
