"""Who answers surveys: answers weighted so that those who answered stand for everybody asked.

Inverse propensity from what is known of all contacts, trimmed. It mends only what the known fields
explain, so bounds for any answers of the silent are given beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.statistics.clusters import Numbers
from qm.models.statistics.logistic import fit
from qm.models.statistics.quantiles import ranks

TRIM = 5.0
"""No answer stands for more than so many times the median one."""


@dataclass(frozen=True)
class Response:
    """`weights` of those who answered, mean 1; `chance` of answering of everybody; `effective` how many
    answers of equal weight the weighted ones are worth; `rate` the share that answered."""

    weights: Numbers
    chance: Numbers
    effective: float
    rate: float


def response(answered: ArrayLike, factors: Sequence[ArrayLike] = (), numbers: Sequence[ArrayLike] = ()) -> Response:
    """Weights from the chance of answering by `factors` (labels: channel, reason) and `numbers` (wait, score).

    Numbers enter by rank and squared rank, a missing one as its own level. One entry per contact.
    ValueError if nobody answered.
    """
    yes = np.asarray(answered, dtype=bool)
    if not yes.any():
        raise ValueError("Nobody answered, so nothing can be weighted.")
    columns = [c for f in factors for c in _levels(f)] + [c for x in numbers for c in _ranked(x)]
    design = np.column_stack(columns) if columns else np.empty((len(yes), 0))
    chance = fit(design, yes.astype(float)).fitted if not yes.all() else np.ones(len(yes))
    weights = 1 / np.maximum(chance[yes], 1e-6)
    weights = np.minimum(weights, TRIM * np.median(weights))
    weights /= weights.mean()
    return Response(weights, chance, float(weights.sum() ** 2 / (weights**2).sum()), float(yes.mean()))


def weighted_correlation(x: Numbers, y: Numbers, weights: Numbers) -> float:
    """The correlation in which each pair counts with its weight; NaN if one side is constant."""
    x, y = x - np.average(x, weights=weights), y - np.average(y, weights=weights)
    spread = np.average(x * x, weights=weights) * np.average(y * y, weights=weights)
    return float(np.average(x * y, weights=weights) / np.sqrt(spread)) if spread > 1e-18 else float("nan")


def weighted_spearman(x: ArrayLike, y: ArrayLike, weights: Numbers) -> float:
    """The weighted correlation of ranks."""
    return weighted_correlation(ranks(x), ranks(y), weights)


def share_bounds(yes: ArrayLike, rate: float) -> tuple[float, float]:
    """The share of yes among everybody if all the silent said no, and if all said yes."""
    share = float(np.mean(np.asarray(yes, dtype=float)))
    return share * rate, share * rate + 1 - rate


def _levels(labels: ArrayLike) -> list[Numbers]:
    """One column per level but the most common; missing labels are a level."""
    given = np.array(["\0" if x is None or x != x else str(x) for x in np.asarray(labels, dtype=object)])
    levels, counts = np.unique(given, return_counts=True)
    usual = levels[counts.argmax()]
    return [(given == level).astype(float) for level in levels if level != usual]


def _ranked(values: ArrayLike) -> list[Numbers]:
    given = np.asarray(values, dtype=float)
    known: NDArray[np.bool_] = np.isfinite(given)
    if known.sum() < 2 or np.ptp(given[known]) == 0:
        return []
    place = np.zeros(len(given))
    place[known] = ranks(given[known]) / known.sum() - 0.5
    columns = [place, place**2]
    return columns if known.all() else [*columns, (~known).astype(float)]
