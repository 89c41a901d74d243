"""The sections of the page Calibration, each drawn by one function."""

from qm.ui.calibration.evaluators import evaluators_section
from qm.ui.calibration.findings import Findings, find
from qm.ui.calibration.pairs import pairs_section
from qm.ui.calibration.question import Question, ask
from qm.ui.calibration.questions import questions_section
from qm.ui.calibration.rounds import rounds_section
from qm.ui.calibration.session import session_section
from qm.ui.calibration.severity import severity_section
from qm.ui.calibration.tiles import tiles

__all__ = [
    "Findings",
    "Question",
    "ask",
    "evaluators_section",
    "find",
    "pairs_section",
    "questions_section",
    "rounds_section",
    "session_section",
    "severity_section",
    "tiles",
]
