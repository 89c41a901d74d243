"""Intraclass correlation of scores: how much of their spread lies between items rather than raters.

Two-way random effects, absolute agreement (Shrout and Fleiss 1979; intervals McGraw and Wong
1996): what one rater's score, or the mean of k, can be trusted to say about an item.
"""

from dataclasses import dataclass

import numpy as np

from qm.models.agreement.coefficients import NO_ORDER, ONE_CATEGORY
from qm.models.agreement.ratings import Ratings
from qm.models.agreement.severity import components
from qm.models.statistics.estimate import LEVEL, Estimate, unknown
from qm.models.statistics.quantiles import fisher


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares between items and raters and what is left, for `items` × `raters` scores."""

    between_items: float
    between_raters: float
    error: float
    items: float
    raters: float


def icc(ratings: Ratings) -> tuple[Estimate, Estimate]:
    """ICC(2,1) and ICC(2,k): of one rater's score, and of the mean of k raters' scores.

    Without gaps from the analysis of variance. With gaps from variance components by restricted
    maximum likelihood, k then being the harmonic mean of ratings per item.
    """
    why = ratings.enough or (NO_ORDER if ratings.values is None else None)
    if why is None and len(np.unique(ratings.code)) < 2:
        why = ONE_CATEGORY
    if why is None and ratings.items < 2:
        why = "only one item"
    if why:
        return unknown(why), unknown(why)
    shared = ratings.shared()
    squares = mean_squares(shared)
    note = None
    if squares is None:
        squares, note = _from_components(shared), "from variance components, because of gaps"
    if squares is None:
        gone = unknown("no two raters have enough items in common")
        return gone, gone
    return _single(squares, note), _average(squares, note)


def mean_squares(ratings: Ratings) -> MeanSquares | None:
    """The analysis of variance of ratings without gaps; None with gaps, or with fewer than two items or raters."""
    n, k = ratings.items, ratings.raters
    if n < 2 or k < 2 or len(ratings.item) != n * k:
        return None
    table = ratings.matrix()
    grand = table.mean()
    items, raters = table.mean(axis=1), table.mean(axis=0)
    left = table - items[:, None] - raters + grand
    return MeanSquares(
        float(k * ((items - grand) ** 2).sum() / (n - 1)),
        float(n * ((raters - grand) ** 2).sum() / (k - 1)),
        float((left**2).sum() / ((n - 1) * (k - 1))),
        n,
        k,
    )


def _from_components(ratings: Ratings) -> MeanSquares | None:
    """The mean squares that ratings without gaps of the same components would have."""
    parts = components(ratings.item, ratings.rater, ratings.score)
    if parts is None:
        return None
    k = float(ratings.items / (1 / ratings.per_item).sum())
    n = float(len(ratings.item) / k)
    return MeanSquares(parts.error + k * parts.item, parts.error + n * parts.rater, parts.error, n, k)


def _single(m: MeanSquares, note: str | None) -> Estimate:
    n, k = m.items, m.raters
    value = _ratio(
        m.between_items - m.error, m.between_items + (k - 1) * m.error + k * (m.between_raters - m.error) / n
    )
    if value is None:
        return unknown(ONE_CATEGORY)
    low, high = _interval(m, value)
    return Estimate(value, low, high, note)


def _average(m: MeanSquares, note: str | None) -> Estimate:
    n, k = m.items, m.raters
    value = _ratio(m.between_items - m.error, m.between_items + (m.between_raters - m.error) / n)
    single = _single(m, note)
    if value is None or single.value is None:
        return unknown(ONE_CATEGORY)
    low, high = (_stepped_up(bound, k) for bound in (single.low, single.high))
    return Estimate(value, low, high, note)


def _interval(m: MeanSquares, value: float) -> tuple[float | None, float | None]:
    """McGraw and Wong's interval for ICC(2,1)."""
    n, k = m.items, m.raters
    if m.error <= 1e-12 * m.between_items:  # raters differ by a constant at most
        return None, None
    spread = m.between_raters / m.error
    a = k * value * spread + n * (1 + (k - 1) * value) - k * value
    b = (n - 1) * k**2 * value**2 * spread**2 + (n * (1 + (k - 1) * value) - k * value) ** 2
    freedom = a * a * (n - 1) * (k - 1) / b if b > 0 else (n - 1) * (k - 1)
    upper = (1 + LEVEL) / 2
    f_low = fisher(upper, n - 1, freedom)
    f_high = fisher(upper, freedom, n - 1)
    shared = k * m.between_raters + (k * n - k - n) * m.error
    low = n * (m.between_items - f_low * m.error) / (f_low * shared + n * m.between_items)
    high = n * (f_high * m.between_items - m.error) / (shared + n * f_high * m.between_items)
    return float(np.clip(low, -1, 1)), float(np.clip(high, -1, 1))


def _stepped_up(single: float | None, k: float) -> float | None:
    """Spearman and Brown: the reliability of the mean of k."""
    if single is None or 1 + (k - 1) * single <= 0:
        return None
    return k * single / (1 + (k - 1) * single)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 1e-15 else None
