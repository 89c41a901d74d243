"""Shrinkage: how much of a unit's difference from expected to believe (empirical Bayes).

The spread of true differences is estimated from all units together; a unit's own
difference is then believed in proportion to what it adds to that spread's knowledge: much
with many cases, little with few. Two families keep the answer where it can be:

- bounded (shares, scores, grades, net scores): on a scale from 0 to 1, true values around
  expected e vary with variance ρ·e(1−e), and the posterior is Beta(ñ·y + M·e, ñ(1−y) + M(1−e))
  with M = (1−ρ)/ρ. For a plain share ñ = n: the share is (k + M·e)/(n + M). A mean counts as
  the number of yes/no answers, ñ = e(1−e)/variance, that would be as uncertain.
- positive (durations): the ratio to expected, whose cube root is nearly normal even where
  times are skewed (Wilson and Hilferty 1931), with normal true differences.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betaincinv, ndtr, ndtri

Numbers = NDArray[np.float64]
Units = slice | list[int]

ALL = slice(None)
STEPS = 240
"""Sizes of the true differences that are weighed against each other."""


@dataclass(frozen=True)
class BetaLaw:
    """True values are believed to follow `least` + `width` · Beta(a, b)."""

    a: Numbers
    b: Numbers
    least: float
    width: float

    def interval(self, level: float, units: Units = ALL) -> tuple[Numbers, Numbers]:
        a, b = self.a[units], self.b[units]
        low, high = betaincinv(a, b, level / 2), 1 - betaincinv(b, a, level / 2)
        return self.least + self.width * low, self.least + self.width * high


@dataclass(frozen=True)
class CubeRootLaw:
    """The cube root of true value over `expected` is believed to be normal: 1 + N(middle, error²) / 3."""

    expected: Numbers
    middle: Numbers
    error: Numbers

    def interval(self, level: float, units: Units = ALL) -> tuple[Numbers, Numbers]:
        expected, middle, reach = self.expected[units], self.middle[units], -ndtri(level / 2) * self.error[units]
        return _back(expected, middle - reach), _back(expected, middle + reach)


@dataclass(frozen=True)
class Posterior:
    """What is believed of each unit: `value`, the probability that its true value lies above expected,
    `believed` (0 … 1, the part of the difference that is kept) and the law of its true value.

    `spread` is the estimated standard deviation of true values around expected.
    """

    value: Numbers
    above: Numbers
    p_value: Numbers
    believed: Numbers
    spread: Numbers
    law: BetaLaw | CubeRootLaw

    def interval(self, level: float, units: Units = ALL) -> tuple[Numbers, Numbers]:
        """Bounds of the true value, equally likely to be missed on either side, at confidence 1 − `level`."""
        return self.law.interval(level, units)


def true_variance(gap: Numbers, chance: Numbers, scale: Numbers, most: float) -> float:
    """x such that true differences vary with variance x·scale, found from all units; 0 … `most`.

    `gap`: differences from expected, `chance`: their variance by chance; NaN are left out.
    The mean of what is likely, all standard deviations √x being as likely beforehand (Gelman
    2006): unlike the single best estimate it is never 0 merely because there are few units.
    """
    known = np.isfinite(gap) & (chance > 0) & (scale > 0)
    squared, chance, scale = gap[known] ** 2, chance[known], scale[known]
    if not len(squared):
        return 0.0
    first = np.min(chance / scale) * 1e-4
    last = min(most, max(np.max(squared / scale), np.max(chance / scale)) * 100)
    x = np.geomspace(min(first, last * 1e-6), last, STEPS)
    log_likelihood = np.zeros(STEPS)
    for start in range(0, len(squared), 1000):  # in slices that stay in the processor's cache
        part = slice(start, start + 1000)
        total = chance[part] + np.outer(x, scale[part])
        log_likelihood -= 0.5 * np.sum(np.log(total / chance[part]) + squared[part] / total, axis=1)
    weight = np.exp(log_likelihood - log_likelihood.max()) * np.sqrt(x)
    return float(weight @ x / weight.sum())


def bounded(value: Numbers, expected: Numbers, variance: Numbers, least: float = 0.0, most: float = 1.0) -> Posterior:
    """Shrink values between `least` and `most` towards `expected`; `variance` is that of their difference."""
    width = most - least
    # an expected value at the very edge would rule out what has been seen
    e = np.clip((expected - least) / width, 1e-6, 1 - 1e-6)
    y = np.where(variance > 0, (value - least) / width, e)  # all the same everywhere: nothing to tell apart
    room = e * (1 - e)
    chance = np.clip(variance / width**2, room * 1e-9, room)
    correlation = max(true_variance(y - e, chance, room - chance, 1 - 1e-6), 1e-9)
    prior = (1 - correlation) / correlation
    cases = room / chance
    a, b = cases * y + prior * e, cases * (1 - y) + prior * (1 - e)
    believed = cases / (cases + prior)
    above, below = betaincc(a, b, e), betainc(a, b, e)
    return Posterior(
        value=least + width * (e + believed * (y - e)),
        above=above,
        p_value=np.minimum(2 * np.minimum(above, below), 1.0),
        believed=believed,
        spread=width * np.sqrt(correlation * room),
        law=BetaLaw(a, b, least, width),
    )


def positive(value: Numbers, expected: Numbers, variance: Numbers) -> Posterior:
    """Shrink means of positive, skewed quantities towards `expected`; `variance` is that of their difference."""
    known = (expected > 0) & (value >= 0)
    e = np.where(known, expected, np.nan)
    chance = np.maximum(variance / e**2, 1e-12)
    gap = 3 * (np.cbrt(value / e) - 1)
    unskewed = gap + np.minimum(chance, 1.0) / 3  # the cube root of a mean lies below the mean's cube root
    true = max(true_variance(unskewed, chance, np.ones_like(chance), 100.0), 1e-9)
    believed = true / (true + chance)
    z = np.sqrt(believed / chance) * unskewed
    law = CubeRootLaw(e, believed * unskewed, np.sqrt(believed * chance))
    p_value = 2 * ndtr(-np.abs(z))
    return Posterior(_back(e, believed * gap), ndtr(z), p_value, believed, e * np.sqrt(true), law)


def _back(expected: Numbers, gap: Numbers) -> Numbers:
    value: Numbers = expected * np.maximum(1 + gap / 3, 0) ** 3
    return value
