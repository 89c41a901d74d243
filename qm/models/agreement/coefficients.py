"""Agreement of raters, corrected for chance: percent agreement, Fleiss, AC1 and AC2, Krippendorff's alpha.

Gaps are allowed everywhere; forms and variances with gaps are Gwet's (Handbook of Inter-Rater
Reliability, 4th edition, 2014), the variance being that of the mean over items of each item's
influence. Written in distances d = 1 − weight, so that no table items × categories is needed.
"""

import numpy as np

from qm.models.agreement.category_distance import MOST_CATEGORIES, Distance, Metric, distance
from qm.models.agreement.ratings import Numbers, Ratings
from qm.models.statistics.estimate import Estimate, from_influence, unknown

ONE_CATEGORY = "every rating is the same, so there is nothing to set against chance"
NO_ORDER = "the ratings are words without an order"
TOO_MANY_PAIRS = "too many pairs of ratings"


def percent_agreement(ratings: Ratings) -> Estimate:
    """The share of pairs of ratings that are equal, averaged over the items rated twice or more."""
    if ratings.enough:
        return unknown(ratings.enough)
    shared = ratings.shared()
    agreeing = 1 - _disagreement(shared, distance(shared, "nominal"))
    return from_influence(float(agreeing.mean()), agreeing, least=0.0)


def fleiss_kappa(ratings: Ratings) -> Estimate:
    """Fleiss' kappa; with gaps in Gwet's form (shares of categories averaged over all items)."""
    if why := not_possible(ratings):
        return unknown(why)
    apart = distance(ratings, "nominal")
    shares = _shares(ratings)
    from_all = apart.from_distribution(shares)
    chance = 1 - _per_item(ratings, from_all[ratings.code])
    return corrected(ratings, apart, float(1 - shares @ from_all), chance)


def gwet_ac(ratings: Ratings, metric: Metric = "nominal") -> Estimate:
    """Gwet's AC1 (`nominal`) or AC2 with quadratic weights (`interval`).

    Categories of the scale that nobody used count too, if the ratings know them.
    """
    if why := not_possible(ratings, metric, used=False):
        return unknown(why)
    q = ratings.categories
    apart = distance(ratings, metric)
    weight = (q * q - apart.total(q)) / (q * (q - 1))
    shares = _shares(ratings)
    chance = weight * _per_item(ratings, 1 - shares[ratings.code])
    return corrected(ratings, apart, float(weight * (shares * (1 - shares)).sum()), chance)


def brennan_prediger(ratings: Ratings) -> Estimate:
    """Brennan and Prediger's coefficient (PABAK with two categories): chance is one in so many categories."""
    if why := not_possible(ratings, used=False):
        return unknown(why)
    expected = 1 / ratings.categories
    return corrected(ratings, distance(ratings, "nominal"), expected, np.full(ratings.items, expected))


def krippendorff_alpha(ratings: Ratings, metric: Metric) -> Estimate:
    """Krippendorff's alpha; only items rated twice or more enter.

    The interval takes the scale of `ordinal` (ranks) as given.
    """
    if why := not_possible(ratings, metric):
        return unknown(why)
    shared = ratings.shared()
    if len(np.unique(shared.code)) < 2:
        return unknown(ONE_CATEGORY)
    apart = distance(shared, metric)
    sizes = shared.per_item.astype(float)
    mean, n = sizes.mean(), shared.items
    correction = 1 / sizes.sum()
    shares = np.bincount(shared.code, minlength=shared.categories) / sizes.sum()
    from_all = apart.from_distribution(shares)
    expected = float(1 - shares @ from_all)
    agreeing = (sizes * (sizes - 1) - apart.within) / (mean * (sizes - 1))
    plain = float(agreeing.mean())
    observed = (1 - correction) * plain + correction
    alpha = float((observed - expected) / (1 - expected))
    uneven = (sizes - mean) / mean
    chance = np.bincount(shared.item, weights=1 - from_all[shared.code], minlength=n) / mean - expected * uneven
    own = (agreeing - observed * uneven - expected) / (1 - expected)
    uncorrected = (plain - expected) / (1 - expected)  # what the items' own values are centred on
    moved = own - 2 * (1 - uncorrected) * (chance - expected) / (1 - expected)
    return from_influence(alpha, alpha + moved - uncorrected)


def prevalence(ratings: Ratings) -> Numbers:
    """The share of each category among all ratings, averaged over items."""
    return _shares(ratings)


def corrected(ratings: Ratings, apart: Distance, expected: float, chance: Numbers) -> Estimate:
    """(agreement − expected) / (1 − expected), with each item's own agreement and `chance` in its variance."""
    if expected >= 1 - 1e-12:
        return unknown(ONE_CATEGORY)
    paired = ratings.per_item >= 2
    agreeing = np.where(paired, 1 - _disagreement(ratings, apart), 0.0)
    observed = float(agreeing.sum() / paired.sum())
    value = (observed - expected) / (1 - expected)
    own = (ratings.items / paired.sum()) * np.where(paired, agreeing - expected, 0.0) / (1 - expected)
    return from_influence(value, own - 2 * (1 - value) * (chance - expected) / (1 - expected))


def _disagreement(ratings: Ratings, apart: Distance) -> Numbers:
    """Per item, the mean distance of two of its ratings."""
    sizes = ratings.per_item
    mean: Numbers = apart.within / np.maximum(sizes * (sizes - 1), 1)
    return mean


def _shares(ratings: Ratings) -> Numbers:
    weights = 1 / ratings.per_item[ratings.item]
    return np.bincount(ratings.code, weights=weights, minlength=ratings.categories) / ratings.items


def _per_item(ratings: Ratings, values: Numbers) -> Numbers:
    """The mean over an item's ratings."""
    return np.bincount(ratings.item, weights=values, minlength=ratings.items) / ratings.per_item


def not_possible(ratings: Ratings, metric: Metric = "nominal", used: bool = True) -> str | None:
    """Why the coefficient cannot be had, or None. `used`: categories must have been used to count."""
    if ratings.enough:
        return ratings.enough
    if metric != "nominal" and ratings.values is None:
        return NO_ORDER
    if (len(np.unique(ratings.code)) if used else ratings.categories) < 2:
        return ONE_CATEGORY
    if metric == "ratio":
        assert ratings.values is not None
        if ratings.values.min() < 0:
            return "a ratio scale has no values below 0"
        if ratings.pairs is None:
            return TOO_MANY_PAIRS
        if ratings.categories > MOST_CATEGORIES:
            return f"more than {MOST_CATEGORIES:,} different scores"
    return None
