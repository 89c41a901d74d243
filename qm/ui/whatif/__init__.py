"""The sections of the page What-if, each drawn by one function."""

from qm.ui.whatif.address import agree, read
from qm.ui.whatif.closer import check_detail, closer_section
from qm.ui.whatif.controls import controls
from qm.ui.whatif.honesty import verdict, warnings
from qm.ui.whatif.kinds import answer, figures_shown, sentence, table, tiles
from qm.ui.whatif.pictures import curve_section, steps_section
from qm.ui.whatif.presenter import presenter_toggle, show_board
from qm.ui.whatif.queue import find_centre
from qm.ui.whatif.saved import presets, saved_section
from qm.ui.whatif.settings import as_judged
from qm.ui.whatif.terrain import map_section
from qm.ui.whatif.weeks import ahead_section, promise_section

__all__ = [
    "agree",
    "ahead_section",
    "answer",
    "as_judged",
    "check_detail",
    "closer_section",
    "controls",
    "curve_section",
    "figures_shown",
    "find_centre",
    "map_section",
    "presenter_toggle",
    "presets",
    "promise_section",
    "read",
    "saved_section",
    "sentence",
    "show_board",
    "steps_section",
    "table",
    "tiles",
    "verdict",
    "warnings",
]
