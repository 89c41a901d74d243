"""Episodes: stretches of a control chart in which something happened.

A single point beyond the limits is expected now and then where many figures are charted. An episode is more: a run of
signals on one side that chance would not show once in twenty histories of all the figures looked at.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from qm.models.signals.control_charts import ENOUGH_POINTS, RANGE_TO_SIGMA, Control

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

CHANCE = 0.05
"""How often a stable history may show an episode, over all the charts looked at."""
CHANCE_BY_DAY = 0.002
"""The same for days: they hang together in ways that a short history cannot show, so that chance is underrated."""
GAP = 1  # points without a signal inside a run, as long as they lie on its side
MAD_TO_SIGMA = 1.4826
MEDIAN_VARIANCE = math.pi / 2  # of a median, against a mean of as many points
FREEDOM = 0.62  # of a point: what an average moving range knows of the spread, against a standard deviation
FAR = 1e6  # sigmas of a point off a centre that no other point has ever left


@dataclass(frozen=True)
class Episode:
    """A run of signals on one side of a chart.

    `first` and `last` are places among the chart's points, `direction` +1 above and −1 below the centre, `outside` how
    many of its points lie beyond the limits. `chance` is how likely a stable history shows a run as strong in any of
    the charts, at most.
    """

    first: int
    last: int
    direction: int
    outside: int
    chance: float

    def __len__(self) -> int:
        return self.last - self.first + 1


def find_episodes(control: Control | None, *, charts: int = 1, most_chance: float = CHANCE) -> tuple[Episode, ...]:
    """The episodes of a chart, in order of time; `charts` is how many are looked at side by side.

    Runs of signals are cut to the part that stands out most, then held against the rest of the chart, the strongest
    first: the sum of their distances from its median, in sigmas of its own (the larger of moving ranges and median
    deviation, so that neither slow drift nor another episode misleads), against Student's t, times all the points at
    which a run could have begun. None with trial limits. Source: docs/methods.md, Episodes.
    """
    if control is None or control.trial:
        return ()
    sigmas = _sigmas(control)
    runs = [
        (*_strongest(sigmas * direction, first, last), direction)
        for direction in (1, -1)
        for first, last in _runs(control.signal == direction, np.sign(sigmas) == direction)
    ]
    runs.sort(key=lambda run: (-_strength(sigmas * run[2], run[0], run[1]), run[0]))
    rest, found = np.ones(len(sigmas), dtype=bool), []
    for first, last, direction in runs:
        inside = np.zeros_like(rest)
        inside[first : last + 1] = True
        chance = min(1.0, _chance(sigmas * direction, inside, rest & ~inside) * len(sigmas) * charts)
        if chance <= most_chance:
            rest &= ~inside
            outside = int((np.abs(sigmas[inside]) > 3).sum())
            found.append(Episode(first, last, direction, outside, chance))
    return tuple(sorted(found, key=lambda one: one.first))


def _sigmas(control: Control) -> Numbers:
    """How many of the chart's own sigmas each point lies from its centre; clipped limits do not shorten them."""
    away = control.values - control.centre
    half = np.maximum(control.upper - control.centre, control.centre - control.lower)
    return np.divide(3 * away, half, out=FAR * np.sign(away), where=half > 0)


def _runs(marked: Mask, beside: Mask) -> list[tuple[int, int]]:
    """First and last place of the runs of marked points that lie on the side `beside`; short gaps there are bridged."""
    runs: list[tuple[int, int]] = []
    for place in np.flatnonzero(marked & beside):
        if runs and place - runs[-1][1] - 1 <= GAP and beside[runs[-1][1] + 1 : place].all():
            runs[-1] = (runs[-1][0], int(place))
        else:
            runs.append((int(place), int(place)))
    return runs


def _strength(sigmas: Numbers, first: int, last: int) -> float:
    return float(sigmas[first : last + 1].sum() / math.sqrt(last - first + 1))


def _strongest(sigmas: Numbers, first: int, last: int) -> tuple[int, int]:
    """The part of a run that stands out most: weak points at its ends are cut off."""
    parts = [(start, end) for start in range(first, last + 1) for end in range(start, last + 1)]
    return max(parts, key=lambda part: (_strength(sigmas, *part), part[1] - part[0]))


def _chance(sigmas: Numbers, inside: Mask, rest: Mask) -> float:
    """How likely one run as far above the rest is, by chance."""
    count, length = int(rest.sum()), int(inside.sum())
    if count < ENOUGH_POINTS:
        return 1.0
    away = sigmas - float(np.median(sigmas[rest]))
    pairs = rest[1:] & rest[:-1]
    ranges = np.abs(np.diff(away))[pairs]
    spread = max(
        MAD_TO_SIGMA * float(np.median(np.abs(away[rest]))),
        float(ranges.mean()) / RANGE_TO_SIGMA if len(ranges) else 0.0,
        1e-9,
    )
    bounded = np.clip(away / spread, -3, 3)
    alike = _correlation(bounded[1:][pairs], bounded[:-1][pairs])
    steps = np.arange(1, length)
    together = 1 + 2 * float(((1 - steps / length) * alike**steps).sum())  # variance of a sum, against independent ones
    known = count * (1 - alike) / (1 + alike)  # as many independent points would say as much of the rest
    error = spread * math.sqrt(length * (together + MEDIAN_VARIANCE * length / known))
    return 2 * float(stdtr(max(FREEDOM * (known - 1), 1.0), -float(away[inside].sum()) / error))


def _correlation(after: Numbers, before: Numbers) -> float:
    """Of neighbouring points around zero, at least 0; the usual estimate is too low by about (1 + 4 r) / n."""
    if len(after) < 3 or not (before**2).sum():
        return 0.0
    seen = float((after * before).sum() / math.sqrt(float((before**2).sum() * (after**2).sum()) or 1.0))
    return min(max(seen + (1 + 4 * max(seen, 0.0)) / len(after), 0.0), 0.9)
