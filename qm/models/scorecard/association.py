"""How well a score follows satisfaction: rank correlation, correlation and AUC, with intervals by clusters."""

import numpy as np
from numpy.typing import NDArray

from qm.models.statistics.clusters import Clusters, Numbers
from qm.models.statistics.estimate import LEVEL, Estimate, unknown
from qm.models.statistics.quantiles import normal, ranks

DRAWS = 1_000
SEED = 11


def spearman(score: Numbers, grade: Numbers) -> float:
    """The correlation of ranks, ties sharing theirs; NaN if one side is constant."""
    return pearson(ranks(score), ranks(grade))


def pearson(score: Numbers, grade: Numbers) -> float:
    """The plain correlation; NaN if one side is constant."""
    return float(_correlation(_products(score, grade).sum(axis=0)))


def auc(score: Numbers, satisfied: NDArray[np.bool_]) -> float:
    """The chance that a satisfied customer's contact scored higher than a dissatisfied one's; ties count half."""
    positive = int(satisfied.sum())
    negative = len(satisfied) - positive
    if positive == 0 or negative == 0:
        return float("nan")
    total = ranks(score)[satisfied].sum()
    return float((total - positive * (positive + 1) / 2) / (positive * negative))


def resampled(scores: list[Numbers], grade: Numbers, within: Clusters, draws: int = DRAWS) -> Numbers:
    """Spearman's correlation of each score with the grade over resampled clusters (scores × draws).

    All scores see the same draws, so differences between rows are paired. Ranks are those of the
    whole sample.
    """
    counts = within.draws(draws, SEED)
    right = ranks(grade)
    return np.array([drawn_correlation(ranks(s), right, within, counts) for s in scores])


def drawn_correlation(x: Numbers, y: Numbers, within: Clusters, counts: Numbers) -> Numbers:
    """The plain correlation in every draw; `counts` says how often each cluster is drawn (draws × clusters)."""
    return _correlation(counts @ within.sums(_products(x, y)))


def spearman_estimate(score: Numbers, grade: Numbers, within: Clusters) -> Estimate:
    """Spearman's correlation with its interval."""
    return _estimate(spearman(score, grade), resampled([score], grade, within)[0])


def pearson_estimate(score: Numbers, grade: Numbers, within: Clusters) -> Estimate:
    """The plain correlation with its interval."""
    drawn = _correlation(within.draws(DRAWS, SEED) @ within.sums(_products(score, grade)))
    return _estimate(pearson(score, grade), drawn)


def auc_estimate(score: Numbers, satisfied: NDArray[np.bool_], within: Clusters) -> Estimate:
    """AUC with its interval: each row's placement among the other side is kept, clusters are drawn."""
    value = auc(score, satisfied)
    if not np.isfinite(value):
        return unknown("all customers are satisfied, or none is")
    own, everybody = np.empty(len(score)), ranks(score)
    own[satisfied], own[~satisfied] = ranks(score[satisfied]), ranks(score[~satisfied])
    placed = (everybody - own) / np.where(satisfied, (~satisfied).sum(), satisfied.sum())
    placed = np.where(satisfied, placed, 1 - placed)
    sides = np.column_stack([satisfied, satisfied * placed, ~satisfied, ~satisfied * placed]).astype(float)
    drawn = within.draws(DRAWS, SEED) @ within.sums(sides)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = drawn[:, 1] / drawn[:, 0] + drawn[:, 3] / drawn[:, 2] - value
    return _estimate(value, values)


def bounds(drawn: Numbers) -> tuple[float, float]:
    """The 95 % interval of resampled values; NaN without any."""
    known = drawn[np.isfinite(drawn)]
    if len(known) == 0:
        return float("nan"), float("nan")
    low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return float(low), float(high)


def visible_correlation(n: int, power: float = 0.8) -> float:
    """The smallest correlation that `n` pairs show with `power` at 5 % (Fisher's z); 1 with too few pairs."""
    if n <= 3:
        return 1.0
    return float(np.tanh((normal((1 + LEVEL) / 2) + normal(power)) / np.sqrt(n - 3)))


def pairs_needed(correlation: float, power: float = 0.8) -> int:
    """How many pairs show a correlation with `power` at 5 %: 194 for 0.2, 783 for 0.1."""
    z = (normal((1 + LEVEL) / 2) + normal(power)) / np.arctanh(correlation)
    return int(np.ceil(z * z + 3))


def _estimate(value: float, drawn: Numbers) -> Estimate:
    if not np.isfinite(value):
        return unknown("the score or the grade never differs")
    return Estimate(value, *bounds(drawn))


def _products(x: Numbers, y: Numbers) -> Numbers:
    x, y = x - x.mean(), y - y.mean()
    return np.column_stack([np.ones(len(x)), x, y, x * x, y * y, x * y])


def _correlation(sums: Numbers) -> Numbers:
    """From sums of 1, x, y, x², y², xy along the last axis."""
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    spread = (xx - x * x / n) * (yy - y * y / n)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > 1e-20 * n * n, (xy - x * y / n) / np.sqrt(np.maximum(spread, 0)), np.nan)
