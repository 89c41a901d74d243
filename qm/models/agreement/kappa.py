"""Kappa of two raters, plain and weighted; with more raters the mean over their pairs."""

import numpy as np
from numpy.typing import NDArray

from qm.models.agreement.category_distance import distance
from qm.models.agreement.coefficients import NO_ORDER, ONE_CATEGORY, TOO_MANY_PAIRS, corrected, not_possible
from qm.models.agreement.ratings import Numbers, Pairs, Ratings
from qm.models.statistics.estimate import Estimate, from_influence, unknown

MOST_CELLS = 20_000_000


def cohen_kappa(ratings: Ratings) -> Estimate:
    """Cohen's kappa over the items that both raters rated."""
    pairs = ratings.pairs
    if why := ratings.enough or (None if pairs is not None else TOO_MANY_PAIRS):
        return unknown(why)
    assert pairs is not None
    q = ratings.categories
    if pairs.count * q > MOST_CELLS:
        return unknown(TOO_MANY_PAIRS)
    n = np.bincount(pairs.pair)
    left = np.bincount(pairs.pair * q + pairs.a, minlength=pairs.count * q).reshape(-1, q) / n[:, None]
    right = np.bincount(pairs.pair * q + pairs.b, minlength=pairs.count * q).reshape(-1, q) / n[:, None]
    apart = (pairs.a != pairs.b).astype(float)
    expected = 1 - (left * right).sum(axis=1)
    own = 2 - right[pairs.pair, pairs.a] - left[pairs.pair, pairs.b]
    return _mean_of_pairs(ratings, pairs, apart, expected, own)


def weighted_kappa(ratings: Ratings) -> Estimate:
    """Cohen's kappa with quadratic weights: 1 − squared difference over what chance would give.

    Differences are those of the scores themselves, so the length of the scale cancels out.
    """
    pairs = ratings.pairs
    if why := ratings.enough or (None if pairs is not None else TOO_MANY_PAIRS):
        return unknown(why)
    if ratings.values is None:
        return unknown(NO_ORDER)
    assert pairs is not None
    values = ratings.values - ratings.values.mean()
    a, b = values[pairs.a], values[pairs.b]
    mean_a, mean_b = _means(pairs, a), _means(pairs, b)
    square_a, square_b = _means(pairs, a * a), _means(pairs, b * b)
    expected = square_a + square_b - 2 * mean_a * mean_b
    p = pairs.pair
    own = a * a - 2 * a * mean_b[p] + square_b[p] + b * b - 2 * b * mean_a[p] + square_a[p]
    return _mean_of_pairs(ratings, pairs, (a - b) ** 2, expected, own)


def conger_kappa(ratings: Ratings) -> Estimate:
    """Conger's kappa: all raters at once, each with shares of categories of their own (Conger 1980, Gwet 2014)."""
    if why := not_possible(ratings):
        return unknown(why)
    r, q, n = ratings.raters, ratings.categories, ratings.items
    rated = np.bincount(ratings.rater, minlength=r)
    own = np.bincount(ratings.rater * q + ratings.code, minlength=r * q).reshape(r, q) / rated[:, None]
    others = own.sum(axis=0) - own
    each = (own * others).sum(axis=1)
    surprise = (others[ratings.rater, ratings.code] - each[ratings.rater]) * n / rated[ratings.rater]
    chance = (each.sum() + np.bincount(ratings.item, weights=surprise, minlength=n)) / (r * (r - 1))
    return corrected(ratings, distance(ratings, "nominal"), float(each.sum() / (r * (r - 1))), chance)


def _means(pairs: Pairs, values: Numbers) -> Numbers:
    return np.bincount(pairs.pair, weights=values) / np.bincount(pairs.pair)


def _mean_of_pairs(ratings: Ratings, pairs: Pairs, apart: Numbers, expected: Numbers, own: Numbers) -> Estimate:
    """1 − distance / expected distance per pair of raters, averaged over the pairs for which it exists.

    `own` is what one item adds to the expected distance of its pair: the sum of both raters'
    mean distances from the other's distribution.
    """
    n = np.bincount(pairs.pair)
    exists: NDArray[np.bool_] = expected > 1e-12
    if not exists.any():
        return unknown(ONE_CATEGORY)
    ratio = _means(pairs, apart) / np.where(exists, expected, 1.0)
    value = float(1 - ratio[exists].mean())
    p = pairs.pair
    moved = -(apart - ratio[p] * own + ratio[p] * expected[p]) / np.where(exists, expected, 1.0)[p]
    moved = np.where(exists[p], moved / n[p], 0.0) * ratings.items / exists.sum()
    influence = value + np.bincount(pairs.item, weights=moved, minlength=ratings.items)
    return from_influence(value, influence.astype(float), why=_pairs_text(ratings, int(exists.sum()), len(exists)))


def _pairs_text(ratings: Ratings, kept: int, all_pairs: int) -> str | None:
    if ratings.raters <= 2:
        return None
    left_out = f"; {all_pairs - kept} more have nothing to set against chance" if kept < all_pairs else ""
    return f"mean of {kept} pair{'s' if kept != 1 else ''} of raters{left_out}"
