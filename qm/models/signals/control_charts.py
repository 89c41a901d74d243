"""Control charts: is a change a signal, or the ordinary variation of this process?

XmR for any series, Laney p′ for shares; four signal rules, those of NHS "Making data
count" (github.com/nhs-r-community/NHSRplotthedots). Both take `season`, a label per point
such as its weekday: a centre that is quiet every Sunday then has Sunday limits.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

RANGE_TO_LIMITS = 2.66  # 3 sigma, sigma = average moving range / 1.128
RANGE_TO_SIGMA = 1.128
RANGE_LIMIT = 3.267  # a moving range above this many averages is an event of its own
ENOUGH_POINTS = 12  # below, limits are trial limits
RUN = 7
SETTLINGS = 5
LEAST_KEPT = 2 / 3  # of the baseline; more than a third standing out is no event but another level

BEYOND, NEAR, SHIFT, TREND = (
    "beyond the limits",
    "two of three near a limit",
    "seven in a row on one side",
    "seven in a row rising or falling",
)


@dataclass(frozen=True)
class Control:
    """A series with its limits and signals; all arrays hold one value per point.

    `signal` is +1 where the series is unusually high or rising, -1 unusually low or
    falling, 0 for ordinary variation; `rule` names the rule that says so, "" for none.
    `baseline` is how many points from the start the limits come from, `aside` how many of
    them were left aside because they stood out. Limits on fewer than twelve points are
    `trial` limits.
    """

    values: Numbers
    centre: Numbers
    lower: Numbers
    upper: Numbers
    signal: NDArray[np.int8]
    rule: tuple[str, ...]
    baseline: int
    aside: int
    trial: bool

    def as_trial(self) -> "Control":
        """The same limits, not to be trusted: nothing is a signal."""
        return replace(self, signal=np.zeros_like(self.signal), rule=("",) * len(self.rule), trial=True)


def xmr(
    values: ArrayLike,
    *,
    baseline: int | None = None,
    season: ArrayLike | None = None,
    screen: bool = True,
    settle: bool = False,
) -> Control:
    """Individuals chart: mean ± 2.66 average moving ranges, from the first `baseline` points.

    `values` one number per point, none missing, in order of time. `screen` leaves moving
    ranges above 3.267 averages out of the average, once, so that a single event does not
    widen the limits. `settle` leaves points of the baseline beyond its limits aside and
    draws them again, so that a past event does not shift them either. Source: docs/methods.md, Control charts.
    """
    series = np.asarray(values, dtype=float)
    whole = np.ones_like(series)

    def limits(used: Mask) -> tuple[Numbers, Numbers]:
        centre, loosen = _seasonal_centre(series, whole, season, used)
        half = RANGE_TO_LIMITS * average_range(series - centre, used, screen=screen) * loosen
        return centre, np.full_like(series, half)

    return _control(series, limits, baseline, settle)


def laney(
    part: ArrayLike,
    whole: ArrayLike,
    *,
    baseline: int | None = None,
    season: ArrayLike | None = None,
    settle: bool = False,
) -> Control:
    """Laney p′ chart for shares: p ± 3 binomial sigmas × how much more (or less) the points vary.

    `part` and `whole` are counts per point, whole > 0. Plain p limits call almost every
    point a signal once there are hundreds of contacts in it; σz = mean |Δz| / 1.128
    corrects that. `settle` as in `xmr`. Source: docs/methods.md, Control charts; Laney 2002 as given by Minitab.
    """
    above, below = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    share = above / below

    def limits(used: Mask) -> tuple[Numbers, Numbers]:
        centre, loosen = _seasonal_centre(above, below, season, used)
        binomial = np.sqrt(np.clip(centre * (1 - centre), 0, None) / below)
        z = np.divide(share - centre, binomial, out=np.zeros_like(share), where=binomial > 0)
        return centre, 3 * binomial * (average_range(z, used, screen=False) / RANGE_TO_SIGMA) * loosen

    chart = _control(share, limits, baseline, settle)
    return replace(chart, lower=np.maximum(chart.lower, 0), upper=np.minimum(chart.upper, 1))


def average_range(values: ArrayLike, used: Mask | None = None, *, screen: bool = True) -> float:
    """The average moving range between neighbours that are both `used`; 0 without any."""
    series = np.asarray(values, dtype=float)
    known = np.ones(len(series), dtype=bool) if used is None else used
    ranges = np.abs(np.diff(series))[known[1:] & known[:-1]]
    if not len(ranges):
        return 0.0
    average = float(ranges.mean())
    kept = ranges[ranges < RANGE_LIMIT * average] if screen else ranges
    return float(kept.mean()) if len(kept) else average


def _control(
    values: Numbers, limits: Callable[[Mask], tuple[Numbers, Numbers]], wanted: int | None, settle: bool
) -> Control:
    """Limits from the baseline, drawn again without what stands out while enough points are left."""
    count = len(values) if wanted is None else max(0, min(len(values), wanted))
    base = np.arange(len(values)) < count
    used = base
    centre, half = limits(used)
    for _ in range(SETTLINGS if settle else 0):
        inside = base & (np.abs(values - centre) <= half)
        if inside.sum() < max(ENOUGH_POINTS, LEAST_KEPT * count) or (inside == used).all():
            break
        used = inside
        centre, half = limits(used)
    signal, rule = _signals(values - centre, half)
    aside = count - int(used.sum())
    return Control(values, centre, centre - half, centre + half, signal, rule, count, aside, count < ENOUGH_POINTS)


def _seasonal_centre(part: Numbers, whole: Numbers, season: ArrayLike | None, used: Mask) -> tuple[Numbers, float]:
    """The centre for every point, and by how much limits around it must be loosened.

    A level estimated from k points lies too close to those points (their spread shrinks by
    1 - 1/k) and is itself off by 1/k: both together loosen by sqrt((1 + 1/k) / (1 - 1/k)).
    """
    if not used.any():
        return np.zeros_like(part), 1.0
    centre = np.full_like(part, part[used].sum() / whole[used].sum())
    if season is None:
        return centre, 1.0
    labels = np.asarray(season)
    seen = np.unique(labels[used])
    for label in seen:
        of_label = labels == label
        centre[of_label] = part[used & of_label].sum() / whole[used & of_label].sum()
    per_label = used.sum() / len(seen)
    if per_label <= 1:
        return centre, float("inf")
    return centre, float(np.sqrt((1 + 1 / per_label) / (1 - 1 / per_label)))


def _signals(away: Numbers, half: Numbers) -> tuple[NDArray[np.int8], tuple[str, ...]]:
    """Every point's signal and the first rule, the strongest first, that gives it."""
    hairline = 1e-9 * np.max(np.abs(away), initial=1e-300)  # a point on the centre is on no side
    side = np.where(np.abs(away) <= hairline, 0, np.sign(away)).astype(np.int8)
    outside = np.abs(away) > half + hairline
    near = np.abs(away) > half * 2 / 3 + hairline
    signal = np.zeros(len(away), dtype=np.int8)
    rule = [""] * len(away)
    for name, signals in (
        (BEYOND, np.where(outside, side, 0)),
        (NEAR, np.where(near, _in_windows(side, 3, lambda at: bool(near[at].sum() >= 2)), 0)),
        (SHIFT, _in_windows(side, RUN, lambda at: True)),
        (TREND, _monotone(away)),
    ):
        for index in np.flatnonzero((signal == 0) & (signals != 0)):
            signal[index], rule[index] = signals[index], name
    return signal, tuple(rule)


def _in_windows(side: NDArray[np.int8], length: int, holds: Callable[[slice], bool]) -> NDArray[np.int8]:
    """The side of every point in a window of `length` points all on one side for which `holds` is true."""
    found = np.zeros(len(side), dtype=np.int8)
    for start in range(len(side) - length + 1):
        window = slice(start, start + length)
        if abs(int(side[window].sum())) == length and holds(window):
            found[window] = side[start]
    return found


def _monotone(values: Numbers) -> NDArray[np.int8]:
    """+1 or -1 for every point in seven that rise or fall without a break."""
    runs = np.zeros(len(values), dtype=np.int8)
    step = np.sign(np.diff(values))
    for start in range(len(values) - RUN + 1):
        steps = step[start : start + RUN - 1]
        if abs(steps.sum()) == RUN - 1:
            runs[start : start + RUN] = steps[0]
    return runs
