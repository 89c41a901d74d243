"""Least squares for weights that must stay within limits, as a small convex problem solved exactly.

The grade is explained by b · (w · columns) with b > 0, weights w summing to 1 and low ≤ w ≤ high. With
u = b w everything is linear in u and every limit is a half-space through the origin, so the
dual is a non-negative least squares problem of the size of the questions.
"""

import numpy as np

from qm.models.statistics.clusters import Numbers

FLAT = 1e-12


def fitted(covariance: Numbers, today: Numbers, low: Numbers, high: Numbers, pull: float) -> Numbers:
    """The weights (summing to 1) that explain the grade best, pulled towards today's.

    `covariance` of the questions' columns and, last, the grade. `pull` is in units of the mean
    variance of a column; the distance from today's weights it punishes is squared. Today's
    weights come back where no weights within the limits follow the grade at all.
    """
    from scipy.optimize import nnls  # slow to load, and few need it

    p = len(today)
    own, with_grade = covariance[:p, :p], covariance[:p, p]
    scale = max(float(np.trace(own)) / p, FLAT)
    away = np.eye(p) - today[:, None]
    matrix = own + scale * (pull * away.T @ away + 1e-8 * np.eye(p))
    inverse = np.linalg.inv(np.linalg.cholesky(matrix))
    # low · sum(u) ≤ u ≤ high · sum(u)
    halves = np.vstack([np.eye(p) - low[:, None], high[:, None] - np.eye(p)])
    columns, target = inverse @ halves.T, inverse @ with_grade
    try:
        force, _ = nnls(columns, -target, maxiter=50 * p)
    except RuntimeError:  # did not settle: no better answer than today's
        return today
    u = inverse.T @ (target + columns @ force)
    total = float(u.sum())
    if total <= FLAT * max(1.0, float(np.abs(u).max())) or not np.isfinite(total):
        return today
    return within(u / total, low, high)


def within(weights: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """The weights cut to their limits, the rest shared out so that they sum to 1 again."""
    w = np.clip(weights, low, high)
    for _ in range(60):
        left = 1 - w.sum()
        if abs(left) < 1e-12:
            break
        room = high - w if left > 0 else w - low
        if room.sum() <= FLAT:
            break
        w = np.clip(w + left * room / room.sum(), low, high)
    return np.where(w < 1e-9, 0.0, w)
