"""Weights moved by hand: what one gains the others give, so that together they stay at 100 points."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import ArrayLike

from qm.models.statistics.clusters import Numbers

TOTAL = 100.0
TENTHS = 10


def moved(
    points: ArrayLike, place: int, wanted: float, *, locked: Collection[int] = (), floors: Sequence[float] | None = None
) -> Numbers:
    """`points` (summing to 100) with that at `place` as near to `wanted` as the others let it come.

    The others make room in proportion to what they have; locked ones stay, none falls below its
    floor. Given in tenths of a point, locked ones as they are.
    """
    given = np.asarray(points, dtype=float)
    least = np.zeros(len(given)) if floors is None else np.asarray(floors, dtype=float)
    free = np.array([j != place and j not in locked for j in range(len(given))])
    kept = np.zeros(len(given), dtype=bool)
    kept[[j for j in locked if j != place]] = True
    left = TOTAL - given[kept].sum()
    if not free.any():
        return np.where(np.arange(len(given)) == place, left, given)
    own = float(np.clip(wanted, min(least[place], left), max(left - least[free].sum(), 0.0)))
    weights = given.copy()
    weights[place] = own
    weights[free] = shared_out(left - own, given[free], least[free])
    keep = kept.copy()
    keep[place] = True
    weights[place] = round(own * TENTHS) / TENTHS
    return in_tenths(weights, keep)


def shared_out(total: float, parts: ArrayLike, least: ArrayLike) -> Numbers:
    """`total` in proportion to `parts` (equally where all are 0), none below its `least`."""
    wanted, floor = np.asarray(parts, dtype=float), np.asarray(least, dtype=float)
    if wanted.sum() <= 1e-9:
        wanted = np.ones(len(wanted))
    fixed = np.zeros(len(wanted), dtype=bool)
    weights = floor.copy()
    for _ in range(len(wanted)):
        rest = total - floor[fixed].sum()
        share = wanted[~fixed].sum()
        weights = np.where(fixed, floor, rest * wanted / share if share > 1e-12 else rest / max((~fixed).sum(), 1))
        below = ~fixed & (weights < floor - 1e-12)
        if not below.any():
            break
        fixed |= below
    return weights


def in_tenths(points: ArrayLike, keep: ArrayLike | None = None) -> Numbers:
    """Points in tenths that sum to 100, by largest remainder; those to `keep` stay as they are."""
    given = np.asarray(points, dtype=float)
    kept = np.zeros(len(given), dtype=bool) if keep is None else np.asarray(keep, dtype=bool)
    if kept.all():
        return given
    free = np.flatnonzero(~kept)
    left = (TOTAL - given[kept].sum()) * TENTHS
    whole = np.floor(given[free] * TENTHS + 1e-6)
    short = int(np.floor(left - whole.sum() + 1e-6))
    order = np.argsort(-(given[free] * TENTHS - whole), kind="stable")
    for i in range(max(short, 0)):
        whole[order[i % len(free)]] += 1
    weights = given.copy()
    weights[free] = whole / TENTHS
    # locked weights need not be in tenths: the largest of the others takes what is left
    largest = free[int(np.argmax(weights[free]))]
    weights[largest] = max(TOTAL - np.delete(weights, largest).sum(), 0.0)
    weights[largest] = round(float(weights[largest]), 9)
    return weights


def equal(points: ArrayLike, *, locked: Collection[int] = (), floors: Sequence[float] | None = None) -> Numbers:
    """The same weight for every question that is not locked, floors kept."""
    given = np.asarray(points, dtype=float)
    least = np.zeros(len(given)) if floors is None else np.asarray(floors, dtype=float)
    free = np.array([j not in locked for j in range(len(given))], dtype=bool)
    if not free.any():
        return given
    found = given.copy()
    found[free] = shared_out(TOTAL - given[~free].sum(), np.ones(int(free.sum())), least[free])
    return in_tenths(found, ~free)
