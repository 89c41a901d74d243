"""Which of many groups differ from the whole by more than chance would explain."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri


def beyond_chance(
    value: ArrayLike, low: ArrayLike, high: ArrayLike, whole: float, share: float = 0.05
) -> NDArray[np.int8]:
    """+1 for groups surely above `whole`, -1 surely below, 0 for the others.

    `value`, `low` and `high` are the groups' figures and their 95 % intervals, NaN without
    one. Of twenty groups one lies outside its own interval by chance; the intervals are
    therefore widened until all groups together have the chance `share` of a false call
    (Bonferroni).
    """
    figures, lows, highs = (np.asarray(x, dtype=float) for x in (value, low, high))
    groups = int(np.isfinite(lows).sum())
    if not groups:
        return np.zeros(len(figures), dtype=np.int8)
    wider = ndtri(1 - share / 2 / groups) / ndtri(0.975)
    above = figures - (figures - lows) * wider > whole
    below = figures + (highs - figures) * wider < whole
    side: NDArray[np.int8] = above.astype(np.int8) - below.astype(np.int8)
    return side
