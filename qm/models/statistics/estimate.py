"""An estimate that says how sure it is, or why there is none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.models.statistics.quantiles import student

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval. What could not be computed is None and `why` says so;
    beside a value, `why` says how it is to be read."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None


def unknown(why: str) -> Estimate:
    """No value, and the reason why it cannot be had."""
    return Estimate(None, why=why)


def from_influence(
    value: float, influence: NDArray[np.float64], least: float = -1.0, most: float = 1.0, why: str | None = None
) -> Estimate:
    """An estimate whose variance is that of the mean of `influence`: one value per item, on the estimate's scale
    and centred on it. Student's t with items − 1 degrees, cut to `least` … `most`."""
    n = len(influence)
    if n < 2:
        return Estimate(value, why=why or "one item gives no interval")
    error = float(np.sqrt(((influence - value) ** 2).sum() / (n * (n - 1))))
    if error < 1e-12:
        return Estimate(value, why=why or "every item says the same, so nothing shows how far chance could move it")
    half = student((1 + LEVEL) / 2, n - 1) * error
    return Estimate(value, max(least, value - half), min(most, value + half), why)
