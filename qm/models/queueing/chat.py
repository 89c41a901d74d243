"""Chat: agents with several contacts in hand at once, each of which then takes longer.

Assumptions: as `erlang`, with `slots` contacts per agent; a new chat goes to the agent with the fewest, so the
number of chats alone says how fast they end; an agent with j chats takes AHT (1 + stretch (j - 1)) for each.
Exact for that birth-death chain with whole agents and slots, and smooth between them: part of an agent is part
of his pace, and 2.5 slots are half of the agents with a third. Source: docs/methods.md, Chat.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from qm.models.queueing.erlang import Queue
from qm.models.queueing.state_sums import log_states_below

Numbers = NDArray[np.float64]

STEPS = 400
"""Steps of one chat each; where more are on the agents' hands at once, so many longer ones."""


@dataclass(frozen=True)
class ChatQueue(Queue):
    """`Queue` with what is in hand: `below` chats on average while not all slots are taken, `full` slots in all.

    Waits and abandonment are answers as elsewhere; `occupancy` is that of the most the agents can do.
    """

    below: Numbers
    full: Numbers

    @property
    def in_hand(self) -> Numbers:
        """Mean number of chats that somebody is busy with."""
        return (1 - self.delayed) * self.below + self.delayed * self.full

    @property
    def chat_seconds(self) -> Numbers:
        """From the first word to the last, on average, beside the others in hand (Little)."""
        return self.in_hand / np.maximum(self.rate * (1 - self.abandonment), 1e-300)


def pace(slots: ArrayLike, stretch: ArrayLike) -> Numbers:
    """Chats that an agent ends with so many in hand, as a multiple of one after the other."""
    j, more = np.asarray(slots, dtype=float), np.asarray(stretch, dtype=float)
    whole = np.floor(j)
    at, above = (k / (1 + more * np.maximum(k - 1, 0)) for k in (whole, whole + 1))
    return np.asarray(at + (j - whole) * (above - at))


def chat_queue(
    rate: ArrayLike,
    chat_seconds: ArrayLike,
    agents: ArrayLike,
    slots: ArrayLike,
    stretch: ArrayLike,
    patience_seconds: ArrayLike,
) -> ChatQueue:
    """The chain in steady state. Chats per second, seconds of a chat alone, agents and slots each (≥ 1), both real.

    `stretch` is the part by which every further chat in hand lengthens each, `patience_seconds` the mean
    (inf: nobody gives up). Shapes broadcast.
    """
    given = (rate, chat_seconds, agents, slots, stretch, patience_seconds)
    r, h, n, k, s, p = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in given))
    r, n = np.maximum(r, 1e-18), np.maximum(n, 1e-12)
    log_below, below = _below(r * h, n, k, s)
    return ChatQueue(r, n * pace(k, s) / h, np.maximum(p, 1e-9), log_below, below, n * k)


def _below(offered: Numbers, agents: Numbers, slots: Numbers, stretch: Numbers) -> tuple[Numbers, Numbers]:
    """ln Σ of the states with a slot free relative to "all taken, nobody waits", and the mean of chats in them.

    Up to one chat each, that is Erlang's; above, every further chat i multiplies with how fast i chats end.
    """
    full = agents * slots
    count = np.ceil(np.maximum(full - agents, 0.0) - 1e-9)
    length = np.where(count > STEPS, count / STEPS, 1.0)
    number = np.minimum(count, STEPS)
    start = np.maximum(full - number * length, 0.0)
    small = np.maximum(start, 1e-12)
    shape = small.shape
    log_sum = log_states_below(np.atleast_1d(small), np.atleast_1d(offered)).reshape(shape)
    mean = np.maximum(offered - start * np.exp(-np.clip(log_sum, -600, 600)), 0.0)
    mean = np.minimum(mean, np.maximum(start - 1, 0.0) + np.exp(-np.abs(log_sum)))
    for step in range(int(number.max(initial=0))):
        going = step < number
        before = start + step * length
        # one chat at a time the pace is that of the next; in longer steps that of their middle
        at = before + np.where(length > 1, (length + 1) / 2, 1.0)
        log_ratio = np.log(np.maximum(agents * pace(at / agents, stretch), 1e-300)) - np.log(offered)
        grown = length * log_ratio
        added = np.where(length > 1, log_ratio + _log_steps(grown, log_ratio), log_ratio)
        total = np.logaddexp(grown + log_sum, added)
        share = expit(grown + log_sum - added)
        mean = np.where(going, share * mean + (1 - share) * (before + (length - 1) / 2), mean)
        log_sum = np.where(going, total, log_sum)
    return log_sum, mean


def _log_steps(grown: Numbers, log_ratio: Numbers) -> Numbers:
    """ln of (q^h - 1) / (q - 1) for ln q^h and ln q."""
    near = np.abs(log_ratio) < 1e-9
    q = np.where(near, 1.0, log_ratio)
    larger = np.maximum(grown, 0.0) - np.maximum(q, 0.0)
    shrunk = np.log(-np.expm1(-np.abs(np.where(near, 1.0, grown)))) - np.log(-np.expm1(-np.abs(q)))
    return np.where(near, np.log(np.maximum(grown / np.where(near, 1.0, log_ratio), 1.0)), larger + shrunk)
