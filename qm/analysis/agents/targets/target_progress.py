"""How far teams are on the way to their targets: the level, the improvement, and quality beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.agents.profile_comparisons import work_only
from qm.analysis.cache import kept
from qm.metrics import METRICS, Filters, measure
from qm.models.comparison.changes import changes
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Session
from qm.store.targets import CENTRE, Target
from qm.wording.scale import DASH

QUALITY = "quality_score"
WHOLE_CENTRE = "The whole centre"

Figure = tuple[float, float, float, int]
"""Value, low, high (95 %) and n."""

Z95 = 1.959964
"""Half the width of a 95 % interval, in standard errors."""

NO_FIGURE: Figure = (math.nan, math.nan, math.nan, 0)


@dataclass(frozen=True)
class TargetProgress:
    """One target as it stands.

    `now`: value, low, high (95 %) and n; `change` since the period compared with and its `sign` (+1 surely
    better, −1 surely worse, 0 ordinary, None not known); `quality` and its change beside it.
    """

    target: Target
    now: Figure
    change: float
    sign: int | None
    quality: Figure
    quality_change: float
    quality_sign: int | None

    @property
    def team(self) -> str:
        """The team's name, or that it is the whole centre."""
        return self.target.team or WHOLE_CENTRE

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

    @property
    def level_text(self) -> str:
        """Whether the level is reached, and whether that may be chance."""
        if self.is_reached is None:
            return f"too few cases ({self.now[3]:,})"
        return ("reached" if self.is_reached else "not reached") + ("" if self.is_sure else ", may be chance")


def target_progress(
    session: Session, targets: Sequence[Target], current: Filters, comparison: Filters | None = None
) -> list[TargetProgress]:
    """Every target under the filters on period and work (those on people left aside), changes since `comparison`."""
    names = tuple(n for n in METRICS if n in {QUALITY, *(t.metric for t in targets)})
    now = _figures_by_team(session, work_only(current), names)
    before = _figures_by_team(session, work_only(comparison), names) if comparison else {}
    changed = _changes(now, before)
    progress = []
    for target in targets:
        change, sign = changed.get((target.team, target.metric), (math.nan, None))
        quality_change, quality_sign = changed.get((target.team, QUALITY), (math.nan, None))
        progress.append(
            TargetProgress(
                target,
                now.get((target.team, target.metric), NO_FIGURE),
                change,
                sign,
                now.get((target.team, QUALITY), NO_FIGURE),
                quality_change,
                quality_sign,
            )
        )
    return progress


def progress_frame(progress: Sequence[TargetProgress]) -> pd.DataFrame:
    """The targets as they are saved, figures as numbers: one row per target."""
    return pd.DataFrame(
        [
            {
                "team": p.team,
                "metric": p.target.metric,
                "target": p.target.level,
                "value": p.now[0],
                "low": p.now[1],
                "high": p.now[2],
                "n": p.now[3],
                "baseline": p.target.baseline,
                "baseline_from": p.target.baseline_from,
                "baseline_to": p.target.baseline_to,
                "way": p.way,
                "change": p.change,
                "earned": p.earned,
                "quality_score": p.quality[0],
                "quality_n": p.quality[3],
                "quality_change": p.quality_change,
            }
            for p in progress
        ]
    )


def improvement_text(change: str, sign: int | None) -> str:
    """A change with its verdict: clearly better (+3.2 points); a dash where it is not known."""
    if sign is None:
        return DASH
    return f"{ {1: 'clearly better', -1: 'clearly worse'}.get(sign, 'within normal variation') } ({change})"


@kept(most=16)
def _figures_by_team(session: Session, filters: Filters, names: tuple[str, ...]) -> dict[tuple[str, str], Figure]:
    """(team, metric) → figure; the whole centre too. Metrics that the filters do not fit are left out."""
    able = tuple(n for n in names if {"team", *filters.dimensions} <= set(METRICS[n].dimensions))
    if not able:
        return {}
    teams = measure(session.store, filters, able, ("team",))
    whole = measure(session.store, filters, able).assign(team=CENTRE)
    both = pd.concat([teams[teams["team"].notna()], whole], ignore_index=True)
    return {
        (r["team"], r["metric"]): (r["value"], r["low"], r["high"], int(r["n"]))
        for r in both.to_dict("records")
        if r["n"] and r["value"] == r["value"]
    }


def _changes(
    now: dict[tuple[str, str], Figure], before: dict[tuple[str, str], Figure]
) -> dict[tuple[str, str], tuple[float, int]]:
    """(team, metric) → change and its sign in the direction that is better, where both periods have ten cases."""
    keys = [k for k in now if k in before and min(now[k][3], before[k][3]) >= FEWEST]
    if not keys:
        return {}

    (value, low, high), (value_before, low_before, high_before) = (
        np.array([of[k][:3] for k in keys], dtype=float).T for of in (now, before)
    )
    errors = ((high - low) / (2 * Z95), (high_before - low_before) / (2 * Z95))
    told = changes(value, errors[0], value_before, errors[1])
    return {
        key: (float(change), int(sign) * (1 if METRICS[key[1]].better == "up" else -1))
        for key, change, sign in zip(keys, told.change, told.sign, strict=True)
    }
