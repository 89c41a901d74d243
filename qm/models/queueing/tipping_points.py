"""Where a centre tips: the fresh volume above which only the busy state is left, and the way back.

Read backwards (`feedback`), fresh contacts are a curve over the load. Where waits bring so many
customers back that this curve falls, the same volume and the same people have two outcomes. Its peak
is the upper fold: above, the calm state is gone. The valley behind it is the lower fold: the
volume has to sink below it before a centre that has tipped recovers by itself.

Large centres tip more readily than small ones, whose chance keeps them off the edge. A spiral index
(`Scenario.spiral_index`) above 1 is necessary, not sufficient. Source: docs/methods.md, Tipping points.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.feedback import HEAVIEST, flow, load_grid
from qm.models.queueing.scenario import Scenario
from qm.models.statistics.root_finding import lowest

Numbers = NDArray[np.float64]

LIGHTEST, HEAVY = 0.01, 1e4


@dataclass(frozen=True)
class Tipping:
    """Fresh contacts per interval. `upper_fold` and `lower_fold` are None where nothing tips.

    `capacity` is the fresh volume above which no state settles at all; None where customers give
    up for good in the end, so that some state, however bad, always does.
    """

    fresh: float
    upper_fold: float | None
    lower_fold: float | None
    capacity: float | None
    spiral_index: float

    @property
    def headroom(self) -> float | None:
        """By what part fresh contacts may grow before the calm state is gone; below 0 once it is."""
        edge = self.upper_fold if self.upper_fold is not None else self.capacity
        return None if edge is None else edge / self.fresh - 1

    @property
    def recovery(self) -> float | None:
        """By what part fresh contacts must fall before a centre that has tipped recovers; 0 if it does now."""
        return None if self.lower_fold is None else max(0.0, 1 - self.lower_fold / self.fresh)


def tipping(scenario: Scenario) -> Tipping:
    """The folds of one scenario (plain numbers)."""
    s = scenario
    endless = np.isinf(s.patience_seconds)
    never_lost = bool(endless or s.redial_share >= 1)
    most = 1 - 1e-9 if endless else (HEAVIEST if never_lost else HEAVY)
    grid = load_grid(s, np.full((1, 1), LIGHTEST), np.full((1, 1), most))

    def falling(load: Numbers, _rows: object) -> Numbers:
        return -flow(s, load).fresh

    fresh = -falling(grid, None)[0]
    seconds = float(s.seconds)
    capacity = float(fresh[-1]) * seconds if never_lost else None
    edge = None if capacity is None else max(capacity, float(fresh.max()) * seconds)
    index = float(s.spiral_index)
    peak = _first_peak(fresh)
    if peak is None:
        return Tipping(float(s.fresh), None, None, edge, index)
    left, right = grid[:, peak - 1 : peak], grid[:, peak + 1 : peak + 2]
    _, depth = lowest(falling, np.zeros(1, dtype=np.intp), left, right)
    upper = -depth.item() * seconds
    valley = peak + int(np.argmin(fresh[peak:]))
    if valley == len(fresh) - 1:
        lower = float(fresh[-1]) * seconds
    else:
        left, right = grid[:, valley - 1 : valley], grid[:, valley + 1 : valley + 2]
        _, depth = lowest(lambda load, rows: -falling(load, rows), np.zeros(1, dtype=np.intp), left, right)
        lower = depth.item() * seconds
    return Tipping(float(s.fresh), upper, lower, edge if edge is None else max(edge, upper), index)


def _first_peak(fresh: Numbers) -> int | None:
    """Where the curve first turns down, by more than rounding."""
    step = np.diff(fresh) > -1e-8 * np.abs(fresh[:-1])
    turns = np.flatnonzero(step[:-1] & ~step[1:])
    return int(turns[0]) + 1 if len(turns) else None
