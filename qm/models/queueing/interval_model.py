"""A centre over many intervals: redials return within their interval, repeats over the whole period.

A scenario's `fresh` and `agents` hold one value per interval in their last dimension; every other number
may differ between scenarios, with a last dimension of one. All repeats of the period, however
many, are spread over the intervals in given shares, so that one bad morning makes the whole week busier:

    attempts = fresh + redial_share abandoned + share_k (repeats of all intervals together)

The map from "all repeats" to "all repeats" rises, hence going up from no repeats ends in the best
equilibrium and going down from the most there can be in the worst. What redials within minutes
add to that is allowed for at the end (`correction`), where their delay is known.

A period may be a single day of 48 half hours, whose repeats come back on later days like it (`by_fresh`), or
months of them. Assumes a steady state within each interval and over the period, one skill, Poisson
arrivals. Against simulated days the service level of a day is within .007, its abandonment within .003, its volume
within .1 %; single intervals are off by .014 to .051 on average and up to .14, because real ones inherit the queue
of the one before: the day is the answer, intervals are an indication. Source: docs/methods.md, A day of
intervals.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.delay_correction import as_long_waits, given_up_with_quick_redials
from qm.models.queueing.erlang import Queue
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.service_level import parts

Numbers = NDArray[np.float64]

STEPS = 200
CLOSE = 1e-6
ENDLESS = 1e7  # seconds of patience that count as endless: a queue that nobody leaves would have no mean
ALWAYS = 0.999  # a redial share of 1 would let a swamped interval grow for ever


@dataclass(frozen=True)
class Spread:
    """How intervals make up the period: `weight` intervals each one stands for, `returning` the share of all
    repeats that come back in one of them; the sum of weight × returning is 1."""

    weight: Numbers
    returning: Numbers


def by_fresh(scenario: Scenario) -> Spread:
    """Every interval stands for itself, and repeats come back spread like its fresh contacts."""
    fresh = np.asarray(scenario.fresh, dtype=float)
    return Spread(np.ones(len(fresh)), fresh / max(fresh.sum(), 1e-12))


@dataclass(frozen=True)
class Settled:
    """What happens over the period, one value per scenario; `by_interval` the same per interval.

    Contacts are of the whole period: `attempts` = `fresh` + `redials` + `repeats`. Shares of 1, seconds;
    `occupancy` is that of the most the agents can do, `work_seconds` what they are busy with contacts.
    """

    service_level: Numbers
    attempts: Numbers
    fresh: Numbers
    redials: Numbers
    repeats: Numbers
    abandonment: Numbers
    asa: Numbers
    wait: Numbers
    occupancy: Numbers
    handle_seconds: Numbers
    repeat_rate: Numbers
    work_seconds: Numbers
    by_interval: "Intervals"


@dataclass(frozen=True)
class Intervals:
    """Per scenario and interval: attempts, those that met the target and those counted for it, and the rest."""

    attempts: Numbers
    met: Numbers
    counted: Numbers
    abandoned: Numbers
    busy: Numbers


def settle(scenario: Scenario, spread: Spread, which: Literal["best", "worst"] = "best") -> Settled:
    """The best or the worst equilibrium. Shapes: (…scenarios, intervals) for `fresh` and `agents`."""
    s = _bounded(scenario)
    total = np.zeros(_shape(s)[:-1]) if which == "best" else most_repeats(s, spread)
    flow = _Flow(s, spread, total)
    before: Numbers | None = None
    for step in range(STEPS):
        produced = flow.repeats()
        gap = produced - total
        if np.all(np.abs(gap) <= CLOSE * (total + 1)) and flow.is_steady and step > 2:
            break
        # Two even steps tell the pace at which they shrink, and so where they end.
        leap = np.zeros_like(gap)
        if before is not None and step % 3 == 2:
            pace = np.clip(np.divide(gap, before, out=np.zeros_like(gap), where=np.abs(before) > 0), 0.0, 0.8)
            leap = gap * pace / (1 - pace) * 0.9
        before = gap
        total = np.maximum(total + gap + leap, 0.0)
        flow.advance(total)
    return flow.with_quick_redials(total, is_closed=True)


def at_repeats(scenario: Scenario, spread: Spread, total: Numbers) -> tuple[Settled, Numbers, Numbers]:
    """The period when `total` repeats come back, whatever brings them: what settles but for them.

    With it the answered of the period, and of those E[1 − e^(−wait / scale)]: the repeats that
    would be produced are repeat_share × the first + repeat_wait_rise × the second.
    """
    s = _bounded(scenario)
    flow = _Flow(s, spread, np.asarray(total, dtype=float))
    for _ in range(40):
        flow.advance(np.asarray(total, dtype=float))
        if flow.is_steady:
            break
    found = flow.with_quick_redials(np.asarray(total, dtype=float), is_closed=False)
    answered, strained = flow.answered_and_strained()
    return found, answered, strained


def most_repeats(scenario: Scenario, spread: Spread) -> Numbers:
    """More repeats than there can be: everything that agents can answer comes back with the highest chance."""
    s = _bounded(scenario)
    most = np.clip(np.asarray(s.repeat_share) + np.asarray(s.repeat_wait_rise), 0, 1)
    can = np.asarray(s.agents) * s.seconds / np.asarray(s.handle_seconds) * most
    repeats: Numbers = (spread.weight * np.broadcast_to(can, _shape(s))).sum(-1)
    return repeats


def compress(scenario: Scenario, spread: Spread, loads: int = 10, sizes: int = 3) -> tuple[Scenario, Spread]:
    """The same period with similar intervals put together: as busy, and with as many agents (1-D input).

    Service level is within .003 of that of all intervals; tests keep it so.
    """
    fresh, agents = np.asarray(scenario.fresh, dtype=float), np.asarray(scenario.agents, dtype=float)
    if len(fresh) <= loads * sizes:
        return scenario, spread
    inflow = fresh + spread.returning * fresh.sum() * 0.2
    busy = _ranked(inflow / agents, spread.weight * inflow, loads)
    group = np.zeros(len(fresh), dtype=np.intp)
    for b in range(loads):
        inside = np.flatnonzero(busy == b)
        group[inside] = b * sizes + _ranked(agents[inside], spread.weight[inside], sizes)
    used, place = np.unique(group, return_inverse=True)
    weight = np.asarray(np.bincount(place, spread.weight, len(used)), dtype=float)

    def mean(values: Numbers) -> Numbers:
        weighted: Numbers = np.bincount(place, values * spread.weight, len(used)) / weight
        return weighted

    together = replace(scenario, fresh=mean(fresh), agents=mean(agents))
    return together, Spread(weight, mean(spread.returning))


def _ranked(key: Numbers, weight: Numbers, bins: int) -> NDArray[np.intp]:
    """Which of `bins` groups of equal weight each value of `key` falls into."""
    order = np.argsort(key, kind="stable")
    place = (np.cumsum(weight[order]) - weight[order] / 2) / max(weight.sum(), 1e-12)
    found = np.empty(len(key), dtype=np.intp)
    found[order] = np.minimum((place * bins).astype(np.intp), bins - 1)
    return found


def _bounded(s: Scenario) -> Scenario:
    return replace(
        s,
        patience_seconds=np.minimum(np.asarray(s.patience_seconds, dtype=float), ENDLESS),
        redial_share=np.minimum(np.asarray(s.redial_share, dtype=float), ALWAYS),
    )


def _shape(s: Scenario) -> tuple[int, ...]:
    numbers = (
        s.fresh,
        s.agents,
        s.handle_seconds,
        s.patience_seconds,
        s.redial_share,
        s.repeat_share,
        s.repeat_wait_rise,
        s.handle_wait_rise,
        s.at_once,
        s.stretch,
    )
    return np.broadcast_shapes(*(np.shape(n) for n in numbers))


class _Flow:
    """The intervals on their way to an equilibrium: attempts per interval and the handle time that fits."""

    def __init__(self, s: Scenario, spread: Spread, total: Numbers) -> None:
        self.s, self.spread = s, spread
        self.shape = np.broadcast_shapes(_shape(s), (*np.shape(total), 1))
        self.fresh = np.broadcast_to(np.asarray(s.fresh, dtype=float), self.shape)
        self.attempts = self._inflow(total) / (1.0 if not total.any() else 1 - np.asarray(s.redial_share))
        self.handle = np.broadcast_to(np.asarray(s.handle_seconds, dtype=float), self.shape)
        if total.any():
            self.handle = self.handle * (1 + np.asarray(s.handle_wait_rise))
        self._slope = np.zeros(self.shape)
        self.is_steady = False
        self.queue = self._queue()

    def advance(self, total: Numbers) -> None:
        """One step of attempts and handle times towards what `total` repeats make of them."""
        s, redial = self.s, np.asarray(self.s.redial_share)
        given_up = self.attempts * self.queue.abandonment
        straight = (self._inflow(total) + redial * (given_up - self._slope * self.attempts)) / (
            1 - redial * self._slope
        )
        attempts = np.maximum(straight, self._inflow(total))
        handle = self.handle
        if np.any(np.asarray(s.handle_wait_rise) > 0):
            answered = np.maximum(1 - self.queue.abandonment, 1e-12)
            calm = np.clip(self.discounted() / answered, 0.0, 1.0)
            handle = np.asarray(s.handle_seconds) * (1 + np.asarray(s.handle_wait_rise) * (1 - calm))
        moved = np.abs(attempts - self.attempts)
        same_handle = np.all(np.abs(handle / self.handle - 1) < CLOSE)
        self.is_steady = bool(np.all(moved <= CLOSE * (attempts + 1)) and same_handle)
        last, self.attempts, self.handle = self.attempts, attempts, np.broadcast_to(handle, self.shape)
        self.queue = self._queue()
        rise = self.attempts * self.queue.abandonment - given_up
        step = self.attempts - last
        told = np.abs(step) > 1e-9 * (self.attempts + 1)
        slope = np.divide(rise, step, out=np.zeros_like(rise), where=told)
        self._slope = np.where(told, np.clip(slope, 0.0, 1.0), self._slope)

    def discounted(self) -> Numbers:
        return self.queue.discount(self.s.wait_scale_seconds)

    def answered_and_strained(self) -> tuple[Numbers, Numbers]:
        """Over the period: the answered, and the answered weighted with 1 − e^(−wait / scale)."""
        answered = 1 - self.queue.abandonment
        strained = np.maximum(answered - self.discounted(), 0.0)
        weighted = self.spread.weight * self.attempts
        return (weighted * answered).sum(-1), (weighted * strained).sum(-1)

    def repeats(self) -> Numbers:
        """Repeats that the period produces, per scenario."""
        s, answered = self.s, 1 - self.queue.abandonment
        share = np.asarray(s.repeat_share) * answered
        if np.any(np.asarray(s.repeat_wait_rise) > 0):
            share = share + np.asarray(s.repeat_wait_rise) * np.maximum(answered - self.discounted(), 0.0)
        repeats: Numbers = (self.spread.weight * self.attempts * share).sum(-1)
        return repeats

    def with_quick_redials(self, total: Numbers, is_closed: bool) -> Settled:
        """What happens, redials within minutes allowed for; `is_closed`: all repeats are those of these answers."""
        s, plain = self.s, self.queue
        redial = np.asarray(s.redial_share, dtype=float)
        if s.redial_delay_seconds is None or not redial.any():
            return self.settled(total, plain)
        given_up = given_up_with_quick_redials(s, self._inflow(total), self.handle, plain)
        if is_closed:
            answered, _ = self.answered_and_strained()
            rate = np.minimum(total / np.maximum(answered, 1e-12), 0.999)
            lost = (1 - redial) * given_up
            total = rate / (1 - rate) * np.maximum((self.spread.weight * (self.fresh - lost)).sum(-1), 0.0)
        self.attempts = self._inflow(total) + redial * given_up
        wait = given_up * np.asarray(s.patience_seconds) / np.maximum(self.attempts, 1e-12)
        self.queue = as_long_waits(s, wait, self.attempts, self.handle, plain)
        return self.settled(total, plain)

    def settled(self, total: Numbers, plain: Queue) -> Settled:
        """The figures; the service level is the mean of that of the queue and of the `plain` one."""
        s, w, queue, attempts = self.s, self.spread.weight, self.queue, self.attempts
        level, counted = parts(queue, s.threshold_seconds, s.variant, s.short_abandon_seconds)
        met = np.nan_to_num(level) * counted
        if queue is not plain:
            before, _ = parts(plain, s.threshold_seconds, s.variant, s.short_abandon_seconds)
            met = (met + np.nan_to_num(before) * counted) / 2
        offered = (w * attempts).sum(-1)
        given_up = (w * attempts * queue.abandonment).sum(-1)
        answered = attempts * (1 - queue.abandonment)
        handled = (w * answered * s.contact_seconds(queue, self.handle)).sum(-1)
        present = w * np.broadcast_to(np.asarray(s.agents) * s.seconds, self.shape)
        work = (present * queue.occupancy).sum(-1)
        some = np.maximum((w * answered).sum(-1), 1e-12)
        return Settled(
            service_level=(w * attempts * met).sum(-1) / np.maximum((w * attempts * counted).sum(-1), 1e-12),
            attempts=offered,
            fresh=(w * self.fresh).sum(-1),
            redials=(w * (attempts - self._inflow(total))).sum(-1),
            repeats=total,
            abandonment=given_up / np.maximum(offered, 1e-12),
            asa=(w * answered * queue.asa_seconds).sum(-1) / some,
            wait=(w * attempts * queue.wait_seconds).sum(-1) / np.maximum(offered, 1e-12),
            occupancy=np.minimum(work / present.sum(-1), 1.0),
            handle_seconds=handled / some,
            repeat_rate=total / some,
            work_seconds=work,
            by_interval=Intervals(
                attempts, attempts * met, attempts * counted, attempts * queue.abandonment, queue.occupancy
            ),
        )

    def _inflow(self, total: Numbers) -> Numbers:
        return self.fresh + self.spread.returning * np.asarray(total)[..., None]

    def _queue(self) -> Queue:
        return self.s.queue(self.attempts / self.s.seconds, self.handle)
