"""Chat: agents with several contacts in hand at once, each of which then takes longer.

Assumptions: as `erlang`, with `slots` contacts per agent; a new chat goes to the agent with the fewest, so the
number of chats alone says how fast they end; an agent with j chats takes AHT (1 + stretch (j - 1)) for each.
Exact for that birth-death chain. Source: queueing.md 1.7.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from qm.models.erlang import Queue
from qm.models.scenario import ImpossibleError, written

Numbers = NDArray[np.float64]

MOST_CHATS = 5_000_000


@dataclass(frozen=True)
class Chat:
    """`queue` answers about waits and abandonment; its occupancy is that of the most the agents can do.

    `in_hand` chats on average, of `agents` those with at least one are `busy` (a share), a chat
    takes `chat_seconds` from its first word to its last.
    """

    queue: Queue
    in_hand: float
    busy: float
    chat_seconds: float


def chat_queue(
    rate: float, chat_seconds: float, agents: int, slots: int, stretch: float, patience_seconds: float
) -> Chat:
    """The chain in steady state. Chats per second, seconds of a chat alone, whole agents and slots per agent.

    `stretch` is the part by which every further chat in hand lengthens each, `patience_seconds` the mean
    (inf: nobody gives up). Raises ImpossibleError for agents or slots that are not whole or too many.
    """
    if agents < 1 or agents != int(agents) or slots < 1 or slots != int(slots) or agents * slots > MOST_CHATS:
        raise ImpossibleError(
            f"Chat needs whole agents and slots, at least 1 each; {written(agents)} and {written(slots)} won't do."
        )
    chats = np.arange(int(agents) * int(slots) + 1)
    ends = _ending(chats, chat_seconds, int(agents), int(slots), stretch)
    log_share = np.concatenate([[0.0], np.cumsum(np.log(rate) - np.log(ends[1:]))])
    log_below = np.asarray(logsumexp(log_share[:-1]) - log_share[-1])
    queue = Queue(
        np.asarray(rate), ends[-1].copy(), np.maximum(np.asarray(patience_seconds, dtype=float), 1e-9), log_below
    )
    free = np.exp(log_share[:-1] - logsumexp(log_share[:-1])) * float(1 - queue.delayed)
    delayed = float(queue.delayed)
    in_hand = float(free @ chats[:-1]) + delayed * chats[-1]
    busy = float(free @ np.minimum(chats[:-1], agents)) / agents + delayed
    answered = rate * (1 - float(queue.abandonment))
    return Chat(queue, in_hand, busy, in_hand / answered if answered > 0 else chat_seconds)


def with_returns(
    fresh: float,
    chat_seconds: float,
    agents: int,
    slots: int,
    stretch: float,
    patience_seconds: float,
    redial_share: float,
    repeat_share: float,
) -> Chat | None:
    """The chat queue when customers come back (`feedback`); None where nothing settles. `fresh` per second.

    Shares don't depend on waits here, so there is one equilibrium at most: it is bracketed and halved.
    """

    def lacking(rate: float) -> float:
        lost = float(chat_queue(rate, chat_seconds, agents, slots, stretch, patience_seconds).queue.abandonment)
        return fresh - rate * (1 - redial_share * lost - repeat_share * (1 - lost))

    most = agents * slots / (chat_seconds * (1 + stretch * (slots - 1)))
    high = fresh
    for _ in range(60):
        if (np.isinf(patience_seconds) and high >= most) or lacking(high) <= 0:
            break
        high *= 2
    high = min(high, most * (1 - 1e-9)) if np.isinf(patience_seconds) else high
    if lacking(high) > 0:
        return None
    low = fresh
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if lacking(middle) > 0 else (low, middle)
    return chat_queue(high, chat_seconds, agents, slots, stretch, patience_seconds)


def _ending(chats: NDArray[np.int_], chat_seconds: float, agents: int, slots: int, stretch: float) -> Numbers:
    """Chats per second that end, for every number of chats in hand, spread as evenly as can be."""
    each = np.arange(slots + 2)
    per_agent = each / (chat_seconds * (1 + stretch * np.maximum(each - 1, 0)))
    least, more = chats // agents, chats % agents
    return np.asarray((agents - more) * per_agent[least] + more * per_agent[least + 1])
