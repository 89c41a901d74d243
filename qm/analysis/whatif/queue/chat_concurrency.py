"""Contacts that agents have in hand at once, told from when each was answered and when it ended."""

from dataclasses import dataclass

import numpy as np

from qm.analysis.whatif.fit import Queue, of_queue
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.sources import contacts
from qm.models.queueing.fitting import ENOUGH, Parameter, default
from qm.store import Definitions, Store

SOME = 0.01
"""So much of the time in contacts is spent with so many at once, or it was a slip of the clock."""

MOST = 12
USUAL = (2.0, 0.35)


@dataclass(frozen=True)
class ChatConcurrency:
    """`at_once` the most in hand that is no slip, `stretch` the part by which each further one lengthens the others,
    `alone` the handle time of one alone as a part of the mean handle time."""

    at_once: Parameter
    stretch: Parameter
    alone: float


def chat_concurrency(store: Store, filters: Filters, definitions: Definitions, queue: Queue) -> ChatConcurrency:
    """The contacts in hand of a queue's agents. A line through the mean handle times of those that began alone, as
    the second in hand, as the third … says how much longer later ones take; the stretch is what makes all as slow."""
    with snapshot(store) as view:
        rows = view.cursor.rows(statement(filters, definitions, queue), (filters.parameters | queue.bound) or None)
    known = [(int(j), float(s), int(n), float(h)) for j, s, n, h in rows if 1 <= j <= MOST]
    begun = sum(n for _, _, n, _ in known)
    if begun < ENOUGH:
        why = f"Only {begun} contacts of known agents with a handle time; two at once, each 35 % longer, are assumed."
        stated = (
            default("at_once", "Chats at once", "", USUAL[0], begun, why),
            default("stretch", "Longer with each further chat", "share", USUAL[1], begun, why),
        )
        return ChatConcurrency(*stated, 1 / (1 + USUAL[1] / 2))
    each = np.array([j for j, *_ in known], dtype=float)
    chat_seconds = np.array([j * s for j, s, *_ in known])
    begins, handled = np.array([n for *_, n, _ in known], dtype=float), np.array([h for *_, h in known])
    most = float(each[chat_seconds >= SOME * chat_seconds.sum()].max())
    later, error = _stretch(each, begins, handled)
    stretch, low, high = (_of_all(max(value, 0.0), most) for value in (later, later - error, later + error))
    part = chat_seconds / chat_seconds.sum()
    return ChatConcurrency(
        Parameter(
            "at_once",
            "Chats at once",
            "",
            most,
            None,
            None,
            begun,
            "fitted",
            f"The most one agent had in hand; {float(part[each > 1].sum()):.0%} of the time in chats was beside "
            "another.",
        ),
        Parameter(
            "stretch",
            "Longer with each further chat",
            "share",
            stretch,
            low,
            high,
            begun,
            "fitted",
            f"Those that begin beside another take {later:.0%} longer.",
        ),
        float((part / (1 + stretch * (each - 1))).sum()),
    )


def _stretch(each: np.ndarray, begins: np.ndarray, handled: np.ndarray) -> tuple[float, float]:
    told = begins >= ENOUGH
    if not told[each == 1].any() or told.sum() < 2:
        return USUAL[1], USUAL[1]
    more, weight = each[told] - 1, begins[told]
    alone = float((handled / np.maximum(begins, 1))[each == 1][0])
    longer = (handled[told] / weight) / alone - 1
    square = float((weight * more**2).sum())
    # handle times scatter about as much as they are long
    error = 1.96 * float(np.sqrt(1 / square + 1 / begins[each == 1][0]))
    return float(np.clip((weight * more * longer).sum() / square, 0.0, 3.0)), error


def _of_all(later: float, most: float) -> float:
    """The stretch of all with `most` in hand, when each later one takes `later` longer and the first as ever."""
    if most <= 1:
        return later
    one_by_one = sum(1 / (1 + later * j) for j in range(int(most)))
    return float((int(most) / one_by_one - 1) / (int(most) - 1))


def statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per number in hand: seconds agents spent so, contacts that began so, and their handle time in all."""
    source = contacts(definitions)
    return f"""
    -- one row per contact that somebody worked on
    with spans as (
        select f.agent_id, f.contact_id, epoch(f.ended_at) - f.handle_seconds as began, epoch(f.ended_at) as ended
        from contacts as f
        where {of_queue(queue)} and f.agent_id is not null and f.handle_seconds > 0
          and not coalesce(f.abandoned, false) and {filters.condition(source.time, source.expressions)}
    ),
    -- one row per moment at which an agent takes one or ends one
    moments as (
        select agent_id, contact_id, began as moment, 1 as step, ended - began as handle from spans
        union all
        select agent_id, contact_id, ended as moment, -1 as step, 0 as handle from spans
    ),
    -- the same with what is in hand from there on, and until when; of several at one moment the shortest comes first
    states as (
        select step, handle, moment,
            sum(step) over (
                partition by agent_id order by moment, step, handle, contact_id rows unbounded preceding
            ) as in_hand,
            lead(moment) over (partition by agent_id order by moment, step, handle, contact_id) as until
        from moments
    )
    select
        in_hand,
        sum(until - moment) as seconds,
        count(case when step = 1 then 1 end) as begins,
        sum(case when step = 1 then handle else 0 end) as handled
    from states
    where in_hand > 0 and until is not null
    group by in_hand
    order by in_hand
    """
