"""Work that is put aside (email, letters, tickets): when it comes, when people are there, how long answers took."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.analysis.whatif.fit import FittedQueue, Queue, narrowed, of_queue
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.sources import contacts
from qm.models.queueing.fitting import ENOUGH, Parameter, default
from qm.store import Definitions, Store

Numbers = NDArray[np.float64]

SLOT = 1800.0
WEEK = 7 * 86_400
BIN = 900
MOST_SLOTS = 13 * 336
FIRST_MONDAY = 4 * 86_400
"""The first Monday after the beginning of 1970, from which seconds are counted."""


@dataclass(frozen=True)
class DeferredWorkload:
    """A queue along the clock, nights and weekends included, by half hours without a gap.

    `arrived` contacts and `present` seconds of agents per half hour, `first` when it begins (seconds since 1970);
    `wait_ends` (seconds) and `answered` count the answered by how long they took. `chasers` is the share of those who
    wait a whole day that write again before.
    """

    first: float
    arrived: Numbers
    present: Numbers
    wait_ends: Numbers
    answered: Numbers
    wait_seconds: float
    chasers: Parameter

    def week(self, of: Numbers) -> Numbers:
        """The mean week of values per half hour, from Monday 0:00: 336 half hours."""
        place = ((self.first + np.arange(len(of)) * SLOT - FIRST_MONDAY) % WEEK // SLOT).astype(int)
        count = np.bincount(place, minlength=336)
        return np.asarray(np.bincount(place, of, 336) / np.maximum(count, 1))

    def observed_within(self, seconds: float) -> float:
        """The share answered within `seconds`; NaN where no waits are known."""
        total = self.answered.sum()
        if not total:
            return float("nan")
        inside = np.clip((seconds - self.wait_ends) / BIN + 1, 0.0, 1.0)
        return float((self.answered * inside).sum() / total)


def deferred_workload(
    store: Store, filters: Filters, definitions: Definitions, fitted: FittedQueue
) -> DeferredWorkload | None:
    """The queue of a fit, the last 13 weeks of it; None without contacts."""
    queue = fitted.queue
    kept, _ = narrowed(filters)
    bound = (kept.parameters | queue.bound) or None
    with snapshot(store) as view:
        came = view.cursor.rows(arrivals_statement(kept, definitions, queue), bound)
        took = view.cursor.rows(waits_statement(kept, definitions, queue), bound)
        again, known, seconds, by_chance = view.cursor.row(chasers_statement(kept, definitions, queue), bound)
    if not came:
        return None
    slots = np.array([s for s, _ in came], dtype=np.int64)
    last = max(int(slots.max()), int(fitted.starts.max() // SLOT))
    begin = max(int(min(slots.min(), fitted.starts.min() // SLOT)) // 48 * 48, last // 48 * 48 + 48 - MOST_SLOTS)
    count = last // 48 * 48 + 48 - begin
    arrived, present = np.zeros(count), np.zeros(count)
    inside = slots >= begin
    arrived[slots[inside] - begin] = np.array([n for _, n in came], dtype=float)[inside]
    _spread(present, fitted, begin)
    bins = np.array([b for b, *_ in took], dtype=float)
    numbers = np.array([n for _, n, _ in took], dtype=float)
    total = float(sum(s for *_, s in took))
    mean = total / numbers.sum() if numbers.sum() else float("nan")
    return DeferredWorkload(
        begin * SLOT,
        arrived,
        present,
        (bins + 1) * BIN,
        numbers,
        mean,
        _chasers(int(again), int(known), float(seconds or 0), float(by_chance or 0)),
    )


def _spread(present: Numbers, fitted: FittedQueue, begin: int) -> None:
    """Add the seconds of the fit's agents to the half hours they fall into, however long its intervals are."""
    length = fitted.minutes * 60
    pieces = max(int(np.ceil(length / SLOT)), 1)
    agents = np.broadcast_to(np.asarray(fitted.scenario.agents, dtype=float), fitted.starts.shape)
    for piece in range(pieces):
        place = ((fitted.starts + piece * SLOT) // SLOT).astype(np.int64) - begin
        good = (place >= 0) & (place < len(present))
        np.add.at(present, place[good], agents[good] * length / pieces)


def _chasers(again: int, known: int, seconds: float, by_chance: float) -> Parameter:
    name = ("chasers", "Write again while waiting", "share")
    if known < ENOUGH or seconds < 86_400:
        return default(*name, 0.0, known, f"Only {known} contacts of known customers with a wait; none is assumed.")
    hazard = max(again / seconds - by_chance, 0.0)
    error = 1.96 * np.sqrt(max(again, 1)) / seconds
    value, low, high = (float(-np.expm1(-86_400 * max(h, 0.0))) for h in (hazard, hazard - error, hazard + error))
    note = f"{again:,} further contacts during {seconds / 86_400:,.0f} days of waiting, less coincidence."
    return Parameter(*name, value, low, high, known, "fitted", note)


def _condition(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    source = contacts(definitions)
    return f"{of_queue(queue)} and {filters.condition(source.time, source.expressions)}"


def arrivals_statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per half hour with contacts: its number since 1970, and how many."""
    return f"""
    select cast(floor(epoch(f.arrived_at) / {SLOT:.0f}) as bigint) as slot, count(*) as contacts
    from contacts as f
    where {_condition(filters, definitions, queue)}
    group by slot
    order by slot
    """


def waits_statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per quarter of an hour of waiting: how many were answered after so long, and their waits in all."""
    return f"""
    select cast(floor(f.wait_seconds / {BIN}) as bigint) as quarter, count(*) as answered, sum(f.wait_seconds) as waited
    from contacts as f
    where f.wait_seconds is not null and not coalesce(f.abandoned, false)
      and {_condition(filters, definitions, queue)}
    group by quarter
    order by quarter
    """


def chasers_statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """Contacts that came while the customer's one before was open; contacts and seconds in which that could be; and
    how many contacts a second a customer makes anyway."""
    return f"""
    -- one row per contact of a known customer, with when the one before was answered
    with line as (
        select f.customer_id, f.wait_seconds, f.arrived_at,
            lag(epoch(f.arrived_at) + f.wait_seconds) over (
                partition by f.customer_id order by f.arrived_at, f.contact_id
            ) as before_answered
        from contacts as f
        where f.customer_id is not null and {_condition(filters, definitions, queue)}
    )
    select
        count(case when before_answered > epoch(arrived_at) then 1 end) as again,
        count(wait_seconds) as known,
        sum(wait_seconds) as seconds,
        ratio(
            count(*) - count(distinct customer_id),
            count(distinct customer_id) * (epoch(max(arrived_at)) - epoch(min(arrived_at)))
        ) as by_chance
    from line
    """
