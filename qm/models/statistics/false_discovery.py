"""Looking at many at once: how sure each must be, so that few of those pointed at are there by luck."""

import numpy as np
from numpy.typing import NDArray

FALSE_SHARE = 0.05
"""At most this share of those pointed at, on average, may be there by chance alone."""


def benjamini_hochberg(p_values: NDArray[np.float64], false_share: float = FALSE_SHARE) -> float:
    """The two-sided level that each of `p_values` must reach; NaN ones were not looked at.

    Benjamini and Hochberg (1995): those with p ≤ level are found. Intervals at confidence
    1 − level around all of them are then right for the found ones as well (Benjamini and
    Yekutieli 2005), and exclude "no difference" exactly for these. Nothing looked at: the
    level is `false_share`.
    """
    sorted_p = np.sort(p_values[~np.isnan(p_values)])
    count = len(sorted_p)
    if not count:
        return false_share
    reached = np.flatnonzero(sorted_p <= false_share * np.arange(1, count + 1) / count)
    found = int(reached[-1]) + 1 if len(reached) else 1
    return false_share * found / count
