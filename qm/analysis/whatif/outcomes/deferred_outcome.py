"""Deferred work: what a setting comes to where nobody hangs up, what waits is there tomorrow, and some write again."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from qm.analysis.cache import kept
from qm.analysis.whatif.differences import signed
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.quality.quality_effect import with_quality
from qm.analysis.whatif.queue.deferred_workload import SLOT, DeferredWorkload
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.models.queueing.backlog import Backlog, backlog, tipping_backlog
from qm.models.queueing.levers import Levers, needed
from qm.store import Session

Numbers = NDArray[np.float64]

DAY = 86_400.0
SCALE = np.array([0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.9, 2.4])
WEEKS_AHEAD = 6
FAR = 10.0
"""Weeks of work: a backlog beyond has run away, and how far is no figure to go by."""

KEPT = (
    "service_level",
    "response",
    "open_mean",
    "open_most",
    "left",
    "attempts",
    "repeats",
    "chasers",
    "occupancy",
    "needed",
    "tipping",
    "hours",
    "repeat_hours",
    "transfers",
    "transfer_hours",
    "cost",
)


@dataclass(frozen=True)
class DeferredOutcome:
    """One setting answered: `setting` as asked, `effective` with what better quality moves added.

    `service_level` the share answered within the promised time, `response` its mean in seconds, `open_mean` and
    `open_most` contacts waiting, `left` those at the end of the period. Contacts, hours and cost are of a week.
    `transfers` are passed on (NaN: not known) and handled a second time by somebody, in `transfer_hours` beside the
    queue. `tipping` is the backlog above which those who write again outrun the agents (inf: none).
    """

    setting: Setting
    effective: Setting
    service_level: float
    response: float
    open_mean: float
    open_most: float
    left: float
    attempts: float
    fresh: float
    repeats: float
    chasers: float
    occupancy: float
    needed: float
    tipping: float
    hours: float
    repeat_hours: float
    transfers: float
    transfer_hours: float
    cost: float
    agents: Numbers = field(repr=False)
    levels: Numbers = field(repr=False)
    played: Backlog = field(repr=False)

    # What calls have and letters have not, for what is counted of both.
    redials: ClassVar[float] = 0.0
    lost: ClassVar[float] = 0.0

    @property
    def levers(self) -> Levers[float]:
        return self.effective.levers

    @property
    def handle_seconds(self) -> float:
        return self.levers.handle_seconds

    @property
    def repeat_rate(self) -> float:
        return self.levers.repeat_rate

    @property
    def figures(self) -> dict[str, float]:
        """What is kept and exported, by name; those that are no number left out."""
        found = {name: float(getattr(self, name)) for name in KEPT}
        return {name: value for name, value in found.items() if np.isfinite(value)}

    @property
    def far(self) -> float:
        """The number of contacts from which on all is lost."""
        return FAR * (self.fresh + self.repeats)

    def contacts_text(self, value: float) -> str:
        """A number of contacts in words."""
        if np.isinf(value):
            return "none"
        return f"{value:,.0f}" if value <= self.far else f"over {self.far:,.0f}"

    def contacts_difference(self, difference: float) -> str:
        """A difference of such numbers."""
        return signed(difference) if abs(difference) <= self.far else "without end"

    @property
    def is_growing(self) -> bool:
        """Whether more is left at the end than a usual week brings."""
        return self.left > max(self.attempts, 2 * self.setting.backlog, 10)


@kept(most=64)
def deferred_outcome(session: Session, selection: Selection, setting: Setting) -> DeferredOutcome:
    """The weeks of the data played again with the levers where they stand."""
    queue = prepared_queue(session, selection)
    came, effective = workload_of(queue), with_quality(session, selection, setting)
    now = effective.levers
    weeks = len(came.arrived) / 336
    played = play(queue, effective, now.agents)
    plain = came.arrived.sum() * growth(queue, now) / weeks
    agents, levels = promise_curve(
        session, selection, replace(effective, target=0.0, cost=0.0, levers=replace(now, agents=1.0))
    )
    hours = now.agents * queue.hours_a_week
    worked = played.worked.sum() * now.handle_seconds
    seconds = came.present.sum() * now.agents / queue.today.agents
    week_seconds = 7 * DAY
    spare = tipping_backlog(
        float(plain * (1 - now.repeat_rate)) / week_seconds,
        float(now.repeat_rate),
        float(now.handle_seconds),
        float(seconds / weeks / week_seconds),
        hazard(setting),
    )
    transfers = float(plain) * effective.transfers if queue.quality.transfers_known else float("nan")
    return DeferredOutcome(
        setting,
        effective,
        service_level=played.within(setting.within_hours * 3600),
        response=played.response_seconds(),
        open_mean=float(played.open.mean()),
        open_most=float(played.open.max()),
        left=float(played.open[-1]),
        attempts=float(played.arrived.sum() / weeks),
        fresh=float(plain * (1 - now.repeat_rate)),
        repeats=float(plain * now.repeat_rate),
        chasers=float(played.chasers.sum() / weeks),
        occupancy=float(min(worked / max(seconds, 1e-9), 1.0)),
        needed=needed(agents, levels, setting.target),
        tipping=spare,
        hours=hours,
        repeat_hours=float(plain * now.repeat_rate * now.handle_seconds / 3600),
        transfers=transfers,
        transfer_hours=transfers * now.handle_seconds / 3600,
        cost=hours * setting.cost,
        agents=agents,
        levels=levels,
        played=played,
    )


@kept(most=48)
def promise_curve(session: Session, selection: Selection, aside: Setting) -> tuple[Numbers, Numbers]:
    """Agents, and the share answered within the promised time; all other levers as they stand."""
    queue = prepared_queue(session, selection)
    agents = SCALE * queue.today.agents
    return agents, np.array([play(queue, aside, n).within(aside.within_hours * 3600) for n in agents])


def play(queue: PreparedQueue, setting: Setting, agents: float) -> Backlog:
    """The backlog half hour by half hour over the weeks of the data."""
    came, now = workload_of(queue), setting.levers
    able = came.present * (agents / queue.today.agents) / now.handle_seconds
    return backlog(came.arrived * growth(queue, now), able, SLOT, setting.backlog, hazard(setting))


def ahead(queue: PreparedQueue, setting: Setting) -> Backlog:
    """Some weeks like the mean one, from what is open at the start."""
    came, now = workload_of(queue), setting.levers
    able = came.week(came.present) * (now.agents / queue.today.agents) / now.handle_seconds
    arriving = came.week(came.arrived) * growth(queue, now)
    return backlog(np.tile(arriving, WEEKS_AHEAD), np.tile(able, WEEKS_AHEAD), SLOT, setting.backlog, hazard(setting))


def growth(queue: PreparedQueue, now: Levers[float]) -> float:
    """Contacts as a multiple of today's: fresh ones, and what they bring back."""
    more = now.fresh / queue.today.fresh
    return float(more * (1 - queue.today.repeat_rate) / (1 - now.repeat_rate))


def hazard(setting: Setting) -> float:
    """Further messages a second of an open contact."""
    return float(-np.log1p(-min(setting.chasers, 0.99)) / DAY)


def workload_of(queue: PreparedQueue) -> DeferredWorkload:
    """The queue along the clock, which deferred work always has."""
    assert queue.workload is not None
    return queue.workload
