"""Tools that several subjects share: estimates with intervals, clusters, false discovery, regression, roots.

An `Estimate` is a value with its interval, or the reason why it cannot be had. Standard errors allow for cases that
come in clusters (`clusters`). `benjamini_hochberg` gives the level that keeps chance finds among many rare. Logistic
regression and relative weights stand in `logistic`, the linear mixed model in `mixed_model`, as `fit` of each;
what finds roots of many functions at once in `root_finding`; quantiles without scipy.stats in `quantiles`.
"""

from qm.models.statistics.clusters import Clusters
from qm.models.statistics.estimate import Estimate, from_influence, unknown
from qm.models.statistics.false_discovery import FALSE_SHARE, benjamini_hochberg
from qm.models.statistics.logistic import Logistic, relative_weights
from qm.models.statistics.quantiles import fisher, normal, ranks, student
from qm.models.statistics.root_finding import brackets, lowest, refine

__all__ = [
    "FALSE_SHARE",
    "Clusters",
    "Estimate",
    "Logistic",
    "benjamini_hochberg",
    "brackets",
    "fisher",
    "from_influence",
    "lowest",
    "normal",
    "ranks",
    "refine",
    "relative_weights",
    "student",
    "unknown",
]
