"""Logistic regression of a yes or no on questions, and what each question accounts for in it."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from qm.models.statistics.clusters import Clusters, Numbers

RIDGE = 1e-4
STEPS = 50


@dataclass(frozen=True)
class Logistic:
    """`coefficients`: the intercept, then log-odds per unit of each column; `covariance` robust to clusters
    where they were given; `fitted` the chance of yes of each row."""

    coefficients: Numbers
    covariance: Numbers
    fitted: Numbers


def fit(x: Numbers, yes: Numbers, within: Clusters | None = None, weights: Numbers | None = None) -> Logistic:
    """Maximum likelihood with a ridge too small to matter unless a question separates yes from no.

    `x` rows × columns, without intercept; `yes` 0 or 1, or shares; `weights` how often each row counts.
    """
    design = np.column_stack([np.ones(len(yes)), x])
    counted = np.ones(len(yes)) if weights is None else weights
    ridge = np.full(design.shape[1], RIDGE * counted.sum())
    ridge[0] = 0.0
    mean = np.average(design, axis=0, weights=counted)
    ridge *= np.maximum(np.average((design - mean) ** 2, axis=0, weights=counted), 1e-12)
    share = np.clip(np.average(yes, weights=counted), 1e-6, 1 - 1e-6)
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(share / (1 - share))
    for _ in range(STEPS):
        chance = expit(design @ beta)
        slope = design.T @ (counted * (yes - chance)) - ridge * beta
        curve = _curvature(design, chance, counted, ridge)
        step = np.linalg.solve(curve, slope)
        step /= max(1.0, np.abs(design @ step).max() / 4)  # a jump of more than 4 in log-odds is no step
        beta = beta + step
        if np.abs(step).max() < 1e-9:
            break
    chance = expit(design @ beta)
    inverse = np.linalg.inv(_curvature(design, chance, counted, ridge))
    if within is not None:
        surprise = within.sums(design * (counted * (yes - chance))[:, None])
        inverse = inverse @ (surprise.T @ surprise) @ inverse * within.count / max(within.count - 1, 1)
    return Logistic(beta, np.asarray(inverse, dtype=float), np.asarray(chance, dtype=float))


def relative_weights(x: Numbers, yes: Numbers) -> Numbers:
    """What each column accounts for in a logistic regression (Tonidandel and LeBreton 2010).

    The columns are turned into uncorrelated ones that are closest to them, and back. They sum to
    the squared correlation of fitted chances with the answers. Constant columns get 0.
    """
    deviation = x.std(axis=0)
    varies = deviation > 1e-12
    weights = np.zeros(x.shape[1])
    if not varies.any() or yes.min() == yes.max():
        return weights
    scaled = (x[:, varies] - x[:, varies].mean(axis=0)) / deviation[varies]
    values, vectors = np.linalg.eigh(scaled.T @ scaled / len(scaled))
    roots = np.sqrt(np.maximum(values, 0))
    inverse = np.divide(1.0, roots, out=np.zeros_like(roots), where=values > 1e-9)
    model = fit(scaled @ (vectors * inverse) @ vectors.T, yes)
    beta = model.coefficients[1:]
    shared = float(np.corrcoef(model.fitted, yes)[0, 1]) ** 2
    weights[varies] = ((vectors * roots) @ vectors.T) ** 2 @ beta**2 * shared / max(float(beta @ beta), 1e-15)
    return weights


def _curvature(design: Numbers, chance: Numbers, counted: Numbers, ridge: Numbers) -> Numbers:
    spread = counted * chance * (1 - chance)
    return (design * spread[:, None]).T @ design + np.diag(ridge + 1e-12)
