"""What staffing costs, and what poor quality costs: prevention, appraisal, internal and external failure.

The classes are those of the PAF model; every figure is the actual state less the one without the failure, at
the same target. Repeats are counted twice on purpose, in two columns that must not be added: `marginal`, the handle
time of the contacts themselves, and `system`, the agents who could be spared, which is more, because repeats raise
waits, redials and headroom. What is compared with is a target for the repeat share (that of the best agents or
reasons), never 0. Source: queueing.md 7.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qm.models.feedback import settled
from qm.models.scenario import Scenario
from qm.models.staffing import exact_agents

Numbers = NDArray[np.float64]

Kind = Literal["prevention", "appraisal", "internal failure", "external failure"]
KINDS: tuple[Kind, ...] = ("prevention", "appraisal", "internal failure", "external failure")


@dataclass(frozen=True)
class Prices:
    """Money of one currency. `agent_hour` is what a paid hour costs; `shrinkage` the share of paid time that agents
    are not available (holidays, breaks, training); `lost_contact` what a customer who gives up for good is worth;
    `transfer` and `escalation` what one costs beyond its handle time."""

    agent_hour: float
    shrinkage: float = 0.0
    lost_contact: float = 0.0
    transfer: float = 0.0
    escalation: float = 0.0

    @property
    def present_hour(self) -> float:
        """An hour of an agent who is there."""
        return self.agent_hour / (1 - self.shrinkage)


@dataclass(frozen=True)
class Staffing:
    """`agents` on average over the intervals, `hours` they are there, `paid_hours` with shrinkage, and the money."""

    agents: float
    hours: float
    paid_hours: float
    money: float


@dataclass(frozen=True)
class Item:
    """One line of the cost of poor quality. `quantity` in `unit`; `system` is None where `marginal` says all."""

    kind: Kind
    name: str
    quantity: float
    unit: str
    marginal: float
    system: float | None = None

    @property
    def money(self) -> float:
        """What the line adds to the total: what the system could spare, where that is known."""
        return self.marginal if self.system is None else self.system


@dataclass(frozen=True)
class QualityCost:
    """The lines, and sums over them."""

    items: tuple[Item, ...]

    def total(self, kind: Kind | None = None) -> float:
        """The money of a class, or of all."""
        return sum(item.money for item in self.items if kind in (None, item.kind))


@dataclass(frozen=True)
class Effort:
    """What is spent on quality, and mishaps counted, over the same time as the scenario's intervals."""

    coaching_hours: float = 0.0
    training_hours: float = 0.0
    evaluations: float = 0.0
    evaluation_minutes: float = 30.0
    calibration_hours: float = 0.0
    transfers: float = 0.0
    escalations: float = 0.0
    rework_hours: float = 0.0
    credits: float = 0.0


def staffing_cost(agents: float | Numbers, hours: float | Numbers, prices: Prices) -> Staffing:
    """Agents present, by interval or on average, for `hours` each."""
    n, length = np.broadcast_arrays(np.asarray(agents, dtype=float), np.asarray(hours, dtype=float))
    present = float((n * length).sum())
    paid = present / (1 - prices.shrinkage)
    return Staffing(present / float(length.sum()), present, paid, paid * prices.agent_hour)


def cost_of_poor_quality(
    scenario: Scenario, repeat_target: float, service_level: float, prices: Prices, effort: Effort, times: float = 1.0
) -> QualityCost:
    """The cost over the scenario's intervals (number or arrays), each of which happens `times` times.

    `repeat_target` is the repeat share that is within reach (r*), `service_level` the target at which staffing is
    compared, at the worst equilibrium. Intervals that never settle, or reach no target, count nothing.
    """
    flat, _ = scenario.flat()
    state = settled(flat, "worst")
    answered = np.asarray(state.rate) * (1 - np.asarray(state.abandonment))
    hours = flat.seconds / 3600 * times
    hour = prices.present_hour

    longer = _total((np.asarray(state.handle_seconds) - flat.handle_seconds) * answered * times) / 3600
    aim = np.minimum(flat.repeat_share, repeat_target)
    better = replace(flat, repeat_share=aim)
    spared = exact_agents(flat, "service_level", service_level) - exact_agents(better, "service_level", service_level)
    avoidable = np.asarray(state.repeats) * (1 - _ratio(aim, np.asarray(flat.repeat_share)))
    redials = _total(np.asarray(state.redials) * times)
    lost = _total(np.asarray(state.rate) * np.asarray(state.abandonment) * (1 - np.asarray(flat.redial_share)) * times)
    work = _total(avoidable * np.asarray(state.handle_seconds) * times) / 3600

    def hourly(kind: Kind, name: str, quantity: float) -> Item:
        return Item(kind, name, quantity, "hours", quantity * hour)

    return QualityCost(
        (
            hourly("prevention", "coaching", effort.coaching_hours),
            hourly("prevention", "training", effort.training_hours),
            hourly("appraisal", "evaluations", effort.evaluations * effort.evaluation_minutes / 60),
            hourly("appraisal", "calibration", effort.calibration_hours),
            Item("internal failure", "transfers", effort.transfers, "contacts", effort.transfers * prices.transfer),
            Item(
                "internal failure",
                "escalations",
                effort.escalations,
                "contacts",
                effort.escalations * prices.escalation,
            ),
            hourly("internal failure", "rework", effort.rework_hours),
            hourly("internal failure", "longer handling after waits", longer),
            Item(
                "external failure",
                "repeat contacts",
                _total(avoidable * times),
                "contacts",
                work * hour,
                _total(spared * hours) * hour,
            ),
            Item("external failure", "redials", redials, "contacts", 0.0),  # their work is in that of the answered
            Item("external failure", "customers lost", lost, "contacts", lost * prices.lost_contact),
            Item("external failure", "credits", effort.credits, "money", effort.credits),
        )
    )


def _total(values: Numbers) -> float:
    return float(np.nansum(values))


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    return np.divide(part, whole, out=np.ones_like(whole), where=whole > 0)
