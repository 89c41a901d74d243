"""Units compared fairly: case mix, shrinkage, funnel limits, changes, coaching.

`compare` holds each unit against what its mix of work lets expect, shrinks by how much units truly differ, and gives
verdicts with the false-discovery rate controlled. What it is made of can be had alone: `case_mix` and
`stratified_means` (like with like), the laws of `shrinkage` and `adaptive_shrinkage`, `share_limits` and `mean_limits`
of a funnel, `rank_intervals`, `beyond_chance`; `changes` between two periods, and `coaching_effect`.

>>> import numpy as np
>>> low, high = share_limits(0.8, np.array([10.0, 100.0]), 0.95)
>>> low
array([0.5 , 0.72])
"""

from qm.models.comparison.adaptive_shrinkage import believed
from qm.models.comparison.case_mix import Strata, expected
from qm.models.comparison.fair_comparison import Comparison, compare
from qm.models.comparison.funnel import dispersion, mean_limits, share_limits
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.comparison.ranks import rank_intervals
from qm.models.comparison.shrinkage import BetaLaw, CubeRootLaw, Posterior, true_variance
from qm.models.comparison.stratified import StratifiedMeans, stratified_means

__all__ = [
    "BetaLaw",
    "Comparison",
    "CubeRootLaw",
    "Posterior",
    "Strata",
    "StratifiedMeans",
    "believed",
    "beyond_chance",
    "compare",
    "dispersion",
    "expected",
    "mean_limits",
    "rank_intervals",
    "share_limits",
    "stratified_means",
    "true_variance",
]
