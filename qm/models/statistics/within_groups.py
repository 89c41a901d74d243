"""Slopes within groups: how an outcome goes with what is measured, like compared with like only.

Each group (one agent's contacts about one reason, say) has a level of its own, and so has each period; what is left
of outcome and measures is compared by least squares (the within, or fixed-effects, estimator). Whatever is the same
for a whole group or period, known or not, can't be mistaken for the link.

Cases of one cluster (an agent) are alike, so errors are robust to clusters: bias-reduced, with Satterthwaite's degrees
of freedom, because centres have tens of agents and not thousands. Measures that observers don't agree on flatten the
slope; the part of their spread that is error is taken out (errors in variables by moments). Sources: docs/methods.md,
The quality lever.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.statistics.quantiles import student

Numbers = NDArray[np.float64]
Codes = NDArray[np.intp]

ROUNDS, CLOSE = 200, 1e-12
Z = 1.959963984540054
LEAST_RELIABILITY = 0.4
"""No more error is taken out than leaves this part of the measures' spread within groups: beyond, the slope would rest
on the correction, and one too flat is the lesser evil."""


@dataclass(frozen=True)
class ObserverError:
    """How far observers differ about one case: the `covariance` of one observation of the measures (k × k), and its
    standard error as a part of it (`relative`), from `cases` observed by several."""

    covariance: Numbers
    relative: float
    cases: int


@dataclass(frozen=True)
class WithinSlopes:
    """Change of the outcome per unit of each measure, the others held.

    `covariance` of the slopes, `freedom` the degrees of freedom of each. `weaker` and `stronger` are the slopes were
    observers' error as small, or as large, as its own 95 % interval allows; alike where none is taken out. `n` cases
    could be compared, in `groups` groups of `clusters` clusters. `reliability` is the part of each measure's spread
    within groups that is taken as no error; None where error is not known, and slopes are rather too flat.
    """

    values: Numbers
    covariance: Numbers
    freedom: Numbers
    weaker: Numbers
    stronger: Numbers
    n: int
    groups: int
    clusters: int
    reliability: Numbers | None

    @property
    def errors(self) -> Numbers:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def times(self, scale: float) -> "WithinSlopes":
        """The same in another unit of the outcome."""
        return replace(
            self,
            values=self.values * scale,
            covariance=self.covariance * scale**2,
            weaker=self.weaker * scale,
            stronger=self.stronger * scale,
        )

    def combined(self, moved: Numbers, level: float = 0.95) -> tuple[float, float, float]:
        """How the outcome changes when each measure moves that far, with its interval."""
        half = student((1 + level) / 2, float(self.freedom.min())) * float(np.sqrt(moved @ self.covariance @ moved))
        value = float(self.values @ moved)
        low, high = widened(value, float(self.weaker @ moved), float(self.stronger @ moved), half)
        return value, low, high

    def interval(self, place: int, level: float = 0.95) -> tuple[float, float]:
        """The interval of one slope: chance, and what is not known of observers' error, added in squares."""
        half = student((1 + level) / 2, float(self.freedom[place])) * float(self.errors[place])
        return widened(float(self.values[place]), float(self.weaker[place]), float(self.stronger[place]), half)


def within_slopes(
    measures: ArrayLike,
    outcome: ArrayLike,
    group: ArrayLike,
    cluster: ArrayLike,
    period: ArrayLike | None = None,
    controls: ArrayLike | None = None,
    error: ObserverError | None = None,
    observers: ArrayLike | None = None,
) -> WithinSlopes | None:
    """The slopes of `outcome` on `measures` (cases × k, or one column), within `group` and `period`.

    All have one entry per case; groups lie inside clusters. `controls` (cases × c) are held, too. `observers` says how
    many observations a case's measures are the mean of (1 unless told), `error` how far one of them is off, which is
    taken out. Groups of one case compare nothing and are left out. None where nothing varies
    inside groups, or fewer than two clusters have something to compare.
    """
    x, y = _columns(measures), np.asarray(outcome, dtype=float)
    looks = np.ones(len(y)) if observers is None else np.asarray(observers, dtype=float)
    g = _codes(group)
    kept = np.bincount(g, minlength=1)[g] > 1 if len(y) else np.zeros(0, dtype=bool)
    if not kept.any():
        return None
    x, y, looks, g = x[kept], y[kept], looks[kept], _codes(g[kept])
    c = _codes(np.asarray(cluster)[kept])
    factors = [g] if period is None else [g, _codes(np.asarray(period)[kept])]
    held = np.empty((len(y), 0)) if controls is None else _columns(controls)[kept]
    inner = without_levels(np.column_stack([x, y, held]), factors)
    k = x.shape[1]
    rest, z = inner[:, : k + 1], inner[:, k + 1 :]
    z = z[:, (z**2).sum(axis=0) > 1e-9]
    if z.shape[1]:
        rest = rest - z @ np.linalg.lstsq(z, rest, rcond=None)[0]
    x, y = rest[:, :k], rest[:, k]
    ground = x.T @ x
    if np.any(np.diag(ground) < 1e-9) or np.linalg.cond(ground) > 1e10:
        return None
    slopes: Numbers = np.asarray(np.linalg.solve(ground, x.T @ y), dtype=float)
    spread = _spread(x, y - x @ slopes, ground, c)
    if spread is None:
        return None
    covariance, freedom = spread
    lost = sum(int(f.max()) for f in factors[1:]) + z.shape[1]
    undo = weaker = stronger = np.eye(k)
    if error is not None:
        noise, far = error.covariance * _looked(g, looks, lost), 1 + Z * error.relative
        undo, weaker, stronger = (_undo(ground, noise, times) for times in (1.0, 1 / far, far))
    clusters = int((np.bincount(c, (x**2).sum(axis=1)) > 1e-12).sum())
    return WithinSlopes(
        undo @ slopes,
        undo @ covariance @ undo.T,
        freedom,
        weaker @ slopes,
        stronger @ slopes,
        len(y),
        int(g.max()) + 1,
        clusters,
        None if error is None else np.asarray(1 / np.diag(undo)),
    )


