"""How true differences are spread when most are small and a few are large (adaptive shrinkage, Stephens 2017).

A single normal would pull a real habit halfway to the mean, and chance only halfway. A
mixture of normals around 0, its weights found from everybody's differences, believes
little of small ones and nearly all of one far beyond what chance brings.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Numbers = NDArray[np.float64]

WIDTHS = 12
NULL_CASES = 10.0
"""Beforehand, as if so many more had been seen who do not differ at all: leans to caution."""

ROUNDS = 60
ENOUGH = 2000
"""So many differences tell the spread; of more, evenly spaced ones are taken."""

HALVINGS = 60

HAIRLINE = 1e-12
"""The least variance that a density is asked for."""


@dataclass(frozen=True)
class Spread:
    """True differences: a normal around 0 of each of the `deviations` with these `weights`; the first is 0."""

    weights: Numbers
    deviations: Numbers


@dataclass(frozen=True)
class Mixed:
    """By entry (rows) a mixture of normals (columns)."""

    weights: Numbers
    means: Numbers
    variances: Numbers

    @property
    def mean(self) -> Numbers:
        mean: Numbers = np.sum(self.weights * self.means, axis=1)
        return mean

    @property
    def variance(self) -> Numbers:
        variance: Numbers = np.sum(self.weights * (self.variances + self.means**2), axis=1) - self.mean**2
        return variance

    def below(self, x: Numbers) -> Numbers:
        """Probability of lying below x, entry by entry."""
        z = (x[:, None] - self.means) / np.sqrt(np.maximum(self.variances, HAIRLINE))
        probability: Numbers = np.sum(self.weights * ndtr(z), axis=1)
        return probability

    def quantile(self, probability: float) -> Numbers:
        """Where `probability` lies below."""
        reach = 12 * np.sqrt(self.variances)
        low, high = (self.means - reach).min(axis=1), (self.means + reach).max(axis=1)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            too_low = self.below(middle) < probability
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        at: Numbers = (low + high) / 2
        return at


def fit(gap: Numbers, variance: Numbers) -> Spread:
    """The spread of true differences behind observed ones with these variances by chance (EM); NaN are left out."""
    known = np.isfinite(gap) & (variance > 0)
    every = max(1, int(known.sum()) // ENOUGH)
    gap, variance = gap[known][::every], variance[known][::every]
    if not len(gap):
        return Spread(np.ones(1), np.zeros(1))
    least = float(np.sqrt(variance.min())) / 10
    most = max(2 * float(np.sqrt(np.max(gap**2))), 2 * least)
    deviations = np.concatenate([[0.0], np.geomspace(least, most, WIDTHS)])
    likely = _density(gap, variance[:, None] + deviations**2)
    prior = np.ones(len(deviations))
    prior[0] = NULL_CASES
    weights = np.full(len(deviations), 1 / len(deviations))
    for _ in range(ROUNDS):
        shares = weights * likely
        shares /= shares.sum(axis=1, keepdims=True)
        weights = shares.sum(axis=0) + prior - 1
        weights /= weights.sum()
    return Spread(weights, deviations)


def believed(spread: Spread, gap: Numbers, variance: Numbers) -> Mixed:
    """What is believed of true differences of which `gap` was observed."""
    # all alike and no chance either: nothing is left to doubt, but a density needs some width
    total = np.maximum(variance[:, None] + spread.deviations**2, HAIRLINE)
    weights = spread.weights * _density(gap, total)
    kept = spread.deviations**2 / total
    return Mixed(weights / weights.sum(axis=1, keepdims=True), kept * gap[:, None], kept * variance[:, None])


def _density(gap: Numbers, total: Numbers) -> Numbers:
    """Normal densities up to a factor per row, so that none underflows in all columns."""
    log = -0.5 * (np.log(total) + gap[:, None] ** 2 / total)
    density: Numbers = np.exp(log - log.max(axis=1, keepdims=True))
    return density
