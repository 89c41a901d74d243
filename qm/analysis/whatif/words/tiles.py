"""The figures in large: four of a scenario, and by how much they differ from today's."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from qm.analysis.whatif.differences import AGENTS, COUNTS, OUT_OF_REACH, SHARES, TIMES
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.uncertainty import Range
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.wording import duration


@dataclass(frozen=True)
class Tile:
    """One figure in large: its `name`, its label, the figure, how it differs from today, which way is better ("off":
    neither), and a line below."""

    name: str
    label: str
    figure: str
    difference: str
    better: Literal["normal", "inverse", "off"]
    below: str

    @property
    def change(self) -> str | None:
        """The difference where there is one."""
        return None if self.difference.startswith(("0", "–")) else self.difference


def tiles(today: Outcome, scenario: Outcome, service_level: Range | None) -> tuple[Tile, ...]:
    """The figures of a scenario; `service_level` its likely range, where there is one."""
    if isinstance(today, DeferredOutcome) and isinstance(scenario, DeferredOutcome):
        return _deferred(today, scenario)
    assert isinstance(today, WaitingOutcome)
    assert isinstance(scenario, WaitingOutcome)
    return _waiting(today, scenario, service_level)


def _waiting(today: WaitingOutcome, now: WaitingOutcome, service_level: Range | None) -> tuple[Tile, ...]:
    likely = service_level and f"likely {service_level.text}"
    return (
        Tile(
            "service",
            "Service level",
            SHARES.text(now.service_level),
            SHARES.difference(today.service_level, now.service_level),
            "normal",
            likely or "",
        ),
        Tile(
            "speed",
            "Speed of answer",
            TIMES.text(now.asa),
            TIMES.difference(today.asa, now.asa),
            "inverse",
            f"on average; {now.abandonment:.1%} abandon",
        ),
        Tile(
            "contacts",
            "Contacts a week",
            COUNTS.text(now.attempts),
            COUNTS.difference(today.attempts, now.attempts),
            "inverse",
            f"{now.redials:,.0f} redials, {now.repeats:,.0f} repeats",
        ),
        _agents(today, now),
    )


def _deferred(today: DeferredOutcome, now: DeferredOutcome) -> tuple[Tile, ...]:
    runs_away = "" if np.isinf(now.tipping) or now.tipping < 1 else f"; runs away above {now.tipping:,.0f}"
    return (
        Tile(
            "answered",
            f"Answered in {now.setting.within_hours:g} h",
            SHARES.text(now.service_level),
            SHARES.difference(today.service_level, now.service_level),
            "normal",
            "nights and weekends included",
        ),
        Tile(
            "response",
            "Response time",
            duration(now.response),
            TIMES.difference(today.response, now.response),
            "inverse",
            "on average, by the clock",
        ),
        Tile(
            "backlog",
            "Backlog",
            now.contacts_text(now.open_mean),
            now.contacts_difference(COUNTS.between(today.open_mean, now.open_mean)),
            "inverse",
            f"at most {now.contacts_text(now.open_most)}{runs_away}",
        ),
        _agents(today, now),
    )


def _agents(today: Outcome, now: Outcome) -> Tile:
    gap = AGENTS.between(now.levers.agents, now.needed)
    there = f"{now.levers.agents:.1f} there"
    if now.needed != now.needed:
        below = there
    elif abs(gap) < 0.05:
        below = f"{there}: just enough"
    else:
        below = f"{there}: {abs(gap):.1f} {'short' if gap > 0 else 'to spare'}"
    return Tile(
        "agents",
        f"Agents for {now.setting.target:.0%}",
        AGENTS.text(now.needed) if now.needed == now.needed else OUT_OF_REACH,
        AGENTS.difference(today.needed, now.needed),
        "inverse",
        below,
    )
