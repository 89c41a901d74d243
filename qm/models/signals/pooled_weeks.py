"""Weeks taken together until each stretch has enough cases: a control chart of somebody with few a week."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qm.models.signals.verdicts import FEW_CASES, Points, end_of


def stretches(points: Points, least: float = FEW_CASES) -> tuple[Points, NDArray[np.datetime64]]:
    """Consecutive points summed until each has `least` cases, and the last day of each.

    The last stretch may have fewer, and is then not `filled`; all others are. A stretch is
    complete when all its points are. Points of another kind than sums (counts) make no sense here.
    """
    groups, count = np.zeros(len(points), dtype=np.int64), 0.0
    for i in range(len(points)):
        if i and count >= least:
            groups[i:] += 1
            count = 0.0
        count += points.n[i]
    number = int(groups[-1]) + 1 if len(points) else 0
    first = np.searchsorted(groups, np.arange(number))
    last = np.searchsorted(groups, np.arange(number), side="right") - 1
    n = _summed(groups, points.n, number)
    merged = replace(
        points,
        start=points.start[first],
        n=n,
        part=_summed(groups, points.part, number),
        whole=_summed(groups, points.whole, number),
        complete=np.bincount(groups, ~points.complete, number) == 0,
        filled=n >= least,
    )
    return merged, end_of(points.start[last], points.grain)


def _summed(groups: NDArray[np.int64], values: NDArray[np.float64], number: int) -> NDArray[np.float64]:
    return np.bincount(groups, values, number).astype(float)
