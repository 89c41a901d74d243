"""Service level along one lever, for today and the scenario, and where it reaches the goal."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.levers.lever_span import lever_span
from qm.analysis.whatif.levers.lever_table import BY_KEY, WITHOUT_EFFECT, Lever
from qm.analysis.whatif.levers.quality_moves import QualityMoves
from qm.analysis.whatif.levers.setting import Setting, todays_setting
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, play
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import NAMES, column, moved

POINTS = {"calls": 33, "chat": 33, "deferred": 13}
"""Values looked at along the lever."""


@dataclass(frozen=True)
class LeverCurve:
    """`lines` has x (the lever as shown), service_level and case; `points` the same for where each case stands.
    `title` and `x_title` say what is drawn, `decimals` how x is written, `takeaway` where the goal is reached."""

    lines: pd.DataFrame
    points: pd.DataFrame
    title: str
    x_title: str
    decimals: int
    takeaway: str


def service_level_by_agents(answer: WhatIfAnswer) -> LeverCurve:
    """The curve over agents."""
    return lever_curve(answer, BY_KEY["staff"])


def lever_curve(answer: WhatIfAnswer, lever: Lever) -> LeverCurve:
    """The curve of today and, where other levers have moved, of the scenario."""
    lever = BY_KEY["staff"] if lever.name in WITHOUT_EFFECT else lever
    today, now = answer.today, answer.scenario
    cases = {"today": today, "scenario": now} if answer.is_moved else {"today": today}
    at = {case: one.effective.value(lever.name) * lever.factor for case, one in cases.items()}
    standing = todays_setting(answer.queue).value(lever.name) * lever.factor
    low, high = lever_span(lever, standing, at.get("scenario", standing))
    xs = np.unique(np.concatenate([np.linspace(low, high, POINTS[answer.queue.kind]), list(at.values())]))
    xs = xs[(xs >= low) & (xs <= high)]
    # The lever alone moved: both cases stand on one line.
    drawn = {case: one for case, one in cases.items() if case == "today" or not _same_beside(lever, today, now)}
    levels = {case: _levels(answer, one.effective, lever, xs / lever.factor) for case, one in drawn.items()}
    lines = [pd.DataFrame({"x": xs, "service_level": level, "case": case}) for case, level in levels.items()]
    points = [{"x": at[case], "service_level": one.service_level, "case": case} for case, one in cases.items()]
    label, level = lever.label_of(answer.queue.kind), levels.get("scenario", levels["today"])
    return LeverCurve(
        pd.concat(lines, ignore_index=True),
        pd.DataFrame(points),
        f"Service level by {label[0].lower()}{label[1:]}",
        f"{label} ({lever.unit.strip()})" if lever.unit.strip() else label,
        lever.decimals,
        (lever.key == "staff" and _of_agents(xs, level, list(at.values())[-1])) or _takeaway(answer, lever, xs, level),
    )


def _same_beside(lever: Lever, today: Outcome, now: Outcome) -> bool:
    """Whether today and the scenario differ in nothing that happens but this lever."""

    def beside(one: Outcome) -> Setting:
        setting = one.effective.with_value(lever.name, now.effective.value(lever.name))
        for name in WITHOUT_EFFECT:
            setting = setting.with_value(name, now.effective.value(name))
        return replace(setting, quality=QualityMoves())  # what it moved is in the levers

    return beside(today) == beside(now)


def _levels(answer: WhatIfAnswer, setting: Setting, lever: Lever, values: np.ndarray) -> np.ndarray:
    """The service level at each value of the lever."""
    queue = answer.queue
    settings = [setting.with_value(lever.name, float(value)) for value in values]
    if isinstance(answer.scenario, DeferredOutcome):
        return np.array([play(queue, one, one.levers.agents).within(one.within_hours * 3600) for one in settings])
    assert lever.name in NAMES
    found = settle(moved(queue.small, queue.today, column([one.levers for one in settings])), queue.spread)
    return np.asarray(found.service_level)


def _of_agents(xs: np.ndarray, level: np.ndarray, stands: float) -> str:
    """What one agent more or fewer does; nothing where the line is shorter than that."""
    here, more, fewer = np.interp([stands, stands + 1, stands - 1], xs, level)
    parts = []
    if stands + 1 <= xs[-1]:
        parts.append(f"One agent more adds {(more - here) * 100:.1f} points.")
    if stands - 1 >= xs[0]:
        parts.append(f"One agent fewer costs {(here - fewer) * 100:.1f} points.")
    return " ".join(parts)


def _takeaway(answer: WhatIfAnswer, lever: Lever, xs: np.ndarray, level: np.ndarray) -> str:
    """Where the line crosses the goal, nearest to where the lever stands."""
    goal, stands = answer.setting.target, answer.scenario.effective.value(lever.name) * lever.factor
    side = level >= goal
    crossed = np.flatnonzero(side[1:] != side[:-1])
    if not len(crossed):
        word = "met" if side.all() else "out of reach"
        return f"The goal of {goal:.0%} is {word} wherever this lever stands."
    ways = xs[crossed] + (goal - level[crossed]) / (level[crossed + 1] - level[crossed]) * np.diff(xs)[crossed]
    where = float(ways[np.abs(ways - stands).argmin()])
    at, now = lever.shown(where / lever.factor), lever.shown(stands / lever.factor)
    return f"{goal:.0%} is reached at {at}; the lever stands at {now}."
