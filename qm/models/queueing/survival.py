"""Times that are known only to be longer than something: patience cut short by an answer, redials not yet made.

Kaplan and Meier's curve with Greenwood's error. The mean wait of those who hang up is not
patience (45 s where it is 180 s, in one simulation): those who were answered would have waited longer.
Source: docs/methods.md, Fitting to a centre's data.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.queueing.general_patience import PatienceCurve

Numbers = NDArray[np.float64]

Z = 1.959963984540054


@dataclass(frozen=True)
class Survival:
    """A falling step curve: `share` is left from `seconds` on (one entry per moment at which something ended), with
    its 95 % interval; `at_risk` were left just before. `n` cases, `ended` of them seen to end, `longest` seen."""

    seconds: Numbers
    share: Numbers
    low: Numbers
    high: Numbers
    at_risk: Numbers
    n: int
    ended: int
    longest: float

    def left(self, seconds: ArrayLike) -> Numbers:
        """The share left after `seconds`; 1 before the first end."""
        return np.concatenate([[1.0], self.share])[np.searchsorted(self.seconds, seconds, side="right")]

    def median(self) -> float:
        """Seconds after which half are left or fewer; NaN where more than half outlast what was seen."""
        below = np.flatnonzero(self.share <= 0.5)
        return float(self.seconds[below[0]]) if len(below) else float("nan")

    def mean_until(self, seconds: float) -> float:
        """The mean of times cut off at `seconds`: the area under the curve."""
        ends = np.concatenate([self.seconds[self.seconds < seconds], [seconds]])
        starts = np.concatenate([[0.0], ends[:-1]])
        return float(self.left(starts) @ (ends - starts))

    def as_patience(self, steps: int = 400) -> PatienceCurve:
        """For `patience.curve_queue`: at most `steps` steps, and beyond what was seen an exponential tail.

        The tail has the pace at which the last tenth of those seen to give up did so.
        """
        if not self.ended:
            return PatienceCurve(np.array([0.0]), np.array([1.0]), 1e9)
        keep = np.unique(np.linspace(0, len(self.seconds) - 1, min(steps, len(self.seconds))).astype(int))
        starts, shares = np.concatenate([[0.0], self.seconds[keep]]), np.concatenate([[1.0], self.share[keep]])
        from_there = float(self.seconds[int(0.9 * (len(self.seconds) - 1))])
        shrunk = float(self.left(from_there)) / max(float(self.share[-1]), 1e-12)
        span = float(self.seconds[-1]) - from_there
        tail = span / np.log(shrunk) if shrunk > 1 and span > 0 else float(self.seconds[-1])
        return PatienceCurve(starts, shares, tail if self.share[-1] > 1e-9 else 0.0)


def kaplan_meier(seconds: ArrayLike, ended: ArrayLike, from_seconds: float = 0.0) -> Survival:
    """The curve of times of which only some were seen to end, one entry per case; `ended` yes or no.

    Cases over by `from_seconds` are left out, as hanging up within some seconds is a misdial; the curve is
    that of the others. The interval is Greenwood's on the scale of ln(-ln), which stays within 0 and 1.
    """
    t, e = np.asarray(seconds, dtype=float), np.asarray(ended, dtype=bool)
    known = ~np.isnan(t) & (t > from_seconds)
    t, e = t[known], e[known]
    order = np.argsort(t, kind="stable")
    t, e = t[order], e[order]
    moments = np.unique(t[e])
    at_risk = len(t) - np.searchsorted(t, moments, side="left")
    deaths = np.searchsorted(t[e], moments, side="right") - np.searchsorted(t[e], moments, side="left")
    share = np.asarray(np.cumprod(1 - deaths / at_risk), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(deaths / (at_risk * (at_risk - deaths)))
        spread = Z * np.sqrt(variance) / np.abs(np.log(share))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    gone = share <= 0
    low, high = np.where(gone, 0.0, low), np.where(gone, np.nan, high)
    return Survival(
        moments, share, low, high, at_risk.astype(float), len(t), int(e.sum()), float(t[-1]) if len(t) else float("nan")
    )
