"""What a setting comes to where customers wait on the line: calls and chat."""

from dataclasses import dataclass, field, replace
from typing import Literal

from qm.analysis.cache import kept
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.outcomes.agents_needed import agents_needed
from qm.analysis.whatif.quality.quality_effect import with_quality
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.models.queueing.interval_model import Settled, settle
from qm.models.queueing.levers import Levers, column, moved
from qm.store import Session

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
    (NaN: beyond reach), `gain` what one more fresh contact becomes. `period` is what settles, once as set and once
    with 1 % more fresh contacts.
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
        needed=agents_needed(queue, now, setting.target),
        hours=hours,
        lost=one["attempts"] - answered - one["redials"],
        transfers=transfers,
        transfer_hours=transfers * one["handle_seconds"] / 3600,
        repeat_hours=hours * one["occupancy"] * one["repeats"] / max(answered, 1e-9),
        cost=hours * setting.cost,
        period=settled,
    )


def settled_pair(queue: PreparedQueue, now: Levers[float], which: Literal["best", "worst"] = "best") -> Settled:
    """What settles over the period: first with the levers where they stand, then with 1 % more fresh contacts."""
    pair = column([now, replace(now, fresh=now.fresh * 1.01)])
    return settle(moved(queue.small, queue.today, pair), queue.spread, which)


def gain_of(pair: Settled) -> float:
    """How many contacts one more fresh one becomes in the end."""
    return float((pair.attempts[1] - pair.attempts[0]) / (pair.fresh[1] - pair.fresh[0]))
