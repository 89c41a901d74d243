"""A past played again: what a queue makes of the contacts that came, each interval beginning with what the last left.

Told how many came in each interval, how long handling took that day and who was there, with nothing left to guess
about demand. The state is the mean number of contacts waiting and in hand, x. At every moment the queue is taken to
look like the steady queue that holds as many, and x to move by what comes in less what leaves that queue:

    dx/dt = inflow - rate(x)      rate(x) being the arrival rate whose steady queue holds x

(pointwise stationary fluid flow: Wang, Tipper and Banerjee 1996, J. Oper. Res. Soc. 47). A morning that begins empty
and a backlog that outlives its cause are seen; where intervals are long, it ends in steady intervals.

A steady queue allows for chance in how many come. Counts as they were hold that chance already, and it must not
count twice: what counts drawn around the expected ones lose against the expected ones themselves is given back.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.interval_model import Intervals
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.service_level import parts

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

LOADS = np.concatenate([[0.0], np.geomspace(0.03, 0.5, 6), np.linspace(0.57, 1.34, 16), np.geomspace(1.45, 6.0, 9)])
STEPS = 10
PAIRS = 3
ENDLESS = 20_000.0  # seconds of patience; within a day more makes no difference


@dataclass(frozen=True)
class Past:
    """What came, one entry per interval in order of time.

    `contacts` all attempts, `expected` as many as were to be expected by such a day's shape, `handle_seconds` of their
    day, `agents` present. `run` numbers stretches without a gap (a day, say), rising from 0;
    `begins_empty` per stretch: whether nobody was left over when it began.
    """

    contacts: Numbers
    expected: Numbers
    handle_seconds: Numbers
    agents: Numbers
    run: Places
    begins_empty: NDArray[np.bool_]


def replay(scenario: Scenario, past: Past, seed: int = 1) -> Intervals:
    """The intervals as the queue of `scenario` (its patience, its definition of the service level) has them.

    What comes back is among the contacts already, so the shares that return do not matter. Met and given up
    are expected numbers; they may lie a little outside what is possible in a single interval, not over a day.
    """
    table = _Table(scenario, past)
    settled = table.played(past.contacts)
    rng = np.random.default_rng(seed)
    usual, drawn = table.played(past.expected), np.zeros_like(settled)
    for _ in range(PAIRS):
        away = rng.standard_normal(len(past.contacts)) * np.sqrt(past.expected)
        for counts in (past.expected + away, past.expected - away):
            drawn += table.played(np.maximum(counts, 0.0))
    given_back = usual - drawn / (2 * PAIRS)
    met, counted, abandoned = settled + given_back
    abandoned = np.clip(abandoned, 0.0, past.contacts)
    length = float(np.max(scenario.seconds))
    busy = (past.contacts - abandoned) * past.handle_seconds / (past.agents * scenario.pace * length)
    return Intervals(past.contacts, met, counted, abandoned, np.minimum(busy, 1.0))


class _Table:
    """The steady queues that an interval may look like, over a grid of loads, and the way through them."""

    def __init__(self, s: Scenario, past: Past) -> None:
        self.past, self.length = past, float(np.max(s.seconds))
        kinds, self.kind = np.unique(np.column_stack([past.agents, past.handle_seconds]), axis=0, return_inverse=True)
        self.kind = self.kind.ravel()
        agents, handle = kinds[:, :1], kinds[:, 1:]
        self.rate = LOADS * agents * s.pace / handle
        patience = min(float(np.max(s.patience_seconds)), ENDLESS)
        queue = replace(s, agents=agents, patience_seconds=patience).queue(self.rate, handle)
        level, counted = parts(queue, s.threshold_seconds, s.variant, s.short_abandon_seconds)
        # Little's law: so many a second, each here for so long
        holds = self.rate * (queue.wait_seconds + (1 - queue.abandonment) * s.contact_seconds(queue, handle))
        self.holds = np.maximum.accumulate(holds, axis=1)
        self.shares = np.stack([np.nan_to_num(level) * counted, counted, queue.abandonment])
        run = past.run
        first = np.flatnonzero(np.r_[True, run[1:] != run[:-1]])
        self.nth = np.arange(len(run)) - np.repeat(first, np.diff(np.r_[first, len(run)]))

    def played(self, contacts: Numbers) -> Numbers:
        """Met, counted and given up per interval when `contacts` came: (3, intervals)."""
        inflow, told = contacts / self.length, np.zeros((3, len(contacts)))
        x = np.zeros(len(self.past.begins_empty))
        for nth in range(int(self.nth.max()) + 1):
            place = np.flatnonzero(self.nth == nth)
            run, kind, rate = self.past.run[place], self.kind[place], inflow[place]
            now = x[run]
            if nth == 0:
                now = np.where(self.past.begins_empty[run], 0.0, self._held(kind, rate))
            for _ in range(STEPS):
                after = self._moved(kind, now, rate)
                at, share = self._where(kind, (now + after) / 2)
                low, high = self.shares[:, kind, at - 1], self.shares[:, kind, at]
                told[:, place] += (low + (high - low) * share) * contacts[place] / STEPS
                now = after
            x[run] = now
        return told

    def _moved(self, kind: Places, x: Numbers, rate: Numbers) -> Numbers:
        """x one step later: exact while the outflow is a straight line in x."""
        at, share = self._where(kind, x)
        low, high = self.rate[kind, at - 1], self.rate[kind, at]
        slope = np.maximum((high - low) / np.maximum(self.holds[kind, at] - self.holds[kind, at - 1], 1e-9), 1e-9)
        gone = 1 - np.exp(-slope * self.length / STEPS)
        later: Numbers = np.maximum(x + (rate - low - (high - low) * share) * gone / slope, 0.0)
        return later

    def _where(self, kind: Places, x: Numbers) -> tuple[Places, Numbers]:
        """Between which two loads of the grid the steady queue holds x: the upper one, and how far towards it."""
        holds = self.holds[kind]
        at = np.clip((holds <= x[:, None]).sum(axis=1), 1, holds.shape[1] - 1)
        rows = np.arange(len(kind))
        low, high = holds[rows, at - 1], holds[rows, at]
        return at, np.clip((x - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)

    def _held(self, kind: Places, rate: Numbers) -> Numbers:
        """What the steady queue of `rate` holds."""
        rates, holds = self.rate[kind], self.holds[kind]
        rows = np.arange(len(kind))
        at = np.clip((rates <= rate[:, None]).sum(axis=1), 1, rates.shape[1] - 1)
        low, high = rates[rows, at - 1], rates[rows, at]
        share = np.clip((rate - low) / (high - low), 0.0, 1.0)
        return np.asarray(holds[rows, at - 1] + (holds[rows, at] - holds[rows, at - 1]) * share)
