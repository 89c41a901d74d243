"""What would be expected of each unit (agent, team …), had its peers done the same cases.

Strata are nested, coarse to fine: channel, then reason within it, then hour band. A unit's
expected value is the mean of its peers' rates in its strata, weighted with its own cases.
Peers are all the other units: nobody is compared with themselves, which matters where a
unit does most of its kind of work. A thin stratum borrows from the coarser one around it;
how much is found from the data: strata that differ no more than chance would make them
are not told apart at all. Chosen over a regression because every expected value can be
traced to rates that a manager can look up, and mixes need not combine additively.

Rates are ratios of sums, so one reckoning serves shares, means and scores alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

PRIOR_CASES = 10.0
"""A stratum's variance counts as if so many cases of the coarser stratum were among its own."""


@dataclass(frozen=True)
class Sums:
    """Cases added up, entry by entry: Σ part and Σ whole make the rate, `cases` is n.

    `squares` are Σ part², Σ part·whole, Σ whole²; for a share they are part, part, whole.
    """

    part: Numbers
    whole: Numbers
    cases: Numbers
    squares: tuple[Numbers, Numbers, Numbers]

    def grouped(self, group: Codes, size: int) -> "Sums":
        """The same added up by group."""

        part, whole, cases, *squares = (
            add_up(group, values, size) for values in (self.part, self.whole, self.cases, *self.squares)
        )
        return Sums(part, whole, cases, (squares[0], squares[1], squares[2]))

    @property
    def rate(self) -> Numbers:
        return divide(self.part, self.whole)

    @property
    def residual(self) -> Numbers:
        """Σ (part − rate · whole)² over the cases of each entry."""
        rate = np.nan_to_num(self.rate)
        a, b, c = self.squares
        return np.maximum(a - 2 * rate * b + rate * rate * c, 0.0)


@dataclass(frozen=True)
class Level:
    """One depth of stratification: of each cell its stratum and its entry (unit × stratum)."""

    stratum: Codes
    parent: Codes
    entry: Codes
    entry_unit: Codes
    entry_stratum: Codes

    @property
    def strata(self) -> int:
        return len(self.parent)

    @property
    def entries(self) -> int:
        return len(self.entry_unit)


@dataclass(frozen=True)
class Strata:
    """How cells (unit × finest stratum) nest: levels from all cases together down to the finest."""

    unit: Codes
    units: int
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Expected:
    """By unit: what its peers would have reached, and the variances of value and expectation.

    `variance` is that of the unit's own value by chance alone, `uncertainty` that of the
    expected value. NaN where there are no peers or no cases. `deviation` is the standard
    deviation of a case within its stratum.
    """

    value: Numbers
    variance: Numbers
    uncertainty: Numbers
    deviation: float


