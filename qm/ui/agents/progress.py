"""How far teams are on the way to their targets: the level, the improvement, and quality beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.agents.everybody import work_only
from qm.metrics import METRICS, Filters
from qm.models.comparison.changes import changes
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Store
from qm.store.targets import CENTRE, Target
from qm.ui.agents import answers
from qm.ui.agents.question import Question
from qm.ui.lookup import version

QUALITY = "quality_score"
WHOLE = "The whole centre"
FIGURES = ("value", "low", "high", "n")
NOTHING = (math.nan, math.nan, math.nan, 0)


@dataclass(frozen=True)
class Progress:
    """One target as it stands.

    `now`: value, low, high (95 %) and n; `change` since the period compared with and its `sign` (+1 surely
    better, −1 surely worse, 0 ordinary, None not known); `quality` and its change beside it.
    """

    target: Target
    now: tuple[float, float, float, int]
    change: float
    sign: int | None
    quality: tuple[float, float, float, int]
    quality_change: float
    quality_sign: int | None

    @property
    def is_more_wanted(self) -> bool:
        """Whether the target is a least (True) or a most."""
        return METRICS[self.target.metric].better == "up"

    @property
    def is_reached(self) -> bool | None:
        """Whether the level is reached; None of fewer than ten cases."""
        if self.now[3] < FEWEST:
            return None
        return self.now[0] >= self.target.level if self.is_more_wanted else self.now[0] <= self.target.level

    @property
    def is_sure(self) -> bool:
        """Whether chance leaves no doubt about it."""
        return not self.now[1] <= self.target.level <= self.now[2]

    @property
    def way(self) -> float:
        """The part of the way from where it stood when set to the target, 0 to 1; NaN when not known."""
        if self.is_reached is None:
            return math.nan
        if self.is_reached:
            return 1.0
        start, level = self.target.baseline, self.target.level
        if start is None or start == level:
            return 0.0
        return min(max((self.now[0] - start) / (level - start), 0.0), 1.0)

    @property
    def earned(self) -> str:
        """What counts: the level, a sure improvement, both, or neither yet."""
        if self.is_reached is None:
            return "too few cases"
        parts = [word for word, is_so in (("level", self.is_reached), ("improvement", self.sign == 1)) if is_so]
        return " and ".join(parts) or "not yet"


def progress(store: Store, question: Question, known: Sequence[Target]) -> list[Progress]:
    """Every target under the filters on period and work; those on people are left aside."""
    view = question.view
    current = work_only(view.current)
    before = work_only(view.comparison) if view.comparison else None
    names = tuple(n for n in METRICS if n in {QUALITY, *(t.metric for t in known)})
    now = _by_team(store, question, current, names)
    then = _by_team(store, question, before, names) if before else {}
    signed = _changes(now, then)
    found = []
    for t in known:
        change, sign = signed.get((t.team, t.metric), (math.nan, None))
        quality_change, quality_sign = signed.get((t.team, QUALITY), (math.nan, None))
        found.append(
            Progress(
                t,
                now.get((t.team, t.metric), NOTHING),
                change,
                sign,
                now.get((t.team, QUALITY), NOTHING),
                quality_change,
                quality_sign,
            )
        )
    return found


def _by_team(store: Store, question: Question, filters: Filters, names: tuple[str, ...]) -> dict:
    """(team, metric) → value, low, high, n; the whole centre too. Metrics that the filters do not fit are left out."""
    able = tuple(n for n in names if {"team", *filters.dimensions} <= set(METRICS[n].dimensions))
    if not able:
        return {}
    kept = version(store)
    teams = answers.measured(kept, store, filters, question.definitions, able, ("team",))
    whole = answers.measured(kept, store, filters, question.definitions, able, ()).assign(team=CENTRE)
    both = pd.concat([teams[teams["team"].notna()], whole], ignore_index=True)
    return {
        (r["team"], r["metric"]): tuple(r[f] if f != "n" else int(r[f]) for f in FIGURES)
        for r in both.to_dict("records")
        if r["n"] and r["value"] == r["value"]
    }


def _changes(now: dict, then: dict) -> dict[tuple[str, str], tuple[float, int]]:
    """(team, metric) → change and its sign in the direction that is better, where both periods have ten cases."""
    keys = [k for k in now if k in then and min(now[k][3], then[k][3]) >= FEWEST]
    if not keys:
        return {}

    def column(of: dict, place: int) -> np.ndarray:
        return np.array([of[k][place] for k in keys], dtype=float)

    def error(of: dict) -> np.ndarray:
        return (column(of, 2) - column(of, 1)) / (2 * 1.959964)

    found = changes(column(now, 0), error(now), column(then, 0), error(then))
    return {
        key: (float(change), int(sign) * (1 if METRICS[key[1]].better == "up" else -1))
        for key, change, sign in zip(keys, found.change, found.sign, strict=True)
    }
