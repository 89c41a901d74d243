"""Where an episode was: its figures by channel, queue and reason, against what they usually are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.cache import kept
from qm.analysis.groups import UNKNOWN, with_names
from qm.analysis.resolved_filters import View
from qm.metrics import METRICS, Measurement, measure_all
from qm.models.signals.decomposition import split_count, split_ratio
from qm.models.signals.seasonal_usual import usual_sums
from qm.models.signals.verdicts import Grain
from qm.store import Session
from qm.wording import Days, Scale

PLACES = ("queue", "channel", "reason")
CAUSES = ("reason", "queue", "channel")
LEAST_BEYOND = 0.15
"""By how much a group's part of a change must exceed its part of all cases to be named as the place."""
CLEAR = 4.0
"""Standard errors by which a group's contacts must differ from the usual: many groups are looked at."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """The group in which most of a change was, for its size; `part` of the whole change, 1 being all of it."""

    dimension: str
    key: str
    group: str
    part: float


@dataclass(frozen=True)
class Excess:
    """The group with most contacts beyond the usual (negative: below it)."""

    dimension: str
    key: str
    group: str
    contacts: float


@dataclass(frozen=True)
class Split:
    """A metric by week (or day) and the groups of a dimension: sums, groups × points, in order of time."""

    metric: str
    dimension: str
    grain: Grain
    keys: tuple[str, ...]
    groups: tuple[str, ...]
    start: NDArray[np.datetime64]
    part: NDArray[np.float64]
    whole: NDArray[np.float64]


@kept(most=8)
def episode_splits(
    session: Session, view: View, leaders: tuple[str, ...], grain: Literal["day", "week"]
) -> tuple[Split, ...]:
    """The metrics `leaders` and the contacts over the history, by what may tell where an episode was; asked at once."""
    names = tuple(dict.fromkeys((*leaders, "contacts")))
    narrowed = dict(view.history.where)
    asked = {
        dimension: tuple(name for name in names if {dimension, *narrowed} <= set(METRICS[name].dimensions))
        for dimension in PLACES
        if len(narrowed.get(dimension, ())) != 1
    }
    questions = {d: Measurement(view.history, fitting, (grain, d)) for d, fitting in asked.items() if fitting}
    answers = measure_all(session.store, list(questions.values()))
    first, last = np.datetime64(view.history_days.first), np.datetime64(view.history_days.last)
    return tuple(
        split
        for dimension, question in questions.items()
        for name in question.metrics
        if (split := _split(answers[question], name, dimension, grain, first, last)) is not None
    )


def _split(
    figures: pd.DataFrame, name: str, dimension: str, grain: Grain, first: np.datetime64, last: np.datetime64
) -> Split | None:
    own = figures[figures["metric"] == name]
    named = with_names(own[[dimension]].drop_duplicates(), dimension, {})
    if len(named) < 2:
        return None
    own = own.assign(key=own[dimension].map(str).where(own[dimension].notna(), UNKNOWN))
    begin = own[grain].to_numpy().astype("datetime64[D]")
    own = own[(begin >= first) & (begin + (6 if grain == "week" else 0) <= last)]
    if own.empty:
        return None
    names = named.set_index("key")["group"]
    part, whole = (
        own.pivot(index="key", columns=grain, values=column).reindex(names.index).fillna(0.0)
        for column in ("numerator", "denominator")
    )
    start = part.columns.to_numpy().astype("datetime64[D]")
    return Split(name, dimension, grain, tuple(names.index), tuple(names), start, part.to_numpy(), whole.to_numpy())


def place_of(splits: Sequence[Split], scale: Scale, days: Days, unusual: Sequence[Days]) -> Place | None:
    """The group in which most of the metric's change was, for its size; None where none stands out."""
    best: tuple[float, Place] | None = None
    for split in splits:
        inside, usual = _when(split, days, unusual)
        if split.metric != scale.name or not inside.any() or not usual.any():
            continue
        before = usual_sums(split.part, split.start, inside, usual, split.grain)
        after = split.part[:, inside].sum(axis=1)
        if scale.kind == "count":
            moved, size = split_count(before, after), before / before.sum()
        else:
            whole = usual_sums(split.whole, split.start, inside, usual, split.grain)
            found = split_ratio(before, whole, after, split.whole[:, inside].sum(axis=1))
            if found is None:
                continue
            moved, size = found.total, found.weights_before
        if not moved.sum():
            continue
        parts = moved / moved.sum()
        at = int(np.argmax(parts - size))
        beyond = float(parts[at] - size[at])
        if beyond >= LEAST_BEYOND and (best is None or beyond > best[0]):
            best = beyond, Place(split.dimension, split.keys[at], split.groups[at], float(parts[at]))
    return best[1] if best else None


def excess_contacts(splits: Sequence[Split], days: Days, unusual: Sequence[Days]) -> Excess | None:
    """The group whose contacts differ most from the usual, by reason where the reasons tell; None where none does."""
    by_dimension = {split.dimension: split for split in splits if split.metric == "contacts"}
    for dimension in CAUSES:
        split = by_dimension.get(dimension)
        if split is None:
            continue
        inside, usual = _when(split, days, unusual)
        length, count = int(inside.sum()), int(usual.sum())
        if not length or count < 2:
            continue
        away = split.part[:, inside].sum(axis=1) - usual_sums(split.part, split.start, inside, usual, split.grain)
        spread = split.part[:, usual].std(axis=1, ddof=1) * math.sqrt(length * (1 + length / count))
        clear = np.abs(away) > CLEAR * np.maximum(spread, 1.0)
        if clear.any():
            at = int(np.argmax(np.where(clear, np.abs(away), -1.0)))
            return Excess(dimension, split.keys[at], split.groups[at], float(away[at]))
    return None


def _when(split: Split, days: Days, unusual: Sequence[Days]) -> tuple[Mask, Mask]:
    """Which points are in the episode, and which are usual."""
    return within(split.start, [days]), ~within(split.start, [*unusual, days])


def within(start: NDArray[np.datetime64], stretches: Sequence[Days]) -> Mask:
    """Which points begin in one of the stretches."""
    inside = np.zeros(len(start), dtype=bool)
    for days in stretches:
        inside |= (start >= np.datetime64(days.first)) & (start <= np.datetime64(days.last))
    return inside
