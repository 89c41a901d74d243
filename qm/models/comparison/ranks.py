"""Ranks with their uncertainty: a place in a list is a guess, and this says how wide a one."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]

DRAWS = 400


def rank_intervals(value: Numbers, low: Numbers, high: Numbers) -> tuple[Ranks, Ranks]:
    """95 % intervals of each unit's rank, 1 being the highest; `low`, `high` are the value's 95 % interval.

    Values are drawn again and again within their uncertainty and ranked each time (Goldstein
    and Spiegelhalter 1996). The same input gives the same answer. Unknown values rank 0.
    """
    known = np.isfinite(value)
    count = int(known.sum())
    best, worst = np.zeros(len(value), dtype=np.int64), np.zeros(len(value), dtype=np.int64)
    if not count:
        return best, worst
    spread = np.nan_to_num(high - low)[known] / (2 * 1.959964)
    noise = np.random.default_rng(0).standard_normal((DRAWS, count))
    drawn = value[known] + spread * noise
    places = np.empty((DRAWS, count), dtype=np.int64)
    np.put_along_axis(places, np.argsort(-drawn, axis=1), np.arange(1, count + 1)[None, :], axis=1)
    first, last = np.quantile(places, (0.025, 0.975), axis=0, method="nearest")
    best[known], worst[known] = first.astype(np.int64), last.astype(np.int64)
    return best, worst
