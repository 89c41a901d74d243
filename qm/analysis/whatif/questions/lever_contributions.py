"""What each lever that moved adds to the service level."""

from dataclasses import dataclass

import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.levers.lever_table import LEVERS
from qm.models.queueing.levers import NAMES, contributions

LABELS = {lever.name: lever.label for lever in LEVERS}


@dataclass(frozen=True)
class LeverContributions:
    """`steps` one row per lever and one for all: label, start and end in points, kind (better, worse, total), text.
    None where less than two moved, and the takeaway says it all."""

    steps: pd.DataFrame | None
    takeaway: str


def lever_contributions(answer: WhatIfAnswer) -> LeverContributions:
    """The steps from today to the scenario."""
    added = _added(answer)
    if not added:
        return LeverContributions(None, "No lever has moved yet.")
    if len(added) == 1:  # one bar twice would say no more
        ((name, gain),) = added.items()
        only = f"Only {LABELS[name].lower()} moved: {_points(gain * 100)} points of service level."
        return LeverContributions(None, only)
    rows, level = [], 0.0
    for name, gain in added.items():
        points = gain * 100
        kind = "better" if gain >= 0 else "worse"
        rows.append(
            {"label": LABELS[name], "start": level, "end": level + points, "kind": kind, "text": _points(points)}
        )
        level += points
    rows.append({"label": "Together", "start": 0.0, "end": level, "kind": "total", "text": _points(level)})
    most = max(added, key=lambda name: abs(added[name]))
    takeaway = f"{LABELS[most]} matters most: {_points(added[most] * 100)} points of service level."
    return LeverContributions(pd.DataFrame(rows), takeaway)


def _added(answer: WhatIfAnswer) -> dict[str, float]:
    """What each lever that moved adds, as a share; one alone adds all of it."""
    today, now, queue = answer.today, answer.scenario, answer.queue
    moved = [name for name in NAMES if getattr(now.levers, name) != getattr(today.levers, name)]
    if len(moved) == 1:
        return {moved[0]: now.service_level - today.service_level}
    return contributions(queue.small, queue.spread, queue.today, now.levers)


def _points(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
