"""How many agents a service level takes: found on the model itself, so that a lever moved there gives that level."""

from dataclasses import replace

import numpy as np

from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import Levers, column, moved

FIRST = np.concatenate([[0.02], np.linspace(0.1, 1.2, 12), [1.35, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0]])
"""Multiples of today's agents that are looked at first; what takes more than the last is beyond reach."""

FINER, ROUNDS = 9, 3


def agents_needed(queue: PreparedQueue, now: Levers[float], service_level: float) -> float:
    """The fewest agents at which even the worst equilibrium reaches a service level, all other levers where they
    stand; NaN: more than four times today's."""
    agents = FIRST * queue.today.agents
    for _ in range(ROUNDS):
        levels = worst_levels(queue, [replace(now, agents=float(n)) for n in agents])
        if not (levels >= service_level).any():
            return float("nan")
        place = int((levels >= service_level).argmax())
        if place == 0:
            return float(agents[0])
        (few, many), (below, above) = agents[place - 1 : place + 1], levels[place - 1 : place + 1]
        agents = np.linspace(few, many, FINER)
    return float(few + (many - few) * (service_level - below) / (above - below))


def worst_levels(queue: PreparedQueue, settings: list[Levers[float]]) -> np.ndarray:
    """The service level of the worst equilibrium of each setting."""
    return np.asarray(settle(moved(queue.small, queue.today, column(settings)), queue.spread, "worst").service_level)
