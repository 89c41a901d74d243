"""Two raters' scores side by side: the mean difference and the limits most differences keep to."""

from dataclasses import dataclass

import numpy as np

from qm.models.agreement.ratings import Ratings
from qm.models.statistics.estimate import LEVEL, Estimate, unknown
from qm.models.statistics.quantiles import student


@dataclass(frozen=True)
class Comparison:
    """The scores of rater `left` less those of rater `right` (numbers of raters) over `n` shared items.

    `bias` is the mean difference with its interval, `lower` and `upper` the limits of
    agreement: 95 % of differences lie between them if they are about normal.
    """

    left: int
    right: int
    n: int
    bias: Estimate
    lower: Estimate
    upper: Estimate


def bland_altman(ratings: Ratings) -> list[Comparison]:
    """Every pair of raters that share an item (Bland and Altman 1986). Empty where there are too many pairs."""
    pairs = ratings.pairs
    if pairs is None or ratings.values is None:
        return []
    values = ratings.values
    apart = values[pairs.a] - values[pairs.b]
    n = np.bincount(pairs.pair)
    mean = np.bincount(pairs.pair, weights=apart) / n
    square = np.bincount(pairs.pair, weights=(apart - mean[pairs.pair]) ** 2)
    first = np.unique(pairs.pair, return_index=True)[1]
    return [
        _comparison(int(pairs.left[row]), int(pairs.right[row]), int(n[p]), float(mean[p]), float(square[p]))
        for p, row in enumerate(first)
    ]


def _comparison(left: int, right: int, n: int, mean: float, square: float) -> Comparison:
    if n < 2:
        few = unknown("only one item in common")
        return Comparison(left, right, n, Estimate(mean, why=few.why), few, few)
    deviation = float(np.sqrt(square / (n - 1)))
    t = student((1 + LEVEL) / 2, n - 1)
    half, wide = t * deviation / np.sqrt(n), t * deviation * np.sqrt(1 / n + 1.96**2 / (2 * (n - 1)))
    limits = (mean - 1.96 * deviation, mean + 1.96 * deviation)
    lower, upper = (Estimate(x, x - wide, x + wide) for x in limits)
    return Comparison(left, right, n, Estimate(mean, mean - half, mean + half), lower, upper)
