"""Relative importance: how much of the variance that questions explain together each one accounts for.

LMG (Lindeman, Merenda and Gold 1980; the Shapley value of R²): a question's gain in R², averaged over
all orders in which questions can be added. Exact to fifteen questions by one pass of elimination
over all subsets, sampled beyond. Johnson's relative weights (2000) are the check.
All take covariances of the questions and, last, the outcome.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import comb

Numbers = NDArray[np.float64]

EXACT = 15
"""So many questions are worked out over all their 2^p subsets."""

ORDERS = 600
NOTHING_LEFT = 1e-9
"""A question whose variance beyond the others is below this share of its own adds nothing."""


def explained(covariance: Numbers) -> float:
    """R² of all questions together."""
    scaled = _correlations(covariance)
    return float(_subsets(scaled)[-1]) if len(scaled) <= 6 else float(_along(scaled[None], 1)[0].sum())


def lmg(covariance: Numbers) -> Numbers:
    """The importance of each question, exactly; they sum to R². Up to `EXACT` questions."""
    p = len(covariance) - 1
    assert p <= EXACT
    return _gains(p) @ _subsets(_correlations(covariance))


def lmg_sampled(covariance: Numbers, orders: int = ORDERS, seed: int = 1) -> tuple[Numbers, Numbers]:
    """The importance of each question over random orders, each also taken backwards, and its standard error."""
    scaled = _correlations(covariance)
    p = len(scaled) - 1
    rng = np.random.default_rng(seed)
    half = rng.permuted(np.tile(np.arange(p), (max(orders // 2, 2), 1)), axis=1)
    both = []
    for chosen in (half, half[:, ::-1]):
        order = np.column_stack([chosen, np.full(len(chosen), p)])
        gains = _along(scaled[order[:, :, None], order[:, None, :]], len(chosen))
        found = np.empty_like(gains)
        np.put_along_axis(found, chosen, gains, axis=1)
        both.append(found)
    pairs = (both[0] + both[1]) / 2
    return pairs.mean(axis=0), pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))


def importance(covariance: Numbers, orders: int = ORDERS) -> Numbers:
    """LMG: exact where there are few enough questions, else sampled."""
    return lmg(covariance) if len(covariance) - 1 <= EXACT else lmg_sampled(covariance, orders)[0]


def johnson(covariance: Numbers) -> Numbers:
    """Johnson's relative weights; questions that repeat each other share theirs."""
    scaled = _correlations(covariance)
    roots, loadings = _root(scaled[:-1, :-1])
    slopes = np.divide(1.0, roots, out=np.zeros_like(roots), where=roots > NOTHING_LEFT)
    beta = loadings @ (slopes * (loadings.T @ scaled[:-1, -1]))
    return ((loadings * roots) @ loadings.T) ** 2 @ beta**2


def standardised(covariance: Numbers) -> Numbers:
    """The coefficients of the standardised questions; least-norm ones where questions repeat each other."""
    scaled = _correlations(covariance)
    return np.linalg.pinv(scaled[:-1, :-1], rcond=NOTHING_LEFT, hermitian=True) @ scaled[:-1, -1]


def _correlations(covariance: Numbers) -> Numbers:
    """Correlations; a constant has none, not even with itself."""
    deviation = np.sqrt(np.maximum(np.diag(covariance), 0))
    inverse = np.divide(1.0, deviation, out=np.zeros_like(deviation), where=deviation > 1e-12)
    return covariance * inverse[:, None] * inverse


def _root(correlations: Numbers) -> tuple[Numbers, Numbers]:
    """Singular values and vectors of the symmetric root of the correlations."""
    values, vectors = np.linalg.eigh(correlations)
    return np.sqrt(np.maximum(values, 0)), vectors


def _subsets(scaled: Numbers) -> Numbers:
    """R² of every subset of questions; bit p − 1 − j of the index says whether question j is in.

    One question after the other is swept out: half of the tables go on without it, half with what
    it leaves of the others. The tables shrink as their number doubles, so 2^15 take milliseconds.
    """
    tables = scaled[None]
    for _ in range(len(scaled) - 1):
        pivot = tables[:, 0, 0]
        inverse = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > NOTHING_LEFT)
        column = tables[:, 1:, 0]
        rest = tables[:, 1:, 1:]
        both = np.empty((len(tables), 2, *rest.shape[1:]))
        both[:, 0] = rest
        np.multiply(column[:, :, None], (column * inverse[:, None])[:, None, :], out=both[:, 1])
        np.subtract(rest, both[:, 1], out=both[:, 1])
        tables = both.reshape(-1, *rest.shape[1:])
    gained: Numbers = scaled[-1, -1] - tables[:, 0, 0]
    return gained


@cache
def _gains(p: int) -> Numbers:
    """The matrix (p × 2^p) that turns R² of all subsets into importances."""
    subsets = np.arange(2**p)
    inside = (subsets >> np.arange(p - 1, -1, -1)[:, None]) & 1
    size = inside.sum(axis=0)
    joined = 1 / (p * comb(p - 1, np.maximum(size - 1, 0)))
    not_yet = np.where(size < p, 1 / (p * comb(p - 1, np.minimum(size, p - 1))), 0.0)
    return np.where(inside == 1, joined, -not_yet)


def _along(tables: Numbers, orders: int) -> Numbers:
    """The gain in R² of each question in turn (orders × questions), the tables being in their order."""
    p = tables.shape[1] - 1
    tables = np.array(np.broadcast_to(tables, (orders, p + 1, p + 1)))
    gains = np.zeros((orders, p))
    for j in range(p):
        pivot = tables[:, 0, 0]
        inverse = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > NOTHING_LEFT)
        column = tables[:, 1:, 0]
        gains[:, j] = column[:, -1] ** 2 * inverse
        tables = tables[:, 1:, 1:] - column[:, :, None] * (column * inverse[:, None])[:, None, :]
    return gains
