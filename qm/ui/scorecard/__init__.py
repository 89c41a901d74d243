"""The page Scorecard: does our quality score measure what customers feel, and which weights would?"""

from qm.ui.scorecard.choosing import ask
from qm.ui.scorecard.missing import missing_section
from qm.ui.scorecard.response import response_section
from qm.ui.scorecard.setting import warn
from qm.ui.scorecard.topline import missing_weights, topline
from qm.ui.scorecard.versions import versions_section
from qm.ui.scorecard.weights import weights_section

__all__ = [
    "ask",
    "missing_section",
    "missing_weights",
    "response_section",
    "topline",
    "versions_section",
    "warn",
    "weights_section",
]
