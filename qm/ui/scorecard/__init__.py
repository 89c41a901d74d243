"""The page Scorecard: does our quality score measure what customers feel, and which weights would?"""

from qm.ui.scorecard.moving import weights_section
from qm.ui.scorecard.question import ask
from qm.ui.scorecard.setting import read
from qm.ui.scorecard.topline import more_days, topline

__all__ = ["ask", "more_days", "read", "topline", "weights_section"]
