"""The sections of the page Calibration, each drawn by one function."""

from qm.ui.calibration.choosing import ask
from qm.ui.calibration.disagreement import disagreement_section
from qm.ui.calibration.evaluators import evaluators_section
from qm.ui.calibration.headline import headline
from qm.ui.calibration.round import round_section
from qm.ui.calibration.severity import severity_section
from qm.ui.calibration.statistics import statistics

__all__ = [
    "ask",
    "disagreement_section",
    "evaluators_section",
    "headline",
    "round_section",
    "severity_section",
    "statistics",
]
