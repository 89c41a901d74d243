"""The sections of the page What-if, each drawn by one function."""

from qm.ui.whatif.controls import controls
from qm.ui.whatif.details import check_detail, details_section
from qm.ui.whatif.figures import figures_section, verdict_line, warnings_section
from qm.ui.whatif.lever_state import read
from qm.ui.whatif.pictures import ahead_section, curve_section, map_section, promise_section, steps_section
from qm.ui.whatif.presenter_view import board, presenter_toggle
from qm.ui.whatif.queue_choice import choose_queue
from qm.ui.whatif.saved import presets_row, saved_section

__all__ = [
    "ahead_section",
    "board",
    "check_detail",
    "choose_queue",
    "controls",
    "curve_section",
    "details_section",
    "figures_section",
    "map_section",
    "presenter_toggle",
    "presets_row",
    "promise_section",
    "read",
    "saved_section",
    "steps_section",
    "verdict_line",
    "warnings_section",
]
