"""The sections of the page What-if, each drawn by one function."""

from qm.ui.whatif.controls import controls
from qm.ui.whatif.details import check_detail, details_section
from qm.ui.whatif.figures import figures_section, table_section
from qm.ui.whatif.lever_state import read
from qm.ui.whatif.pictures import ahead_section, curve_section
from qm.ui.whatif.presenter_view import board, presenter_toggle
from qm.ui.whatif.queue_choice import choose_queue
from qm.ui.whatif.saved import compare_section, has_saved
from qm.ui.whatif.toolbar import presets_row, toolbar

__all__ = [
    "ahead_section",
    "board",
    "check_detail",
    "choose_queue",
    "compare_section",
    "controls",
    "curve_section",
    "details_section",
    "figures_section",
    "has_saved",
    "presenter_toggle",
    "presets_row",
    "read",
    "table_section",
    "toolbar",
]
