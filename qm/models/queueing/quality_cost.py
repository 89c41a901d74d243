"""What poor quality costs: prevention, appraisal, internal and external failure.

The classes are those of the PAF model; every failure is the state as it is less the one without it. Repeats have two
figures that must not be added: `marginal`, the handle time of the contacts themselves, and `system`, the hours of
agents who could be spared at the same target, which is more, because repeats raise waits, redials and headroom. What
is compared with is a repeat rate within reach (that of the best agents or reasons), never 0. Redials and transfers are
counted without hours of their own: their work is in that of the answered. Source: docs/methods.md, Cost of poor
quality.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["prevention", "appraisal", "internal failure", "external failure"]
KINDS: tuple[Kind, ...] = ("prevention", "appraisal", "internal failure", "external failure")


@dataclass(frozen=True)
class Effort:
    """What is spent on quality, in hours, and mishaps counted, over the same time as the failures."""

    coaching_hours: float = 0.0
    checking_hours: float = 0.0
    transfers: float = 0.0
    escalations: float = 0.0


@dataclass(frozen=True)
class Failures:
    """What a state of the centre comes to. `answered` contacts of `handle_seconds`, of which `plain_seconds` had nobody
    waited; `repeats` contacts at a `repeat_rate`; `redials` and customers `lost` in contacts; `spared_hours` of agents
    fewer at the same target if repeats were within reach (None: not known)."""

    answered: float
    handle_seconds: float
    plain_seconds: float
    repeats: float
    repeat_rate: float
    redials: float = 0.0
    lost: float = 0.0
    spared_hours: float | None = None


@dataclass(frozen=True)
class Item:
    """One line of the cost. `quantity` in `unit`; `marginal` and `system` hours, None where there are none to tell."""

    kind: Kind
    name: str
    quantity: float
    unit: str
    marginal: float | None = None
    system: float | None = None

    @property
    def hours(self) -> float:
        """What the line adds to the total: what the system could spare, where that is known."""
        return (self.marginal or 0.0) if self.system is None else self.system


@dataclass(frozen=True)
class QualityCost:
    """The lines, and sums over them."""

    items: tuple[Item, ...]

    def hours(self, kind: Kind | None = None) -> float:
        """The hours of a class, or of all."""
        return sum(item.hours for item in self.items if kind in (None, item.kind))


def cost_of_poor_quality(state: Failures, effort: Effort, within_reach: float) -> QualityCost:
    """The cost of a state; repeats count as far as their rate is above `within_reach`, a share."""
    over = max(1 - within_reach / state.repeat_rate, 0.0) if state.repeat_rate > 0 else 0.0
    avoidable = state.repeats * over
    longer = max(state.handle_seconds - state.plain_seconds, 0.0) * state.answered / 3600
    work = avoidable * state.handle_seconds / 3600
    spared = None if state.spared_hours is None or not over else max(state.spared_hours, work)
    return QualityCost(
        (
            Item("prevention", "coaching and training", effort.coaching_hours, "hours", effort.coaching_hours),
            Item("appraisal", "evaluating and calibrating", effort.checking_hours, "hours", effort.checking_hours),
            Item("internal failure", "longer handling after waits", longer, "hours", longer),
            Item("internal failure", "transfers", effort.transfers, "contacts"),
            Item("internal failure", "escalations", effort.escalations, "contacts"),
            Item("external failure", "repeats above the rate within reach", avoidable, "contacts", work, spared),
            Item("external failure", "redials", state.redials, "contacts"),
            Item("external failure", "customers lost", state.lost, "contacts"),
        )
    )
