"""The map: service level over agents and repeats, where today and the scenario stand, the target and the edge."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from qm.analysis.cache import kept
from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.models.queueing.levers import Landscape, Levers, landscape, moved, share_at
from qm.store import Session
from qm.wording import duration

Numbers = NDArray[np.float64]

COLUMNS, ROWS = 26, 18
EDGE_ROWS = 61
SCALE = np.concatenate([np.linspace(0.5, 1.5, 17), [1.6, 1.75, 1.95, 2.3]])
"""Multiples of today's agents that the map knows."""


@dataclass(frozen=True)
class ServiceMap:
    """`cells` one row per place: agents, rate, its edges left, right, bottom, top, service_level, abandonment, asa, and
    the place in `words`. `target` the agents that it takes at each repeat rate, `tipping` the line above which the calm
    state is gone (empty where nothing tips), `points` where today and the scenario stand: agents, rate, case."""

    cells: pd.DataFrame
    target: pd.DataFrame
    tipping: pd.DataFrame
    points: pd.DataFrame
    takeaway: str


def service_map(answer: WhatIfAnswer, ground: Landscape | None = None) -> ServiceMap:
    """The map around today and the scenario, all other levers as in the scenario; `ground` from `landscape_of`, where
    it is known already."""
    queue, now = answer.queue, answer.scenario
    assert isinstance(now, WaitingOutcome)
    ground = ground or _landscape(queue, beside_the_axes(queue, now.levers))
    low, high = queue.today.agents * 0.6, max(queue.today.agents * 1.5, now.levers.agents * 1.1)
    low = min(low, now.levers.agents * 0.95)
    top = min(max(0.35, 1.25 * max(queue.today.repeat_rate, now.levers.repeat_rate)), 0.9)
    agents, width = _middles(low, high, COLUMNS)
    rates, height = _middles(0.0, top, ROWS)
    share, rise = repeat_shares(queue, now.levers, rates)
    found = ground.at(share, rise)
    known = ground.scale * queue.today.agents
    on = {
        name: np.array([np.interp(agents, known, found[name][:, j]) for j in range(ROWS)])
        for name in ("service_level", "abandonment", "asa")
    }
    a, r = np.meshgrid(agents, rates)
    cells = pd.DataFrame(
        {
            "agents": a.ravel().round(2),
            "rate": r.ravel().round(4),
            "left": (a - width / 2).ravel(),
            "right": (a + width / 2).ravel(),
            "bottom": (r - height / 2).ravel(),
            "top": (r + height / 2).ravel(),
            **{name: values.ravel() for name, values in on.items()},
        }
    )
    cells = cells.assign(
        words=[
            f"{x:.1f} agents · repeats {y:.1%} → service level {sl:.1%} · wait {duration(w)} · abandoned {ab:.1%}"
            for x, y, sl, ab, w in zip(
                cells["agents"], cells["rate"], cells["service_level"], cells["abandonment"], cells["asa"], strict=True
            )
        ]
    )
    needed = ground.scale_for(now.setting.target, share, rise) * queue.today.agents
    fine = np.linspace(0.0, top, EDGE_ROWS)
    edge = ground.tipping(*repeat_shares(queue, now.levers, fine))
    tipping = [
        {"agents": float(a), "rate": float(fine[int(place)])}
        for a, place in zip(known, edge, strict=True)
        if place == place and low <= a <= high
    ]
    return ServiceMap(
        cells,
        pd.DataFrame({"agents": needed, "rate": rates}).dropna(),
        pd.DataFrame(tipping, columns=["agents", "rate"]),
        _points(answer),
        _takeaway(answer, bool(len(tipping) > 1)),
    )


def _points(answer: WhatIfAnswer) -> pd.DataFrame:
    """Where today and the scenario stand; one point where they stand on each other."""
    today, now = answer.today.levers, answer.scenario.levers
    points = [
        {"agents": one.agents, "rate": one.repeat_rate, "case": case}
        for case, one in (("today", today), ("scenario", now))
    ]
    if now == today:
        points = points[:1]
    elif (now.agents, now.repeat_rate) == (today.agents, today.repeat_rate):
        points = points[1:]
    return pd.DataFrame(points)


def _takeaway(answer: WhatIfAnswer, tips: bool) -> str:
    edge = (
        "Above the dashed line the queue tips: repeats and redials swamp it."
        if tips
        else "No tipping point in this range."
    )
    others = "" if answer.scenario.levers == answer.today.levers else " Other levers are as in the scenario."
    return f"White line: {answer.setting.target:.0%} is reached. {edge}{others}"


def _middles(low: float, high: float, count: int) -> tuple[NDArray[np.float64], float]:
    width = (high - low) / count
    return np.asarray(low + width * (np.arange(count) + 0.5), dtype=float), width


def repeat_shares(queue: PreparedQueue, now: Levers[float], rates: ArrayLike) -> tuple[Numbers, Numbers]:
    """What repeat rates at today's waits mean for the model under these levers: its share and the rise with waits."""
    share, rise = share_at(queue.small, queue.today.repeat_rate, rates)
    return share, np.asarray(np.minimum(rise * now.wait_sensitivity, 0.98 - share))


def beside_the_axes(queue: PreparedQueue, now: Levers[float]) -> Levers[float]:
    """The levers with agents and repeats as today: the map has those on its axes."""
    return replace(now, agents=queue.today.agents, repeat_rate=queue.today.repeat_rate)


@kept(most=48)
def landscape_of(session: Session, selection: Selection, beside: Levers[float]) -> Landscape:
    """The queue over agents and repeats, all other levers where they stand."""
    return _landscape(prepared_queue(session, selection), beside)


def _landscape(queue: PreparedQueue, beside: Levers[float]) -> Landscape:
    small, spread = queue.smallest
    return landscape(moved(small, queue.today, beside), spread, SCALE)