def divide(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, NaN where there is nothing to divide by."""
    ratio: Numbers = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole != 0)
    return ratio


def add_up(group: Codes, values: Numbers, size: int) -> Numbers:
    """Values added up by group 0 … size − 1."""
    return np.asarray(np.bincount(group, values, size), dtype=float)


def nest(unit: Codes, units: int, splits: Sequence[Codes]) -> Strata:
    """Strata of cells: `unit` 0 … `units` − 1 of each cell, and its codes (from 0) in each split, coarse to fine."""
    stratum = np.zeros(len(unit), dtype=np.int64)
    levels = [_level(unit, stratum, np.zeros(1, dtype=np.int64))]
    for split in splits:
        width = int(split.max(initial=0)) + 1
        pairs, finer = np.unique(stratum * width + split, return_inverse=True)
        levels.append(_level(unit, finer, pairs // width))
        stratum = finer
    return Strata(unit, units, tuple(levels))


def _level(unit: Codes, stratum: Codes, parent: Codes) -> Level:
    pairs, entry = np.unique(unit * len(parent) + stratum, return_inverse=True)
    return Level(stratum, parent, entry, pairs // len(parent), pairs % len(parent))


def expected(strata: Strata, sums: Sums, looked_at: NDArray[np.bool_] | None = None) -> Expected:
    """Expected values of all units from `sums`, one entry per cell.

    `looked_at`: cells whose mix and value count for the unit; the others still tell what
    peers do. All cells, unless told.
    """
    own = sums.whole if looked_at is None else np.where(looked_at, sums.whole, 0.0)
    whole = add_up(strata.unit, own, strata.units)
    weight = np.nan_to_num(divide(own, whole[strata.unit]))
    totals = [sums.grouped(level.stratum, level.strata) for level in strata.levels]
    variances = _variances(strata, totals)
    value, uncertainty = np.zeros(strata.units), np.zeros(strata.units)
    finest = variances[-1][strata.levels[-1].stratum]
    variance = divide(add_up(strata.unit, weight * finest, strata.units), whole)
    for depth in range(len(strata.levels) - 1, -1, -1):
        level, total = strata.levels[depth], totals[depth]
        theirs = _others(level, total, sums)
        prior = _prior_cases(level, total, totals[depth - 1], variances[depth]) if depth else 0.0
        trust = np.nan_to_num(divide(theirs.whole, theirs.whole + prior))
        taken = add_up(level.entry, weight, level.entries) * trust
        value += add_up(level.entry_unit, taken * np.nan_to_num(theirs.rate), strata.units)
        error = np.nan_to_num(divide(variances[depth][level.entry_stratum], theirs.whole))
        uncertainty += add_up(level.entry_unit, taken * taken * error, strata.units)
        weight = weight * (1 - trust)[level.entry]
    alone = add_up(strata.unit, weight, strata.units) > 1e-9  # mix that no peer says anything about
    nothing = np.where(alone | (whole <= 0), np.nan, 0.0)
    return Expected(value + nothing, variance + nothing, uncertainty + nothing, _deviation(totals[-1]))


def _deviation(finest: Sums) -> float:
    cases, whole = float(finest.cases.sum()), float(finest.whole.sum())
    return float(np.sqrt(finest.residual.sum() * cases)) / whole if whole else np.nan


def _others(level: Level, total: Sums, sums: Sums) -> Sums:
    """By entry: what all the other units have in its stratum."""
    own = sums.grouped(level.entry, level.entries)
    left = total.whole[level.entry_stratum] - own.whole
    nobody = left <= 1e-9 * total.whole[level.entry_stratum]
    part = np.where(nobody, 0.0, total.part[level.entry_stratum] - own.part)
    return Sums(part, np.where(nobody, 0.0, left), own.cases, own.squares)


def _variances(strata: Strata, totals: list[Sums]) -> list[Numbers]:
    """Variance per whole in each stratum, level by level; thin ones lean on the coarser stratum."""
    per_case = float(np.nan_to_num(divide(totals[0].whole, totals[0].cases))[0])
    found = [np.nan_to_num(divide(totals[0].residual, totals[0].whole))]
    for level, total in zip(strata.levels[1:], totals[1:], strict=True):
        lent = PRIOR_CASES * per_case
        found.append(np.nan_to_num(divide(total.residual + lent * found[-1][level.parent], total.whole + lent)))
    return found


def _prior_cases(level: Level, total: Sums, coarser: Sums, variance: Numbers) -> float:
    """How many whole a stratum's own rate must outweigh: chance variance over true variance between strata.

    Moments, as in DerSimonian and Laird (1986); infinite where strata differ no more than by chance.
    """
    known = (total.whole > 0) & (variance > 0)
    if not known.any():
        return np.inf
    weight = np.where(known, divide(total.whole, np.where(known, variance, np.nan)), 0.0)
    gap = np.nan_to_num(total.rate - coarser.rate[level.parent])
    by_parent = add_up(level.parent, weight, len(coarser.whole))
    lost = np.nan_to_num(divide(add_up(level.parent, weight * weight, len(coarser.whole)), by_parent))
    freedom = known.sum() - (by_parent > 0).sum()
    between = (float(weight @ (gap * gap)) - freedom) / max(float(by_parent.sum() - lost.sum()), 1e-300)
    typical = float(total.residual.sum() / total.whole.sum())
    return typical / between if freedom > 0 and between > 0 else np.inf
