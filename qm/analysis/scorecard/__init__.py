"""Does our scorecard measure what customers feel?"""

from qm.analysis.scorecard.drivers import DriversAnswer, drivers
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, graded_scorecard, prepared
from qm.analysis.scorecard.missing_drivers import MissingDrivers, missing_drivers
from qm.analysis.scorecard.nonresponse import Nonresponse, nonresponse
from qm.analysis.scorecard.scorecard_answer import NAMELESS, PASS_MARK, ScorecardAnswer, answer, scorecard_counts
from qm.analysis.scorecard.suggestion import SuggestionAnswer, WeightLimits, suggestion, weight_limits
from qm.analysis.scorecard.weight_comparison import (
    agents_moved,
    evaluations_crossing,
    fit_by_group,
    group_fit,
    group_fit_compared,
    satisfaction_by_score,
    weight_comparison,
)

__all__ = [
    "NAMELESS",
    "PASS_MARK",
    "DriversAnswer",
    "GradedScorecard",
    "MissingDrivers",
    "Nonresponse",
    "ScorecardAnswer",
    "SuggestionAnswer",
    "WeightLimits",
    "agents_moved",
    "answer",
    "drivers",
    "evaluations_crossing",
    "fit_by_group",
    "graded_scorecard",
    "group_fit",
    "group_fit_compared",
    "missing_drivers",
    "nonresponse",
    "prepared",
    "satisfaction_by_score",
    "scorecard_counts",
    "suggestion",
    "weight_comparison",
    "weight_limits",
]
