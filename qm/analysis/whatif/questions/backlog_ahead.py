"""The backlog of the weeks ahead: what is open over six weeks like the mean one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, ahead
from qm.analysis.whatif.queue.deferred_workload import SLOT
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY = 4
"""Half hours between two points: lines as the eye sees them."""


@dataclass(frozen=True)
class BacklogAhead:
    """`frame` one row per time and case: at (days from now), label, open, case. `tipping` is the backlog above which it
    runs away; None: there is none."""

    frame: pd.DataFrame
    tipping: float | None
    takeaway: str


def backlog_ahead(answer: WhatIfAnswer) -> BacklogAhead:
    """What is open, from what is open at the start; today and, once a lever has moved, the scenario."""
    today, now = answer.today, answer.scenario
    assert isinstance(today, DeferredOutcome)
    assert isinstance(now, DeferredOutcome)
    frames = [_open(answer.queue, today, "today")]
    if answer.is_moved:
        frames.append(_open(answer.queue, now, "scenario"))
    last = frames[-1]["open"].to_numpy()
    edge = None if np.isinf(now.tipping) else now.tipping
    return BacklogAhead(pd.concat(frames, ignore_index=True), edge, _takeaway(now, last))


def _takeaway(now: DeferredOutcome, left: np.ndarray) -> str:
    week = 336 // EVERY
    early, late = float(left[:week].max()), float(left[-week:].max())
    if late >= now.far:
        return f"It runs away: after {len(left) / week:.1f} weeks ten weeks' work is open."
    takeaway = f"At most {late:,.0f} are open in the last week, {early:,.0f} in the first."
    if late > 1.5 * early + 5:
        return takeaway + " It grows."
    if now.setting.backlog and late < 0.8 * early:
        return takeaway + " What was open at the start is worked off."
    return takeaway


def _open(queue: PreparedQueue, one: DeferredOutcome, case: str) -> pd.DataFrame:
    left = np.minimum(ahead(queue, one.effective).open[EVERY - 1 :: EVERY], one.far)
    if one.far in left:  # it has run away; the rest of the line would flatten everything else
        left = left[: int(np.argmax(left == one.far)) + 1]
    hours = (np.arange(len(left)) + 1) * EVERY * SLOT / 3600
    labels = [f"week {int(h // 168) + 1}, {WEEKDAYS[int(h // 24) % 7]} {int(h % 24):02d}:00" for h in hours]
    return pd.DataFrame({"at": hours / 24, "label": labels, "open": left, "case": case})
