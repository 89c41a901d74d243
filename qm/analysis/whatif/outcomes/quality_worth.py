"""What better quality alone is worth in agents: how many fewer give today's service level."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qm.analysis.cache import kept
from qm.analysis.whatif.levers.quality_moves import QualityMoves
from qm.analysis.whatif.levers.setting import todays_setting
from qm.analysis.whatif.outcomes.deferred_outcome import growth
from qm.analysis.whatif.quality.quality_effect import effects, moved_by
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import Levers, column, moved, needed
from qm.store import Session

Numbers = NDArray[np.float64]

STEPS = 13


@dataclass(frozen=True)
class Worth:
    """Agents that could be spared at today's service level (below 0: that are needed more), with what the links'
    intervals leave of it; None where no number of agents looked at gives that level."""

    agents: float | None
    low: float | None
    high: float | None


@kept(most=64)
def quality_worth(session: Session, selection: Selection, quality: QualityMoves) -> Worth:
    """Better quality by itself, every other lever as today.

    The interval takes each link to its ends while the others stay, and adds what that makes up in squares: links with
    repeats and with handle time are estimated apart.
    """
    queue = prepared_queue(session, selection)
    asked = replace(todays_setting(queue), quality=quality)
    found = {one.outcome: one for one in effects(session, selection, asked)}
    if not found:
        return Worth(0.0, 0.0, 0.0)
    middle = {name: one.change for name, one in found.items()}
    cases = [middle] + [
        middle | {name: edge} for name in ("repeat", "aht") for edge in (found[name].low, found[name].high)
    ]
    spared = _spared(queue, [moved_by(asked, case).levers for case in cases])
    value, edges = spared[0], spared[1:]
    if not np.isfinite(spared).all():
        return Worth(None if not np.isfinite(value) else float(value), None, None)
    below = float(np.sqrt((np.minimum(edges.reshape(2, 2) - value, 0.0).min(axis=1) ** 2).sum()))
    above = float(np.sqrt((np.maximum(edges.reshape(2, 2) - value, 0.0).max(axis=1) ** 2).sum()))
    return Worth(float(value), float(value) - below, float(value) + above)


def _spared(queue: PreparedQueue, cases: Sequence[Levers[float]]) -> Numbers:
    """Agents that each case spares at today's service level; NaN where none looked at gives it."""
    work = np.array([_work(queue, one) for one in cases])
    if queue.kind == "deferred":  # with arrivals, handling and people in proportion a backlog runs alike
        return np.asarray(queue.today.agents * (1 - work))
    most = 1.5 * float(np.abs(work - 1).max()) + 0.02
    scale = np.linspace(max(1 - most, 0.1), 1 + most, STEPS)
    agents = scale * queue.today.agents
    settings = [queue.today, *(replace(one, agents=float(n)) for one in cases for n in agents)]
    level = settle(moved(queue.small, queue.today, column(settings)), queue.spread).service_level
    there = np.asarray(level)[1:].reshape(len(cases), STEPS)
    return np.array([queue.today.agents - _reaching(agents, one, float(level[0])) for one in there])


def _reaching(agents: Numbers, level: Numbers, target: float) -> float:
    """The agents at which a rising curve reaches the target; NaN where it does so outside of what was looked at."""
    inside = level[0] <= target <= level[-1]
    return needed(agents, level, target) if inside else float("nan")


def _work(queue: PreparedQueue, now: Levers[float]) -> float:
    """The work that comes, as a multiple of today's."""
    return growth(queue, now) * now.handle_seconds / queue.today.handle_seconds
