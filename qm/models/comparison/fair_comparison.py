"""Units compared fairly: each with what its peers would have reached with the same cases.

Puts together expected values, shrinkage and the control of false discoveries.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qm.models.comparison import case_mix as casemix
from qm.models.comparison import funnel, shrinkage
from qm.models.comparison.case_mix import Strata, Sums
from qm.models.comparison.shrinkage import Posterior
from qm.models.statistics.false_discovery import FALSE_SHARE, benjamini_hochberg

Numbers = NDArray[np.float64]

FEWEST = 10
"""Below so many cases there is no verdict, no colour and no order."""

FEW = 30
"""Below so many cases a verdict carries a label."""

ABOVE, BELOW, ORDINARY, TOO_FEW = "above", "below", "ordinary", "too few"


@dataclass(frozen=True)
class Scale:
    """Where a metric's values can lie: from `least` to `most`, or positive without an upper end."""

    least: float = 0.0
    most: float | None = 1.0

    def reaching(self, values: Numbers) -> "Scale":
        """The same, widened where values lie outside (bonus points, grades on a longer scale)."""
        if self.most is None or not len(values):
            return self
        return Scale(min(self.least, float(np.nanmin(values))), max(self.most, float(np.nanmax(values))))


@dataclass(frozen=True)
class Comparison:
    """By unit (arrays): the value, what was expected, what to believe, and the verdict.

    `low`, `high` bound the shrunk value at confidence 1 − `level`, the level that keeps false
    discoveries at 5 % over all units looked at that have enough cases: they exclude `expected`
    exactly for those found. `low95`, `high95` are plain 95 % bounds. `variance` is that of the
    difference by chance. `dispersion` and `deviation` (of a case within its stratum) are for
    drawing funnels. NaN: no cases or no peers; a unit that is not looked at has 0 cases.
    """

    value: Numbers
    cases: Numbers
    expected: Numbers
    believed: Posterior
    variance: Numbers
    verdict: NDArray[np.str_]
    level: float
    dispersion: float
    deviation: float

    @property
    def shrunk(self) -> Numbers:
        return self.believed.value

    @cached_property
    def _bounds(self) -> tuple[Numbers, Numbers]:
        return self.believed.interval(self.level)

    @cached_property
    def _bounds95(self) -> tuple[Numbers, Numbers]:
        return self.believed.interval(0.05)

    @property
    def low(self) -> Numbers:
        return self._bounds[0]

    @property
    def high(self) -> Numbers:
        return self._bounds[1]

    @property
    def low95(self) -> Numbers:
        return self._bounds95[0]

    @property
    def high95(self) -> Numbers:
        return self._bounds95[1]

    @property
    def difference(self) -> Numbers:
        return self.value - self.expected

    @property
    def z(self) -> Numbers:
        """The difference over its standard error."""
        return casemix.divide(self.difference, np.sqrt(self.variance))

    @property
    def ratio(self) -> Numbers:
        """Observed over expected."""
        return casemix.divide(self.value, self.expected)


def compare(
    strata: Strata,
    sums: Sums,
    scale: Scale,
    looked_at: NDArray[np.bool_] | None = None,
    inflation: Numbers | None = None,
    false_share: float = FALSE_SHARE,
) -> Comparison:
    """Compare all units; `sums` has one entry per cell of `strata`, of which those `looked_at` count as the unit's.

    Units without any cell looked at still tell how much units differ, but are not judged.
    `inflation`: by unit, how much greater the variance of its value is than that of independent cases.
    """
    chosen = np.ones(strata.units, dtype=bool)
    if looked_at is not None:
        chosen = np.bincount(strata.unit, looked_at, strata.units) > 0
        looked_at = looked_at | ~chosen[strata.unit]
    own = sums if looked_at is None else _only(sums, looked_at)
    unit = own.grouped(strata.unit, strata.units)
    value = unit.rate
    expected = casemix.expected(strata, sums, looked_at)
    variance = expected.variance * (1.0 if inflation is None else inflation) + expected.uncertainty
    if scale.most is None:
        believed = shrinkage.positive(value, expected.value, variance)
    else:
        wide = scale.reaching(value[np.isfinite(value)])
        assert wide.most is not None
        believed = shrinkage.bounded(value, expected.value, variance, wide.least, wide.most)
    cases = np.where(chosen, unit.cases, 0.0)
    judged = (cases >= FEWEST) & np.isfinite(believed.p_value)
    level = benjamini_hochberg(np.where(judged, believed.p_value, np.nan), false_share)
    found = judged & (np.nan_to_num(believed.p_value, nan=1.0) <= level)
    verdict = np.where(found, np.where(believed.above > 0.5, ABOVE, BELOW), ORDINARY)
    z = casemix.divide(value - expected.value, np.sqrt(variance))
    return Comparison(
        value,
        cases,
        expected.value,
        believed,
        variance,
        np.where(cases < FEWEST, TOO_FEW, verdict),
        level,
        funnel.dispersion(z[unit.cases >= FEWEST]),
        expected.deviation,
    )


def _only(sums: Sums, entries: NDArray[np.bool_]) -> Sums:
    def kept(values: Numbers) -> Numbers:
        return np.where(entries, values, 0.0)

    a, b, c = sums.squares
    return Sums(kept(sums.part), kept(sums.whole), kept(sums.cases), (kept(a), kept(b), kept(c)))
