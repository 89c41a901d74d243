"""Like compared with like: what goes with a condition, inside strata that are otherwise the same.

Mondays at nine are busy and slow every week; that alone says nothing about what waiting
does. Means are therefore compared inside strata (the same queue, weekday, hour and reason)
only: each stratum has a level of its own, and what differs between bands of the condition
is what its cases have in common (weighted least squares with stratum effects). Intervals
rest on the spread between clusters (days), because what happens on one day hangs together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

FEW_CLUSTERS = 10


@dataclass(frozen=True)
class Slope:
    """How much the mean changes per unit of the condition, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """+1 or -1 where the interval leaves no doubt, else 0."""
        return int(self.low > 0) - int(self.high < 0)


@dataclass(frozen=True)
class StratifiedMeans:
    """Means by band: `mean` adjusted to the same mix of strata, with 95 % intervals, `raw` as they are.

    `cases` counts what could be compared: cases of strata that have been seen in more than
    one band. `slope` is over the condition itself, not over its bands.
    """

    mean: Numbers
    low: Numbers
    high: Numbers
    raw: Numbers
    cases: Numbers
    slope: Slope
    clusters: int


def stratified_means(
    part: ArrayLike,
    whole: ArrayLike,
    condition: ArrayLike,
    band: ArrayLike,
    stratum: ArrayLike,
    cluster: ArrayLike,
    bands: int,
) -> StratifiedMeans | None:
    """Compare part / whole between bands of a condition, inside strata.

    One entry per cell of cases that share condition, stratum and cluster: Σ part, Σ whole
    (the cases that count), the condition, its band 0 … bands-1, and codes of its stratum and
    cluster. Bands without cases that can be compared are NaN. None when nothing can be
    compared: fewer than two bands inside the same strata, or fewer than ten clusters.
    """
    y, w, x = (np.asarray(v, dtype=float) for v in (part, whole, condition))
    b, s, c = (np.asarray(v, dtype=np.int64) for v in (band, stratum, cluster))
    there = (w > 0) & np.isfinite(x)
    kept = np.flatnonzero(there)[_comparable(b[there], s[there])]
    if not len(kept):
        return None
    w, x, b = w[kept], x[kept], b[kept]
    y = y[kept] / w
    s, c = (np.unique(v[kept], return_inverse=True)[1] for v in (s, c))
    used = np.unique(b)
    clusters = int(c.max()) + 1
    if len(used) < 2 or clusters < FEW_CLUSTERS:
        return None
    inside = _within(y, w, s)
    spread = float(w @ _within(x, w, s) ** 2)
    dummies = np.column_stack([_within((b == k).astype(float), w, s) for k in used[1:]])
    bread = dummies.T @ (w[:, None] * dummies)
    if np.linalg.matrix_rank(bread) < len(used) - 1 or spread <= 0:
        return None
    effects = np.concatenate([[0.0], np.linalg.solve(bread, dummies.T @ (w * inside))])
    scores = (w * (inside - dummies @ effects[1:]))[:, None] * dummies
    moved = np.column_stack([np.zeros(clusters), _by_cluster(scores, c, clusters) @ np.linalg.inv(bread)])
    cases = np.array([w[b == k].sum() for k in used])
    share = cases / cases.sum()
    level = float(w @ y / w.sum())
    # What each cluster adds to the adjusted means: to the bands' effects, and to the level of all.
    influence = moved - (moved @ share)[:, None] + _by_cluster((w * (y - level))[:, None], c, clusters) / w.sum()
    error = np.sqrt((influence**2).sum(axis=0) * clusters / (clusters - 1))
    reach = float(stdtrit(clusters - 1, 0.975))
    mean = level + effects - effects @ share

    def spread_out(values: Numbers) -> Numbers:
        out = np.full(bands, np.nan)
        out[used] = values
        return out

    raw = np.array([w[b == k] @ y[b == k] / w[b == k].sum() for k in used])
    return StratifiedMeans(
        spread_out(mean),
        spread_out(mean - reach * error),
        spread_out(mean + reach * error),
        spread_out(raw),
        np.nan_to_num(spread_out(cases)),
        _slope(x, inside, w, s, c, clusters, spread, reach),
        clusters,
    )


def _comparable(band: Codes, stratum: Codes) -> NDArray[np.bool_]:
    """Entries of strata that have been seen in more than one band."""
    if not len(band):
        return np.zeros(0, dtype=bool)
    place = np.unique(stratum, return_inverse=True)[1]
    least = np.full(place.max() + 1, np.iinfo(np.int64).max)
    most = np.full(place.max() + 1, -1)
    np.minimum.at(least, place, band)
    np.maximum.at(most, place, band)
    seen: NDArray[np.bool_] = (least < most)[place]
    return seen


def _within(values: Numbers, weight: Numbers, stratum: Codes) -> Numbers:
    """Values less the mean of their stratum."""
    total = np.bincount(stratum, weight)
    less: Numbers = values - (np.bincount(stratum, weight * values) / total)[stratum]
    return less


def _by_cluster(scores: Numbers, cluster: Codes, clusters: int) -> Numbers:
    return np.column_stack([np.bincount(cluster, column, clusters) for column in scores.T])


def _slope(
    x: Numbers, inside: Numbers, w: Numbers, s: Codes, c: Codes, clusters: int, spread: float, reach: float
) -> Slope:
    centred = _within(x, w, s)
    value = float((w * centred) @ inside / spread)
    scores = np.bincount(c, w * centred * (inside - value * centred), clusters)
    error = float(np.sqrt((scores**2).sum() * clusters / (clusters - 1)) / spread)
    return Slope(value, value - reach * error, value + reach * error)
