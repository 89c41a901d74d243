"""What a setting comes to where customers wait on the line: calls and chat."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.analysis.cache import kept
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.quality.quality_effect import with_quality
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.models.queueing.interval_model import Settled, settle
from qm.models.queueing.levers import Landscape, Levers, column, landscape, moved, share_at
from qm.store import Session

Numbers = NDArray[np.float64]

SCALE = np.concatenate([np.linspace(0.5, 1.5, 17), [1.6, 1.75, 1.95, 2.3]])
"""Multiples of today's agents that the map and the curve know."""

LEAST_DIFFERENCE = 0.005
"""Two equilibria closer than this in service level are one outcome."""

PERIOD = (
    "service_level",
    "asa",
    "wait",
    "abandonment",
    "occupancy",
    "attempts",
    "redials",
    "repeats",
    "fresh",
    "handle_seconds",
    "repeat_rate",
)
KEPT = (
    "service_level",
    "worst",
    "asa",
    "abandonment",
    "occupancy",
    "attempts",
    "redials",
    "repeats",
    "lost",
    "repeat_rate",
    "handle_seconds",
    "repeat_hours",
    "transfers",
    "transfer_hours",
    "needed",
    "gain",
    "hours",
    "cost",
)


@dataclass(frozen=True)
class WaitingOutcome:
    """One setting answered; contacts, hours and cost are of a week, shares of 1, times in seconds.

    `setting` is as asked, `effective` has what better quality moves added. `transfers` are passed on (NaN: not known)
    and handled a second time by somebody, in `transfer_hours` beside the queue.
    `worst` is the service level of the worst equilibrium, `needed` the agents at which even that reaches the target
    (NaN: more than looked at), `gain` what one more fresh contact becomes. `landscape` has service level over agents
    and repeats, `period` what settles, once as set and once with 1 % more fresh contacts.
    """

    setting: Setting
    effective: Setting
    service_level: float
    worst: float
    asa: float
    wait: float
    abandonment: float
    occupancy: float
    attempts: float
    redials: float
    repeats: float
    fresh: float
    handle_seconds: float
    repeat_rate: float
    gain: float
    needed: float
    hours: float
    repeat_hours: float
    lost: float
    transfers: float
    transfer_hours: float
    cost: float
    landscape: Landscape = field(repr=False)
    period: Settled = field(repr=False)

    @property
    def levers(self) -> Levers[float]:
        return self.effective.levers

    @property
    def figures(self) -> dict[str, float]:
        """What is kept and exported, by name; those that are no number left out."""
        found = {name: float(getattr(self, name)) for name in KEPT}
        return {name: value for name, value in found.items() if value == value}

    @property
    def is_double(self) -> bool:
        """Whether the same people and volume have two outcomes."""
        return self.service_level - self.worst > LEAST_DIFFERENCE


@kept(most=64)
def waiting_outcome(session: Session, selection: Selection, setting: Setting) -> WaitingOutcome:
    """Everything that is worked out of a setting."""
    queue, effective = prepared_queue(session, selection), with_quality(session, selection, setting)
    now = effective.levers
    settled = settled_pair(queue, now)
    worst = float(settle(moved(queue.small, queue.today, now), queue.spread, "worst").service_level)
    ground = landscape_of(session, selection, _beside_the_axes(queue, now))
    one = {name: float(getattr(settled, name)[0]) for name in PERIOD}
    for name in ("attempts", "redials", "repeats", "fresh"):
        one[name] *= 1 / queue.weeks
    hours = now.agents * queue.hours_a_week
    answered = one["attempts"] * (1 - one["abandonment"])
    transfers = answered * effective.transfers if queue.quality.transfers_known else float("nan")
    return WaitingOutcome(
        setting,
        effective,
        **one,
        worst=min(worst, one["service_level"]),
        gain=gain_of(settled),
        needed=float(agents_for(queue, ground, now, [now.repeat_rate], setting.target)[0]),
        hours=hours,
        lost=one["attempts"] - answered - one["redials"],
        transfers=transfers,
        transfer_hours=transfers * one["handle_seconds"] / 3600,
        repeat_hours=hours * one["occupancy"] * one["repeats"] / max(answered, 1e-9),
        cost=hours * setting.cost,
        landscape=ground,
        period=settled,
    )


def settled_pair(queue: PreparedQueue, now: Levers[float], which: Literal["best", "worst"] = "best") -> Settled:
    """What settles over the period: first with the levers where they stand, then with 1 % more fresh contacts."""
    pair = column([now, replace(now, fresh=now.fresh * 1.01)])
    return settle(moved(queue.small, queue.today, pair), queue.spread, which)


def gain_of(pair: Settled) -> float:
    """How many contacts one more fresh one becomes in the end."""
    return float((pair.attempts[1] - pair.attempts[0]) / (pair.fresh[1] - pair.fresh[0]))


def repeat_shares(queue: PreparedQueue, now: Levers[float], rates: ArrayLike) -> tuple[Numbers, Numbers]:
    """What repeat rates at today's waits mean for the model under these levers: its share and the rise with waits."""
    share, rise = share_at(queue.small, queue.today.repeat_rate, rates)
    return share, np.asarray(np.minimum(rise * now.wait_sensitivity, 0.98 - share))


def agents_for(queue: PreparedQueue, ground: Landscape, now: Levers[float], rates: ArrayLike, target: float) -> Numbers:
    """The agents at which the worst equilibrium reaches a target, for repeat rates; NaN: more than looked at."""
    return np.asarray(ground.scale_for(target, *repeat_shares(queue, now, rates)) * queue.today.agents)


def _beside_the_axes(queue: PreparedQueue, now: Levers[float]) -> Levers[float]:
    """The levers with agents and repeats as today: the map has those on its axes."""
    return replace(now, agents=queue.today.agents, repeat_rate=queue.today.repeat_rate)


@kept(most=48)
def landscape_of(session: Session, selection: Selection, beside_the_axes: Levers[float]) -> Landscape:
    """The queue over agents and repeats, all other levers where they stand."""
    queue = prepared_queue(session, selection)
    small, spread = queue.smallest
    return landscape(moved(small, queue.today, beside_the_axes), spread, SCALE)
