"""How consistently raters judge, severity aside: how well each one follows what all have in common.

One common factor behind the correlations of raters over the items they share: a rater's
`follows` is the correlation with it, the noise what is left. Correlations do not mind a severe or a
generous scale, so a severe rater is not taken for an unreliable one. Intervals by leaving out parts of
the items in turn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.models.agreement.ratings import Integers, Numbers, Ratings
from qm.models.statistics.estimate import LEVEL
from qm.models.statistics.quantiles import student

PARTS = 20
LEAST_SHARED = 20
LEAST, MOST = 0.02, 0.998  # correlations that leave a noise to compare
ROUNDS = 200
GOOD = 0.7
"""Whoever may follow the others this well is not called unreliable, however well they follow each other."""


@dataclass(frozen=True)
class Consistency:
    """One entry per rater, NaN where unknown.

    `follows` the correlation with what raters have in common, `low` and `high` its 95 % interval.
    `times` the rater's noise (in parts of its signal) over the median noise of the others, `error` the
    standard error of its logarithm. `shared`: items rated with others.
    """

    follows: Numbers
    low: Numbers
    high: Numbers
    times: Numbers
    error: Numbers
    shared: Integers

    def is_unreliable(self, margin: float = 1.5) -> NDArray[np.bool_]:
        """Whose noise is more than `margin` times the others', with a chance of 5 % that anybody is named wrongly."""
        known = np.isfinite(self.times) & np.isfinite(self.error)
        limit = student(1 - (1 - LEVEL) / max(int(known.sum()), 1), PARTS - 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            noisier = np.log(self.times) - limit * self.error > np.log(margin)
            unreliable: NDArray[np.bool_] = known & noisier & (self.high < GOOD)
        return unreliable


def consistency(ratings: Ratings) -> Consistency | None:
    """How each rater follows the others; None with fewer than three raters who share twenty items by pairs."""
    pairs = ratings.pairs
    if ratings.values is None or pairs is None or pairs.count == 0:
        return None
    values = ratings.values - ratings.values.mean()
    a, b = values[pairs.a], values[pairs.b]
    order = np.random.default_rng(PARTS).permutation(ratings.items)  # parts that no order of items can favour
    keys = pairs.pair * PARTS + order[pairs.item] * PARTS // ratings.items
    sums = np.stack(
        [
            np.bincount(keys, weights=w, minlength=pairs.count * PARTS).reshape(-1, PARTS)
            for w in (np.ones(len(a)), a, b, a * a, b * b, a * b)
        ]
    )
    first = np.unique(pairs.pair, return_index=True)[1]
    links = pairs.left[first], pairs.right[first], ratings.raters
    follows = _common_factor(sums.sum(axis=2), *links)
    if follows is None:
        return None
    without = [_common_factor(sums.sum(axis=2) - sums[:, :, i], *links) for i in range(PARTS)]
    kept = np.array([w for w in without if w is not None])
    if len(kept) < PARTS:
        kept = np.full((PARTS, ratings.raters), np.nan)
    half = student((1 + LEVEL) / 2, PARTS - 1) * _jackknifed(np.arctanh(kept))
    shared = np.bincount(ratings.rater, weights=ratings.per_item[ratings.item] >= 2, minlength=ratings.raters)
    z = np.arctanh(follows)
    return Consistency(
        follows,
        np.tanh(z - half),
        np.tanh(z + half),
        _times(follows),
        _jackknifed(np.log(np.array([_times(w) for w in kept]))),
        shared.astype(np.int64),
    )


def _common_factor(sums: Numbers, left: Integers, right: Integers, raters: int) -> Numbers | None:
    """Loadings on one factor, by least squares on the correlations, each counted with its items."""
    n, a, b, aa, bb, ab = sums
    safe = np.maximum(n, 1)
    spread = np.maximum(aa - a * a / safe, 0) * np.maximum(bb - b * b / safe, 0)
    kept = (n >= LEAST_SHARED) & (spread > 1e-18)
    if len(np.unique(np.concatenate([left[kept], right[kept]]))) < 3 or kept.sum() < 3:
        return None
    found = (ab - a * b / safe)[kept] / np.sqrt(spread[kept])
    weight, product = np.zeros((raters, raters)), np.zeros((raters, raters))
    for one, other in ((left, right), (right, left)):
        weight[one[kept], other[kept]] = n[kept]
        product[one[kept], other[kept]] = n[kept] * found
    loading = np.full(raters, 0.7)
    linked = weight.sum(axis=1) > 0
    for _ in range(ROUNDS):
        whole = weight @ loading**2
        better = np.clip(np.divide(product @ loading, whole, out=loading.copy(), where=whole > 0), LEAST, MOST)
        settled = np.abs(better - loading).max() < 1e-7
        loading = (loading + better) / 2
        if settled:
            break
    return np.where(linked, loading, np.nan)


def _times(follows: Numbers) -> Numbers:
    """Noise in parts of the signal, each over the median of the others."""
    noise = np.sqrt(1 / follows**2 - 1)
    known = np.flatnonzero(np.isfinite(noise))
    times = np.full(len(noise), np.nan)
    for i in known:
        times[i] = noise[i] / np.median(noise[known[known != i]])
    return times


def _jackknifed(values: Numbers) -> Numbers:
    """Standard errors from estimates that left out one part each (parts × raters)."""
    errors: Numbers = np.sqrt((PARTS - 1) / PARTS * ((values - values.mean(axis=0)) ** 2).sum(axis=0))
    return errors
