"""The figures in large: a scenario's, and by how much they differ from today's."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from qm.analysis.whatif.differences import agents_text, points_text, seconds_text, signed
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.uncertainty import Range
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.wording import duration


@dataclass(frozen=True)
class Tile:
    """One figure in large: its label, the figure, how it differs from today, which way is better ("off": neither),
    and a line below."""

    label: str
    figure: str
    difference: str
    better: Literal["normal", "inverse", "off"]
    below: str

    @property
    def name(self) -> str:
        """The first word of its label."""
        return self.label.split()[0].lower()

    @property
    def change(self) -> str | None:
        """The difference where there is one."""
        return None if self.difference.startswith("0") else self.difference


def tiles(queue: PreparedQueue, today: Outcome, scenario: Outcome, service_level: Range | None) -> tuple[Tile, ...]:
    """The figures of a scenario; `service_level` its range by the fit's uncertainty, where there is one."""
    if isinstance(today, DeferredOutcome) and isinstance(scenario, DeferredOutcome):
        return _deferred(today, scenario)
    assert isinstance(today, WaitingOutcome)
    assert isinstance(scenario, WaitingOutcome)
    return _waiting(queue, today, scenario, service_level)


def _waiting(
    queue: PreparedQueue, today: WaitingOutcome, now: WaitingOutcome, service_level: Range | None
) -> tuple[Tile, ...]:
    sure = service_level and f"{service_level.low:.0%} to {service_level.high:.0%} by the fit's uncertainty"
    return (
        Tile(
            "Service level",
            f"{now.service_level:.1%}",
            points_text(now.service_level - today.service_level),
            "normal",
            sure or "",
        ),
        Tile("Average wait", duration(now.asa), seconds_text(now.asa - today.asa), "inverse", "of the answered"),
        Tile(
            "Abandoned",
            f"{now.abandonment:.1%}",
            points_text(now.abandonment - today.abandonment),
            "inverse",
            "of contacts",
        ),
        _occupancy(today, now, "of the most they can do" if queue.kind == "chat" else "of the agents' time"),
        Tile(
            "Contacts a week",
            f"{now.attempts:,.0f}",
            signed(now.attempts - today.attempts),
            "inverse",
            f"{now.fresh:,.0f} fresh · {now.redials:,.0f} redials · {now.repeats:,.0f} repeats",
        ),
        _agents(today, now),
    )


def _deferred(today: DeferredOutcome, now: DeferredOutcome) -> tuple[Tile, ...]:
    tipping = "no backlog tips" if np.isinf(now.tipping) else f"tips above {now.tipping:,.0f} open"
    again = f"{now.contacts_text(now.chasers)} write again" if now.chasers >= 0.5 else "nobody writes again"
    return (
        Tile(
            f"Answered within {now.setting.within_hours:g} h",
            f"{now.service_level:.1%}",
            points_text(now.service_level - today.service_level),
            "normal",
            "of what arrives, nights and weekends too",
        ),
        Tile(
            "Response time",
            duration(now.response),
            seconds_text(now.response - today.response),
            "inverse",
            "on average, by the clock",
        ),
        Tile(
            "Backlog",
            now.contacts_text(now.open_mean),
            now.contacts_difference(now.open_mean - today.open_mean),
            "inverse",
            f"at most {now.contacts_text(now.open_most)} · {tipping}",
        ),
        _occupancy(today, now, "of the agents' time"),
        Tile(
            "Contacts a week",
            now.contacts_text(now.attempts),
            now.contacts_difference(now.attempts - today.attempts),
            "inverse",
            f"{now.fresh:,.0f} fresh · {now.repeats:,.0f} repeats · {again}",
        ),
        _agents(today, now),
    )


def _occupancy(today: Outcome, now: Outcome, below: str) -> Tile:
    difference = points_text(now.occupancy - today.occupancy)
    return Tile("Occupancy", f"{now.occupancy:.0%}", difference, "off", below)


def _agents(today: Outcome, now: Outcome) -> Tile:
    return Tile(
        f"Agents for {now.setting.target:.0%}",
        agents_text(now.needed),
        signed(now.needed - today.needed, 1),
        "inverse",
        f"{now.levers.agents:.1f} are present",
    )
