"""What moved a number: its change between two periods, split over groups.

A ratio moves because groups do better or worse (rate) or because there is more of some
groups and less of others (mix). Kitagawa's split (1955) is exact: the parts add up to the
change. Counts have no mix; their change is simply the groups' changes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """A ratio's change, group by group; `rate` and `mix` add up to `after - before`.

    `rates_before` and `rates_after` are the groups' own ratios (NaN where a group has no
    cases), `weights_…` their shares of all cases.
    """

    before: float
    after: float
    rate: Numbers
    mix: Numbers
    rates_before: Numbers
    rates_after: Numbers
    weights_before: Numbers
    weights_after: Numbers

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def total(self) -> Numbers:
        """Each group's part of the change, rate and mix together."""
        return self.rate + self.mix


def split_ratio(
    part_before: ArrayLike, whole_before: ArrayLike, part_after: ArrayLike, whole_after: ArrayLike
) -> Split | None:
    """Split the change of sum(part) / sum(whole) into rate and mix effects by group.

    One number per group in each argument, the same groups in the same order; a group that
    appears or vanishes has whole 0 on one side, and its effect counts as mix, for it has no
    rate to compare. Mix is measured against the average of both periods: more of a group
    that lies above it lifts the ratio. None when either period has no cases at all.
    """
    a0, b0, a1, b1 = (np.asarray(x, dtype=float) for x in (part_before, whole_before, part_after, whole_after))
    if not b0.sum() or not b1.sum():
        return None
    before, after = float(a0.sum() / b0.sum()), float(a1.sum() / b1.sum())
    w0, w1 = b0 / b0.sum(), b1 / b1.sum()
    own0, own1 = _ratios(a0, b0), _ratios(a1, b1)
    r0 = np.where(np.isnan(own0), own1, own0)
    r1 = np.where(np.isnan(own1), own0, own1)
    absent = np.isnan(r0)
    r0, r1 = np.where(absent, 0, r0), np.where(absent, 0, r1)
    rate = (r1 - r0) * (w0 + w1) / 2
    mix = (w1 - w0) * ((r0 + r1) / 2 - (before + after) / 2)
    return Split(before, after, rate, mix, own0, own1, w0, w1)


def split_count(before: ArrayLike, after: ArrayLike) -> Numbers:
    """Each group's part of a count's change."""
    change: Numbers = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    return change


def _ratios(part: Numbers, whole: Numbers) -> Numbers:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
