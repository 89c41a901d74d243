"""The sections of the page Calibration, each drawn by one function."""

from qm.ui.calibration.choosing import ask
from qm.ui.calibration.evaluators import evaluators_section
from qm.ui.calibration.pairs import pairs_section
from qm.ui.calibration.questions import questions_section
from qm.ui.calibration.round import round_section
from qm.ui.calibration.rounds import rounds_section
from qm.ui.calibration.severity import severity_section
from qm.ui.calibration.tiles import tiles

__all__ = [
    "ask",
    "evaluators_section",
    "pairs_section",
    "questions_section",
    "round_section",
    "rounds_section",
    "severity_section",
    "tiles",
]
