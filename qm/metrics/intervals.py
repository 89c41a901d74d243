"""95 % intervals around metrics, vectorised. Bounds that cannot be had are NaN."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrik, betainc, stdtrit

Z = 1.959963984540054
Numbers = NDArray[np.float64]


def divide(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, NaN where there is nothing to divide by."""
    ratio: Numbers = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole != 0)
    return ratio


def wilson(successes: Numbers, cases: Numbers) -> tuple[Numbers, Numbers]:
    """Wilson's interval for a share (E. B. Wilson 1927)."""
    share = divide(successes, cases)
    per_case = divide(np.full(len(cases), Z * Z), cases)
    middle = (share + per_case / 2) / (1 + per_case)
    # a share a hair outside 0..1 can only be rounding of sums
    spread = np.sqrt(np.clip(share * (1 - share), 0, None) * per_case + per_case * per_case / 4) / (1 + per_case)
    return np.clip(middle - spread, 0, 1), np.clip(middle + spread, 0, 1)


def ratio_of_sums(
    part: Numbers, whole: Numbers, squares: tuple[Numbers, Numbers, Numbers], cases: Numbers
) -> tuple[Numbers, Numbers]:
    """Interval for Σ part / Σ whole over independent cases, linearised, with Student's t.

    `squares` are Σ part², Σ part·whole and Σ whole². With whole = 1 for every case this is
    the ordinary interval for a mean. (Cochran, Sampling Techniques, 6.)
    """
    value = divide(part, whole)
    part_squared, product, whole_squared = squares
    residuals = np.clip(part_squared - 2 * value * product + value * value * whole_squared, 0, None)
    enough = cases >= 2
    freedom = np.where(enough, cases - 1, np.nan)
    error = np.sqrt(residuals * cases / freedom) / np.abs(np.where(whole != 0, whole, np.nan))
    spread = np.where(enough, stdtrit(freedom, 0.975), np.nan) * error
    return value - spread, value + spread


def net_share(favour: Numbers, against: Numbers, cases: Numbers) -> tuple[Numbers, Numbers]:
    """Normal interval for a difference of two shares of the same cases, as in the net promoter score."""
    p, d = divide(favour, cases), divide(against, cases)
    variance = np.clip(p + d - (p - d) ** 2, 0, None)
    spread = np.where(cases >= 2, Z * np.sqrt(divide(variance, cases)), np.nan)
    return np.clip(p - d - spread, -1, 1), np.clip(p - d + spread, -1, 1)


def quantile_ranks(cases: Numbers, share: float) -> tuple[Numbers, Numbers]:
    """The ranks (from 1) of the values between which the quantile `share` of independent cases lies, at least 95 %.

    Of n values in order, the one at rank l lies above the quantile with a chance of at most 2.5 %, and so does the one
    at rank u below it: both follow from the binomial distribution alone, whatever the values are distributed like
    (Hahn and Meeker, Statistical Intervals, 5.2). NaN where n is too small for such a rank.
    """
    n = np.asarray(cases, dtype=float)
    low, high = _binomial_quantile(0.025, n, share), _binomial_quantile(0.975, n, share) + 1
    return np.where(low >= 1, low, np.nan), np.where(high <= n, high, np.nan)


def _binomial_quantile(chance: float, n: Numbers, share: float) -> Numbers:
    """The least k that `chance` of binomial numbers of successes do not exceed; scipy.stats is slow to load."""
    k = np.ceil(bdtrik(chance, n, share))
    one_less = np.maximum(k - 1, 0)
    # up to k - 1 successes have the chance I(n - k + 1, k) at 1 - share, the incomplete beta function
    found: Numbers = np.where(
        (k > 0) & (betainc(np.maximum(n - one_less, 0.5), one_less + 1, 1 - share) >= chance), one_less, k
    )
    return np.where(n > 0, found, 0)
