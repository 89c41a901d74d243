"""Funnel limits: how far from a target values of n cases lie by chance alone.

Limits are exact for shares, Student's t for means. Where units differ by more than chance
for reasons nobody can adjust for, `dispersion` widens what is drawn (Spiegelhalter 2005);
verdicts do not use it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]

CONFIDENCES = (0.95, 0.998)
"""Of the inner and the outer limits."""

WINSORISED = 0.1
"""Share of the units at either end whose z is pulled in to the rest, so that outliers do not widen the funnel."""


def share_limits(target: float, cases: Numbers, confidence: float, dispersion: float = 1.0) -> tuple[Numbers, Numbers]:
    """Lower and upper limits of a share by number of cases, from the exact binomial; NaN for no cases."""
    from scipy.stats import binom  # a second to load, and few need it

    n = np.where(cases > 0, np.floor(cases), np.nan)
    low, high = (binom.ppf(tail, n, target) / n for tail in ((1 - confidence) / 2, (1 + confidence) / 2))
    wider = np.sqrt(dispersion)
    return np.maximum(target + wider * (low - target), 0), np.minimum(target + wider * (high - target), 1)


def mean_limits(
    target: float, cases: Numbers, deviation: float, confidence: float, dispersion: float = 1.0
) -> tuple[Numbers, Numbers]:
    """Lower and upper limits of a mean of cases whose standard deviation is `deviation`; NaN below two cases."""
    freedom = np.where(cases >= 2, cases - 1, np.nan)
    reach = np.sqrt(dispersion) * stdtrit(freedom, (1 + confidence) / 2) * deviation / np.sqrt(freedom + 1)
    return target - reach, target + reach


def dispersion(z: Numbers) -> float:
    """Mean of z² after winsorising: about 1 where units differ by chance alone; never below 1."""
    known = np.sort(z[np.isfinite(z)])
    if not len(known):
        return 1.0
    low, high = np.quantile(known, (WINSORISED, 1 - WINSORISED))
    return max(1.0, float(np.mean(np.clip(known, low, high) ** 2)))
