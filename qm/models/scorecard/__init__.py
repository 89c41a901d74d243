"""Scorecards: score arithmetic, what drives satisfaction, and weights that follow it.

`score_sheet` turns answers into scores under any of the definitions. `spearman_estimate` and its kin say how far scores
follow grades; `lmg` and `johnson` share out what questions explain, `drivers` with intervals and verdicts. `suggest`
finds weights within limits and says whether they are worth a change out of sample; `baseline` and `compare_weights` say
what any weights come to beside today's; `response` and `share_bounds` what silent customers could hide.

>>> spearman([1, 2, 3, 4], [1, 3, 2, 4])
0.8
"""

from qm.models.scorecard.association import (
    auc,
    pairs_needed,
    pearson,
    pearson_estimate,
    spearman,
    spearman_estimate,
    visible_correlation,
)
from qm.models.scorecard.constrained_least_squares import fitted, within
from qm.models.scorecard.drivers import Drivers
from qm.models.scorecard.importance import johnson, lmg
from qm.models.scorecard.nonresponse import Response, response, share_bounds
from qm.models.scorecard.score import ScoreSheet, score_sheet
from qm.models.scorecard.weight_comparison import Baseline, WeightComparison, baseline, compare_weights, points_of_100
from qm.models.scorecard.weight_limits import Limits, limits
from qm.models.scorecard.weight_moves import moved
from qm.models.scorecard.weights import Alignment, Suggestion, suggest

__all__ = [
    "Alignment",
    "Baseline",
    "Drivers",
    "Limits",
    "Response",
    "ScoreSheet",
    "Suggestion",
    "WeightComparison",
    "auc",
    "baseline",
    "compare_weights",
    "fitted",
    "johnson",
    "limits",
    "lmg",
    "moved",
    "pairs_needed",
    "pearson",
    "pearson_estimate",
    "points_of_100",
    "response",
    "score_sheet",
    "share_bounds",
    "spearman",
    "spearman_estimate",
    "suggest",
    "visible_correlation",
    "within",
]
