"""How many agents a target takes, where customers come back: at the worst equilibrium, not the best.

The best equilibrium would do with fewer, but one bad morning would tip the centre into the other.
More agents never make an equilibrium worse, so halving finds the number; but a service level that
leaves abandons out, or counts them as met, may also hold where hardly anybody is answered, hence the look below it.
Source: docs/methods.md, Agents needed.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.feedback import describe, find_loads, pick
from qm.models.queueing.scenario import ImpossibleError, Scenario, written

Numbers = NDArray[np.float64]

MOST_AGENTS = 10_000_000
LOOKED_AT = 64  # numbers of agents below the one found


@dataclass(frozen=True)
class Target:
    """What has to hold, each part optional: shares, and the mean wait of the answered in seconds at most.

    `service_level` at least; `asa_seconds`, `abandonment`, `occupancy` at most.
    """

    service_level: float | None = None
    asa_seconds: float | None = None
    abandonment: float | None = None
    occupancy: float | None = None

    def parts(self) -> dict[str, float]:
        """The parts asked for, by name."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Need:
    """`agents` for all parts of the target, `binding` the part that takes most; None where nothing is enough.

    `each` has the agents for every part alone.
    """

    agents: int | None
    binding: str | None
    each: dict[str, int | None]


def agents_needed(scenario: Scenario, target: Target) -> Need:
    """The smallest whole number of agents for one scenario (plain numbers); its own `agents` don't matter."""
    each = {}
    for name, value in target.parts().items():
        number = whole_agents(scenario, name, value)[()]
        each[name] = None if np.isnan(number) else int(number)
    if not each:
        raise ImpossibleError("There is no target to find agents for; give a service level, such as 0.8.")
    impossible = [name for name, number in each.items() if number is None]
    if impossible:
        return Need(None, impossible[0], each)
    binding = max(each, key=lambda name: each[name] or 0)
    return Need(each[binding], binding, each)


def whole_agents(scenario: Scenario, part: str, value: float) -> Numbers:
    """The smallest whole number of agents in every interval for one part of a target; NaN where nothing is enough."""
    search = _Search(scenario, part, value)
    low, high = search.bracket()
    while ((high - low) > 1).any():
        middle = np.floor((low + high) / 2)
        met = search.is_met(middle)
        low, high = np.where(met, low, middle), np.where(met, middle, high)
    return search.shaped(np.array([search.smallest_below(i, n) for i, n in enumerate(high)]))


def exact_agents(scenario: Scenario, part: str, value: float) -> Numbers:
    """As `whole_agents`, but real: what a change is worth in agents is the difference of two of these."""
    search = _Search(scenario, part, value)
    low, high = search.bracket()
    for _ in range(40):
        middle = (low + high) / 2
        met = search.is_met(np.maximum(middle, 1e-6))
        low, high = np.where(met, low, middle), np.where(met, middle, high)
    return search.shaped(high)


class _Search:
    """The intervals of a scenario in a row, and whether numbers of agents meet one part of a target there."""

    def __init__(self, scenario: Scenario, part: str, value: float) -> None:
        most = np.inf if part == "asa_seconds" else 1.0
        if not 0 < value <= most:
            good = f"a number above 0 and up to {written(most)}" if np.isfinite(most) else "a number above 0"
            raise ImpossibleError(f"The target can't be {written(value)}; give {good}.")
        self.part, self.value = part, value
        self.rows, self.shape = scenario.flat()

    def bracket(self) -> tuple[Numbers, Numbers]:
        """Agents that are too few (0) and enough; NaN where nothing is."""
        s = self.rows
        busy = s.fresh_rate * s.handle_seconds
        low, high = np.zeros_like(busy), np.ceil(busy + 1)
        met = self.is_met(high)
        while (~met & (high < MOST_AGENTS)).any():
            low, high = np.where(met, low, high), np.where(met, high, 2 * high)
            met[~met] = self.is_met(high)[~met]
        return np.where(met, low, np.nan), np.where(met, high, np.nan)

    def is_met(self, agents: Numbers) -> NDArray[np.bool_]:
        return self._is_met(self.rows, agents)

    def smallest_below(self, row: int, enough: float) -> float:
        """The smallest number that meets the target, should there be one below a number that needs more."""
        if np.isnan(enough) or enough <= 1 or self.part != "service_level" or self.rows.variant == "offered":
            return float(enough)
        tried = np.unique(np.floor(np.linspace(1, enough - 1, LOOKED_AT)))
        some = self.rows.at(np.full(len(tried), row))
        met = np.flatnonzero(self._is_met(some, tried))
        if not len(met):
            return float(enough)
        first = tried[met[0]]
        last_unmet = tried[met[0] - 1] if met[0] else 0.0
        while first - last_unmet > 1:
            middle = np.floor((first + last_unmet) / 2)
            good = self._is_met(self.rows.at(np.array([row])), np.array([middle]))[0]
            first, last_unmet = (middle, last_unmet) if good else (first, middle)
        return float(first)

    def shaped(self, agents: Numbers) -> Numbers:
        return agents.reshape(self.shape)

    def _is_met(self, rows: Scenario, agents: Numbers) -> NDArray[np.bool_]:
        staffed = replace(rows, agents=np.where(agents > 0, agents, 1.0))
        loads, stable = find_loads(staffed)
        worst = describe(staffed, pick(loads, stable, "worst"), np.ones(len(agents), dtype=bool))
        with np.errstate(invalid="ignore"):
            if self.part == "service_level":
                return np.asarray(worst.service_level >= self.value) & (agents > 0)
            reached = {"asa_seconds": worst.asa, "abandonment": worst.abandonment, "occupancy": worst.occupancy}
            return np.asarray(reached[self.part] <= self.value) & (agents > 0)