def widened(value: float, weaker: float, stronger: float, half: float) -> tuple[float, float]:
    """An interval around `value`: `half` of it by chance, and as far as `weaker` and `stronger` lie off, in squares."""
    below, above = value - min(weaker, stronger, value), max(weaker, stronger, value) - value
    return value - float(np.hypot(half, below)), value + float(np.hypot(half, above))


def observer_error(measures: ArrayLike, case: ArrayLike) -> ObserverError | None:
    """How far observers differ, from cases that several observed: one row of `measures` per observation.

    The pooled covariance within cases. None with fewer than ten such cases.
    """
    x, code = _columns(measures), _codes(case)
    size = np.bincount(code, minlength=1)
    several = size[code] > 1 if len(code) else np.zeros(0, dtype=bool)
    cases = int((size > 1).sum())
    if cases < 10:
        return None
    x, code = x[several], _codes(np.asarray(code)[several])
    size = np.bincount(code).astype(float)
    rest = without_levels(x, [code])
    freedom = float((size - 1).sum())
    covariance = rest.T @ rest / freedom
    mean = float(np.trace(covariance))
    of_case = np.bincount(code, (rest**2).sum(axis=1))
    noise = float(np.sqrt(((of_case - (size - 1) * mean) ** 2).sum())) / freedom
    return ObserverError(covariance, noise / mean if mean > 0 else 0.0, cases)


def without_levels(columns: Numbers, factors: list[Codes]) -> Numbers:
    """`columns` less a level for every value of each factor, by taking their means out in turn until nothing changes
    (alternating projections; exact after one round for one factor)."""
    rest = np.array(columns, dtype=float)
    for _ in range(ROUNDS):
        before = rest.copy() if len(factors) > 1 else rest
        for code in factors:
            size = np.maximum(np.bincount(code), 1)
            for j in range(rest.shape[1]):
                rest[:, j] -= (np.bincount(code, rest[:, j]) / size)[code]
        scale = np.abs(columns).max(initial=1.0)
        if len(factors) == 1 or np.abs(rest - before).max(initial=0.0) <= CLOSE * scale:
            break
    return rest


def _spread(x: Numbers, rest: Numbers, ground: Numbers, cluster: Codes) -> tuple[Numbers, Numbers] | None:
    """Covariance of the slopes and degrees of freedom: bias-reduced and robust to clusters (Bell and McCaffrey).

    Each slope is that of its measure with the others taken out, so the adjustment has a closed form: a cluster that
    holds the part p of what can be compared is scaled by 1 / √(1 − p). None where one cluster holds it all.
    """
    pull = x @ np.linalg.inv(ground)  # the slope is the sum of pull × outcome
    influence, freedom = [], []
    for own in pull.T:
        part = np.bincount(cluster, own**2) / float(own @ own)
        if part.max() > 1 - 1e-9:
            return None
        influence.append(np.bincount(cluster, own * rest) / np.sqrt(1 - part))
        beside = part**2 / (1 - part)
        freedom.append(1 / float((part**2).sum() + beside.sum() ** 2 - (beside**2).sum()))
    table = np.array(influence)
    return table @ table.T, np.array(freedom)


def _looked(g: Codes, looks: Numbers, lost: int) -> float:
    """How often the error of one observation enters the cross products within groups."""
    size = np.bincount(g)
    free = len(g) - len(size)
    return float(((1 - 1 / size[g]) / looks).sum()) * max(free - lost, 0) / max(free, 1)


def _undo(ground: Numbers, noise: Numbers, times: float) -> Numbers:
    """What flattened slopes are multiplied by (k × k) when `times` the noise is taken out of the cross products, or as
    much of it as may be."""
    root = np.linalg.inv(np.linalg.cholesky(ground))
    most = float(np.linalg.eigvalsh(root @ noise @ root.T).max())
    taken = min(times, (1 - LEAST_RELIABILITY) / most) if most > 0 else times
    return np.asarray(np.linalg.solve(ground - taken * noise, ground))


def _columns(values: ArrayLike) -> Numbers:
    x = np.asarray(values, dtype=float)
    return x[:, None] if x.ndim == 1 else x


def _codes(values: ArrayLike) -> Codes:
    return np.asarray(np.unique(np.asarray(values), return_inverse=True)[1], dtype=np.intp)
