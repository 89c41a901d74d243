"""How far apart two categories are: the metrics of chance-corrected agreement.

A metric answers two questions without ever building a table of items by categories: how much
the ratings of each item differ among themselves, and how far each category lies from a
distribution over categories.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from qm.models.agreement.ratings import Numbers, Ratings

Metric = Literal["nominal", "ordinal", "interval", "ratio"]

MOST_CATEGORIES = 4_000


@dataclass(frozen=True)
class Distance:
    """Distances between categories, seen from `ratings`.

    `within` (items): the sum of distances over all ordered pairs of ratings of the item.
    `scores` (categories): positions whose squared difference is the distance; None for
    nominal and ratio, whose distances are given by `table` or are 0 and 1.
    """

    within: Numbers
    scores: Numbers | None = None
    table: Numbers | None = None

    def from_distribution(self, shares: Numbers) -> Numbers:
        """The mean distance of each category from categories drawn with `shares`."""
        mean: Numbers
        if self.table is not None:
            mean = self.table @ shares
        elif self.scores is None:
            mean = shares.sum() - shares
        else:
            first, second = shares @ self.scores, shares @ self.scores**2
            mean = shares.sum() * self.scores**2 - 2 * self.scores * first + second
        return mean

    def total(self, categories: int) -> float:
        """The sum of distances over all ordered pairs of categories."""
        return float(self.from_distribution(np.ones(categories)).sum())


def distance(ratings: Ratings, metric: Metric) -> Distance:
    """The metric on these ratings.

    `nominal` 0 for the same category, else 1. `interval` the squared difference over the squared
    length of the scale, so at most 1. `ordinal` the squared difference of ranks, categories
    counted as often as they were used (Krippendorff 2011). `ratio` ((a − b) / (a + b))².
    Everything but `nominal` needs ratings that are numbers.
    """
    if metric == "nominal":
        return Distance(_differing(ratings))
    assert ratings.values is not None
    if metric == "ratio":
        return _ratio(ratings)
    if metric == "ordinal":
        used = np.bincount(ratings.code, minlength=ratings.categories).astype(float)
        positions = np.cumsum(used) - used / 2
    else:
        positions = ratings.values - ratings.values.mean()
    length = positions.max() - positions.min()
    positions = positions / length if length > 0 else positions
    return Distance(_spread(ratings, positions), positions)


def _differing(ratings: Ratings) -> Numbers:
    """Ordered pairs of ratings of an item in different categories."""
    sizes = ratings.per_item
    cell = ratings.item * ratings.categories + ratings.code
    cells, times = np.unique(cell, return_counts=True)
    same = np.bincount(cells // max(ratings.categories, 1), weights=times.astype(float) ** 2, minlength=ratings.items)
    return sizes.astype(float) ** 2 - same


def _spread(ratings: Ratings, positions: Numbers) -> Numbers:
    """Squared differences over all ordered pairs of ratings of an item: 2 n Σ (x − mean)²."""
    own = positions[ratings.code]
    sizes = ratings.per_item
    mean = np.bincount(ratings.item, weights=own, minlength=ratings.items) / np.maximum(sizes, 1)
    square = np.bincount(ratings.item, weights=(own - mean[ratings.item]) ** 2, minlength=ratings.items)
    return (2.0 * sizes * square).astype(float)


def _ratio(ratings: Ratings) -> Distance:
    values, pairs = ratings.values, ratings.pairs
    assert values is not None
    assert pairs is not None
    apart = _relative(values[pairs.a], values[pairs.b])
    within = np.bincount(pairs.item, weights=2.0 * apart, minlength=ratings.items)
    return Distance(within.astype(float), table=_relative(values[:, None], values[None, :]))


def _relative(a: Numbers, b: Numbers) -> Numbers:
    total = a + b
    return np.divide(a - b, total, out=np.zeros(np.broadcast(a, b).shape), where=total != 0) ** 2
