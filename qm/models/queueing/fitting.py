"""Estimates of how customers and work behave, from contacts as they were: with intervals, n, and what is assumed.

Patience is censored: those who were answered would have waited longer, so the mean wait of those
who hang up is far too short. What comes back by coincidence is taken out. Source: docs/methods.md,
Fitting to a centre's data.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Source = Literal["fitted", "inferred", "default", "typed"]

Z = 1.959963984540054
ENOUGH = 30
"""So many cases at least before an estimate is made; below, a stated default is used."""


@dataclass(frozen=True)
class Parameter:
    """One number of the model: its value, a 95 % interval (None without one), and the cases it rests on.

    `source` fitted, inferred (worked out from something else), default (assumed) or typed; `note` says
    what a reader has to know, in a sentence.
    """

    name: str
    label: str
    unit: str
    value: float
    low: float | None
    high: float | None
    n: int
    source: Source
    note: str = ""

    @property
    def error(self) -> float:
        """The standard error that the interval stands for; 0 where there is none."""
        return 0.0 if self.low is None or self.high is None else (self.high - self.low) / (2 * Z)

    def typed(self, value: float) -> "Parameter":
        """The same number set by hand."""
        return replace(self, value=value, low=None, high=None, source="typed", note="Set by hand.")


def default(name: str, label: str, unit: str, value: float, n: int, why: str) -> Parameter:
    """A number that the data do not give: what is assumed, and why."""
    return Parameter(name, label, unit, value, None, None, n, "default", why)


def patience(wait: ArrayLike, abandoned: ArrayLike, short_seconds: float) -> tuple[float, float, float, int]:
    """Mean patience in seconds, its interval, and how many gave up. Exponential, censored by answers.

    `wait` in seconds and `abandoned`, one entry per contact. Whoever hangs up within
    `short_seconds` has misdialled and says nothing; everybody else's wait counts from there on.
    """
    w, gone = np.asarray(wait, dtype=float), np.asarray(abandoned, dtype=bool)
    beyond = np.maximum(w - short_seconds, 0.0)
    given_up = int((gone & (w > short_seconds)).sum())
    if given_up == 0:
        return float("inf"), float("nan"), float("nan"), 0
    mean = float(beyond.sum()) / given_up
    spread = np.exp(Z / np.sqrt(given_up))
    return mean, mean / spread, mean * spread, given_up


def share(yes: float, of: float) -> tuple[float, float, float]:
    """A share with its Wilson interval."""
    p = yes / of
    middle, spread = (p + Z**2 / (2 * of)) / (1 + Z**2 / of), Z * np.sqrt(p * (1 - p) / of + Z**2 / (4 * of**2))
    spread /= 1 + Z**2 / of
    return p, float(middle - spread), float(middle + spread)


def without_chance(share: ArrayLike, by_chance: float) -> Numbers:
    """The share that came back for a reason, when `by_chance` would have anyway."""
    return np.asarray((np.asarray(share, dtype=float) - by_chance) / (1 - by_chance))


@dataclass(frozen=True)
class Line:
    """A straight line: `level` where x is 0, `slope`, their standard errors (robust) and the mean of y."""

    level: float
    slope: float
    level_error: float
    slope_error: float
    mean: float
    n: int


def line(x: ArrayLike, y: ArrayLike, group: ArrayLike) -> Line | None:
    """y against x with a level of its own for each group; `level` is that of the groups' mean mix.

    None where x does not vary. Errors allow for a spread that differs from case to case.
    """
    a, b = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    _, g = np.unique(np.asarray(group), return_inverse=True)
    size = np.maximum(np.bincount(g), 1)
    inner = a - (np.bincount(g, a) / size)[g]
    ground = float(inner @ inner)
    if len(a) < ENOUGH or ground < 1e-9:
        return None
    outer = b - (np.bincount(g, b) / size)[g]
    slope = float(inner @ outer) / ground
    rest = outer - slope * inner
    slope_error = float(np.sqrt(((inner * rest) ** 2).sum())) / ground
    level = float(b.mean() - slope * a.mean())
    pull = 1 / len(a) - a.mean() * inner / ground
    level_error = float(np.sqrt(((pull * (b - level - slope * a)) ** 2).sum()))
    return Line(level, slope, level_error, slope_error, float(b.mean()), len(a))


def reliability(score: ArrayLike, contact: ArrayLike) -> tuple[float, int]:
    """Share of the spread of scores that is the contact's own, from contacts scored by several; and how many.

    One-way intraclass correlation, between 0.05 and 1; 1 and 0 where no contact was scored twice.
    """
    s = np.asarray(score, dtype=float)
    _, g = np.unique(np.asarray(contact), return_inverse=True)
    size = np.bincount(g)
    several = size[g] > 1
    if (size > 1).sum() < 10:
        return 1.0, 0
    s, (_, g) = s[several], np.unique(g[several], return_inverse=True)
    size = np.bincount(g)
    mean = np.bincount(g, s) / size
    groups, total = len(size), len(s)
    within = ((s - mean[g]) ** 2).sum() / (total - groups)
    between = (size * (mean - s.mean()) ** 2).sum() / (groups - 1)
    typical = (total - (size**2).sum() / total) / (groups - 1)
    if between <= 0:
        return 0.05, groups
    own = (between - within) / (between + (typical - 1) * within)
    return float(np.clip(own, 0.05, 1.0)), groups


def smoothed(counts: ArrayLike, weekday: ArrayLike, slot: ArrayLike, day: ArrayLike, strength: float = 30.0) -> Numbers:
    """Expected contacts in each interval: the day's total over the usual shape of such a day.

    Arguments have one entry per interval: counted contacts, weekday, time of the day (any whole
    numbers) and day. A count itself is too lumpy: half of what it differs by is chance. A weekday's
    own shape counts the more the more of it has been seen (`strength` in contacts).
    """
    n = np.asarray(counts, dtype=float)
    (_, w), (_, s), (_, d) = (np.unique(np.asarray(v), return_inverse=True) for v in (weekday, slot, day))
    usual = np.bincount(s, n) / np.maximum(np.bincount(s), 1)
    expected = _of_day(usual[s], d, n)
    cell = w * (s.max() + 1) + s
    seen, due = np.bincount(cell, n), np.bincount(cell, expected)
    own = (seen + strength) / (due + strength)
    return _of_day(expected * own[cell], d, n)


def _of_day(shape: Numbers, day: NDArray[np.intp], counts: Numbers) -> Numbers:
    """`shape` scaled so that every day adds up to its own counts."""
    total, of_shape = np.bincount(day, counts), np.bincount(day, shape)
    return shape * np.divide(total, of_shape, out=np.zeros_like(total), where=of_shape > 0)[day]
