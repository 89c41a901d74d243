"""Is the change between two periods real, or the variation between days?"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]

LEVEL = 0.99
"""Of the interval. Many figures stand side by side: of a hundred unchanged ones, one would be called changed."""
LEAST_FREEDOM = 5  # days beyond those that the level of each weekday takes up
LEAST_CASES = 10


@dataclass(frozen=True)
class DailySums:
    """A ratio's parts and wholes by day over one period; of a count the whole is 1 for every day of the period."""

    day: NDArray[np.datetime64]
    part: Numbers
    whole: Numbers


@dataclass(frozen=True)
class PeriodChange:
    """The change of a ratio from one period to another, with its 99 % interval, and the days of both with cases.

    `direction` is +1 or −1 where the interval excludes no change, 0 where it does not, and None with too few days to
    tell; the bounds are then NaN.
    """

    change: float
    low: float
    high: float
    days_before: int
    days: int
    direction: int | None


def period_change(before: DailySums, now: DailySums, *, scale: float = 1.0, cases: float = math.inf) -> PeriodChange:
    """The change of sum(part) / sum(whole) from one period to the next, times `scale`.

    Days are the clusters: their residuals from the period's own ratio, with what is usual for the weekday taken out,
    give the variance of each ratio, so that a day's contacts that fare alike do not count as so many cases. Student's
    t, with a degree of freedom less for each weekday and for the second period. Too few to tell: fewer than five
    degrees, or than ten `cases` in the smaller period. Source: docs/methods.md, Change between two periods.
    """
    periods = [_with_cases(before), _with_cases(now)]
    sizes = [len(period.day) for period in periods]
    if not all(sizes):
        return PeriodChange(math.nan, math.nan, math.nan, sizes[0], sizes[1], None)
    ratios = [float(period.part.sum() / period.whole.sum()) for period in periods]
    change = scale * (ratios[1] - ratios[0])
    residual = np.concatenate([p.part - ratio * p.whole for p, ratio in zip(periods, ratios, strict=True)])
    whole = np.concatenate([period.whole for period in periods])
    _, weekday = np.unique((np.concatenate([p.day for p in periods]).astype(int) + 3) % 7, return_inverse=True)
    usual = np.bincount(weekday, residual) / np.bincount(weekday, whole)
    residual = residual - usual[weekday] * whole
    freedom = sum(sizes) - len(usual) - 1
    if freedom < LEAST_FREEDOM or min(sizes) < 2 or cases < LEAST_CASES:
        return PeriodChange(change, math.nan, math.nan, sizes[0], sizes[1], None)
    size = np.repeat([period.whole.sum() for period in periods], sizes)
    variance = float(((residual / size) ** 2).sum()) * sum(sizes) / freedom
    half = scale * float(stdtrit(freedom, (1 + LEVEL) / 2)) * math.sqrt(variance)
    hairline = 1e-9 * scale * max(abs(ratio) for ratio in ratios)
    direction = 0 if abs(change) <= half + hairline else 1 if change > 0 else -1
    return PeriodChange(change, change - half, change + half, sizes[0], sizes[1], direction)


def daily_sums(day: ArrayLike, part: ArrayLike, whole: ArrayLike) -> DailySums:
    """Daily sums from anything that numpy understands."""
    return DailySums(
        np.asarray(day, dtype="datetime64[D]"), np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    )


def _with_cases(period: DailySums) -> DailySums:
    known = period.whole > 0
    return DailySums(period.day[known], period.part[known], period.whole[known])
