"""All crossings of zero of many curves at once.

A curve is known by its values on a grid; crossings are bracketed there, and a dip towards zero
between grid points is looked into. `function(points, rows)` gives the values of the curves
`rows` (indices) at `points`, a column with one point for each of them.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]
Curves = Callable[[Numbers, Indices], Numbers]

GOLDEN = (np.sqrt(5) - 1) / 2


def brackets(function: Curves, grid: Numbers, values: Numbers) -> tuple[Indices, Numbers, Numbers]:
    """Curve, lower and upper end of intervals with one crossing each.

    `grid` (curves × points, rising) with `values` at it. The ends are columns.
    """
    above = values >= 0
    row, at = np.nonzero(above[:, 1:] != above[:, :-1])
    low, high = grid[row, at], grid[row, at + 1]
    dip, left, touch, right = _dips_through_zero(function, grid, values)
    rows = np.concatenate([row, dip, dip])
    return rows, np.concatenate([low, left, touch])[:, None], np.concatenate([high, touch, right])[:, None]


def refine(function: Curves, rows: Indices, low: Numbers, high: Numbers) -> Numbers:
    """The crossings inside brackets, to the last digits (C. Ridders 1979: bracketed, and quick as Newton)."""
    if not len(rows):
        return low
    at_low, at_high = function(low, rows), function(high, rows)
    found = np.where(at_low == 0, low, high)
    for _ in range(60):
        middle = (low + high) / 2
        at_middle = function(middle, rows)
        root = np.sqrt(np.maximum(at_middle**2 - at_low * at_high, 0.0))
        step = (middle - low) * np.sign(at_low - at_high) * at_middle
        new = np.clip(middle + np.divide(step, root, out=np.zeros_like(step), where=root > 0), low, high)
        at_new = function(new, rows)
        done = (np.abs(new - found) <= 1e-14 * np.abs(new)) | (at_new == 0)
        found = new
        if done.all():
            break
        first, second = np.minimum(middle, new), np.maximum(middle, new)
        swap = middle > new
        at_first, at_second = np.where(swap, at_new, at_middle), np.where(swap, at_middle, at_new)
        up = at_low >= 0
        before, between = (at_first >= 0) != up, (at_second >= 0) != up
        low, at_low, high, at_high = (
            np.where(before, low, np.where(between, first, second)),
            np.where(before, at_low, np.where(between, at_first, at_second)),
            np.where(before, first, np.where(between, second, high)),
            np.where(before, at_first, np.where(between, at_second, at_high)),
        )
    return found


def lowest(function: Curves, rows: Indices, low: Numbers, high: Numbers, steps: int = 40) -> tuple[Numbers, Numbers]:
    """Where curves are lowest between `low` and `high`, and how low, by golden section."""
    first, second = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_first, at_second = function(first, rows), function(second, rows)
    for _ in range(steps):
        left = at_first < at_second
        low, high = np.where(left, low, first), np.where(left, second, high)
        new = np.where(left, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        at_new = function(new, rows)
        first, second = np.where(left, new, second), np.where(left, first, new)
        at_first, at_second = np.where(left, at_new, at_second), np.where(left, at_first, at_new)
    return np.where(at_first < at_second, first, second), np.minimum(at_first, at_second)


def _dips_through_zero(function: Curves, grid: Numbers, values: Numbers) -> tuple[Indices, Numbers, Numbers, Numbers]:
    """Curves that leave their side of zero between grid points and return: left, beyond, and right of there."""
    side = np.where(values >= 0, 1.0, -1.0)
    near = np.abs(values)
    same = (side[:, :-2] == side[:, 1:-1]) & (side[:, 2:] == side[:, 1:-1])
    row, at = np.nonzero(same & (near[:, 1:-1] < near[:, :-2]) & (near[:, 1:-1] <= near[:, 2:]))
    deep = _may_reach_zero(*(grid[row, at + i] for i in range(3)), *(near[row, at + i] for i in range(3)))
    row, at = row[deep], at[deep]
    if not len(row):
        return row, *(np.empty(0),) * 3
    sign, left, right = side[row, at + 1][:, None], grid[row, at], grid[row, at + 2]

    def towards_zero(points: Numbers, which: Indices) -> Numbers:
        return sign[which] * function(points, row[which])

    touch, depth = lowest(towards_zero, np.arange(len(row)), left[:, None], right[:, None])
    through = (depth < 0)[:, 0]
    return row[through], left[through], touch[through, 0], right[through]


def _may_reach_zero(x0: Numbers, x1: Numbers, x2: Numbers, y0: Numbers, y1: Numbers, y2: Numbers) -> NDArray[np.bool_]:
    """Whether a dip three times as deep as the parabola through three points would reach zero."""
    apart = (x1 > x0) & (x2 > x1)
    x1, x2 = np.where(apart, x1, x0 + 1), np.where(apart, x2, x0 + 2)
    first, second = (y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1)
    bend = np.maximum((second - first) / (x2 - x0), 1e-300)
    at = (x0 + x1) / 2 - first / (2 * bend)
    depth = y0 + first * (at - x0) + bend * (at - x0) * (at - x1)
    steep: NDArray[np.bool_] = apart & (3 * depth < 2 * y1)
    return steep
