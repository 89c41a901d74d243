"""Customers who come back: how many within each window, and how many would have called anyway.

Somebody who calls about once a year calls within a week of any moment now and then, whatever
happened at that moment. Contacts that are answers to earlier ones fade within days; those
by coincidence go on at the same pace for ever. Days 15 to 28 after a contact, two whole
weeks, are therefore taken to be coincidence alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

WINDOWS = 30
LATE = (15, 28)
"""The days after a contact that count as coincidence: two whole weeks, so that weekdays weigh alike."""
ENOUGH = 10
"""So many late returns at least before coincidence is estimated."""


@dataclass(frozen=True)
class Coincidence:
    """The chance that a customer makes an unrelated contact on any one day.

    `returns` late contacts were seen over `exposure` days on which customers could have made one.
    """

    returns: int
    exposure: int

    @property
    def is_known(self) -> bool:
        return self.returns >= ENOUGH

    @property
    def per_day(self) -> float:
        """NaN where too little has been seen."""
        return self.returns / self.exposure if self.is_known else float("nan")

    def within(self, days: ArrayLike) -> Numbers:
        """The chance of an unrelated contact within `days`."""
        within: Numbers = 1 - (1 - self.per_day) ** np.asarray(days, dtype=float)
        return within


def curve(known_days: ArrayLike, back_on_day: ArrayLike, contacts: ArrayLike) -> tuple[Numbers, Numbers]:
    """How many contacts came back within 1, 2 … 30 days, and how many can be judged for each.

    Any number of entries: `contacts` of which `known_days` whole days have passed since they
    ended (30 stands for 30 or more) and whose customer came back on day `back_on_day` (1 is
    within 24 hours; NaN or more than 30: not within 30). A contact is judged for a window only
    when the whole window has passed, so the judged contacts differ from window to window.
    """
    known, day, n = (np.asarray(x, dtype=float) for x in (known_days, back_on_day, contacts))
    windows = np.arange(1, WINDOWS + 1)
    complete = known[None, :] >= windows[:, None]
    back = day[None, :] <= windows[:, None]
    return (n * (complete & back)).sum(axis=1), (n * complete).sum(axis=1)


def coincidence(known_days: ArrayLike, back_on_day: ArrayLike, contacts: ArrayLike) -> Coincidence:
    """The pace of unrelated contacts, from the late days of contacts that had not come back before.

    Arguments as in `curve`. Each contact counts for those late days that have passed and that
    its customer had not come back before.
    """
    known, day, n = (np.asarray(x, dtype=float) for x in (known_days, back_on_day, contacts))
    first, last = LATE
    day = np.where(np.isnan(day), np.inf, day)
    reached = np.minimum(np.minimum(known, day), last)
    exposure = n * np.clip(reached - first + 1, 0, None)
    late = (day >= first) & (day <= last) & (day <= known)
    return Coincidence(int((n * late).sum()), int(exposure.sum()))


def net(share: ArrayLike, by_coincidence: ArrayLike) -> Numbers:
    """The share that came back for a reason: 1 − (1 − share) / (1 − coincidence), not below 0."""
    raw, chance = np.asarray(share, dtype=float), np.asarray(by_coincidence, dtype=float)
    for_a_reason: Numbers = np.clip(1 - (1 - raw) / (1 - chance), 0, None)
    return for_a_reason


def best_quarter(values: ArrayLike, cases: ArrayLike) -> float:
    """The value that the best quarter of all cases reach or undercut, lower being better; NaN without cases."""
    x, n = np.asarray(values, dtype=float), np.asarray(cases, dtype=float)
    order = np.argsort(x[n > 0], kind="stable")
    x, n = x[n > 0][order], n[n > 0][order]
    return float(x[np.searchsorted(n.cumsum(), n.sum() / 4)]) if len(x) else float("nan")


def avoided(share: float, target: float) -> float:
    """The part of all repeats that would not be there if `target` came back instead of `share`; 0 to 1.

    A repeat can be followed by a repeat: of F fresh contacts, F·r/(1 − r) repeats come, so
    fewer of them also make fewer of theirs, and the odds decide rather than the shares.
    """
    if not share > target:
        return 0.0
    return 1.0 if share >= 1 else 1 - (target / (1 - target)) / (share / (1 - share))
