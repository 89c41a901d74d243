"""Agreement over several questions at once, of any group of ratings: two raters, a round, all of them.

A question of one round, or of two raters, has too few ratings for a coefficient of its own. What
the group's pairs of ratings differ is therefore set against what chance would give on the same
questions, as estimated from all raters and rounds: groups are held against one and the same chance.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from qm.models.agreement.category_distance import Distance, Metric, distance
from qm.models.agreement.coefficients import ONE_CATEGORY, TOO_MANY_PAIRS, prevalence
from qm.models.agreement.ratings import Integers, Numbers, Ratings, numeric
from qm.models.statistics.estimate import Estimate, from_influence, unknown

NOTHING = "no item was rated by two raters"

METRIC: dict[str, Metric] = {
    "percent_agreement": "nominal",
    "cohen_kappa": "nominal",
    "fleiss_kappa": "nominal",
    "weighted_kappa": "interval",
    "ac1": "nominal",
    "ac2": "interval",
    "alpha_nominal": "nominal",
    "alpha_ordinal": "ordinal",
    "alpha_interval": "interval",
    "alpha_ratio": "ratio",
    "icc_2_1": "interval",
    "icc_2_k": "interval",
}
"""How far apart two ratings are, by coefficient."""


@dataclass(frozen=True)
class Pool:
    """One entry per two ratings of one item on one question: `item`, `left` and `right` (raters, left the smaller
    number), `apart` the distance of the ratings and `expected` what chance would give on that question.

    `share` cuts estimates at 0 instead of −1; `why` says why there is nothing to pool.
    """

    item: Integers
    left: Integers
    right: Integers
    apart: Numbers
    expected: Numbers
    share: bool = False
    why: str | None = None

    def agreement(self, chosen: ArrayLike | None = None) -> Estimate:
        """1 − Σ distance / Σ expected distance, over the chosen pairs; the interval is by item."""
        group = np.zeros(len(self.item), dtype=np.int64) if chosen is None else np.where(chosen, 0, -1)
        return self.agreements(group, 1)[0]

    def agreements(self, group: Integers, groups: int) -> list[Estimate]:
        """The agreement of each of so many groups; `group` numbers the pairs' groups from 0, −1 belongs to none."""
        kept = group >= 0
        if self.why or not kept.any():
            return [unknown(self.why or NOTHING)] * groups
        items = int(self.item.max()) + 1
        cells, code = np.unique(group[kept] * items + self.item[kept], return_inverse=True)
        apart, expected = (np.bincount(code, weights=w[kept]).astype(float) for w in (self.apart, self.expected))
        ends = np.searchsorted(cells, np.arange(groups + 1) * items)
        return [self._estimate(apart[i:j], expected[i:j]) for i, j in pairwise(ends.tolist())]

    def _estimate(self, apart: Numbers, expected: Numbers) -> Estimate:
        """Of one entry per item."""
        if not len(apart):
            return unknown(NOTHING)
        if expected.sum() < 1e-12:
            return unknown(ONE_CATEGORY)
        ratio = float(apart.sum() / expected.sum())
        influence = 1 - ratio - (apart - ratio * expected) / expected.mean()
        return from_influence(1 - ratio, influence, least=0.0 if self.share else -1.0)


def pool(
    item: ArrayLike,
    rater: ArrayLike,
    given: Numbers,
    coefficient: str,
    possible: Callable[[Numbers], ArrayLike] | None = None,
) -> Pool:
    """Put the questions of `given` (ratings × questions, NaN where there is none) together.

    `item` and `rater` are numbers from 0, one per rating. Chance is that of `coefficient`; for Cohen's
    kappa that of Fleiss' and for the intraclass correlations that of alpha, which they come close to.
    `possible` tells for a question's ratings which categories count even if nobody used them.
    """
    items, raters = np.asarray(item, dtype=np.int64), np.asarray(rater, dtype=np.int64)
    parts: list[tuple[Integers, Integers, Integers, Numbers, Numbers]] = []
    for column in given.T:
        known = np.isfinite(column)
        ratings = numeric(items, raters, column, possible=possible(column) if possible else None)
        if ratings.enough:
            continue
        pairs = ratings.pairs
        if pairs is None:
            return _nothing(TOO_MANY_PAIRS)
        which, who = np.unique(items[known]), np.unique(raters[known])
        away, chance = _distances(ratings, coefficient)
        parts.append((which[pairs.item], who[pairs.left], who[pairs.right], away, np.full(len(away), chance)))
    if not parts:
        return _nothing(NOTHING)
    item_, left, right, away, expected = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Pool(item_, left, right, away, expected, share=coefficient == "percent_agreement")


def _nothing(why: str) -> Pool:
    none = np.empty(0, dtype=np.int64)
    return Pool(none, none, none, np.empty(0), np.empty(0), why=why)


def _distances(ratings: Ratings, coefficient: str) -> tuple[Numbers, float]:
    """How far apart the ratings of each pair are, and how far chance would put them."""
    pairs, metric = ratings.pairs, METRIC[coefficient]
    assert pairs is not None
    apart = distance(ratings, metric)
    if apart.table is not None:
        away = apart.table[pairs.a, pairs.b]
    elif apart.scores is not None:
        away = (apart.scores[pairs.a] - apart.scores[pairs.b]) ** 2
    else:
        away = (pairs.a != pairs.b).astype(float)
    return away, _chance(ratings, apart, coefficient)


def _chance(ratings: Ratings, apart: Distance, coefficient: str) -> float:
    if coefficient == "percent_agreement":
        return 1.0
    if coefficient in ("ac1", "ac2"):
        q, shares = ratings.categories, prevalence(ratings)
        weight = (q * q - apart.total(q)) / (q * (q - 1)) if q > 1 else 0.0
        return float(1 - weight * (shares * (1 - shares)).sum())
    if coefficient.startswith(("alpha", "icc")):
        shared = ratings.shared()
        n = len(shared.code)
        shares = np.bincount(shared.code, minlength=shared.categories) / n
        return float(shares @ apart.from_distribution(shares) * n / (n - 1))
    shares = prevalence(ratings)
    return float(shares @ apart.from_distribution(shares))
