"""Whether units changed beyond chance from one period to the next, when many are looked at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from qm.models.statistics.false_discovery import FALSE_SHARE, benjamini_hochberg

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Changes:
    """By unit: the change, its 95 % interval, and `sign`: +1 surely up, −1 surely down, 0 when it cannot be told."""

    change: Numbers
    low: Numbers
    high: Numbers
    sign: NDArray[np.int64]


def changes(now: Numbers, now_error: Numbers, before: Numbers, before_error: Numbers) -> Changes:
    """Changes between two independent periods; arguments are differences from expected and their standard errors.

    Holding both against what the work let expect takes out a change of its mix, and what moved
    everybody. A unit's own level is the same in both, so there is no regression to the mean to
    take off as long as nobody was chosen for either period. NaN: not known in one of them. At
    most 5 % of those with a sign have it by chance (Benjamini and Hochberg 1995).
    """
    change = now - before
    error = np.sqrt(now_error**2 + before_error**2)
    z = np.divide(change, error, out=np.full_like(change, np.nan), where=error > 0)
    p_value = 2 * ndtr(-np.abs(z))
    needed = benjamini_hochberg(p_value, FALSE_SHARE)
    reach = -ndtri(0.025) * error
    sure = np.nan_to_num(p_value, nan=1.0) <= needed
    sign = np.where(sure, np.sign(np.nan_to_num(z)), 0).astype(np.int64)
    return Changes(change, change - reach, change + reach, sign)
