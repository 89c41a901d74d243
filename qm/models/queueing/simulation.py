"""The same system event by event: ground truth for `feedback`, `correction` and `day`.

Contacts wait first come, first served, give up when their patience ends, may redial after a
while, and may come back after they were served, the likelier the longer they waited. Nothing here
knows a formula: waits and volumes come out. Times may be spread otherwise than exponentially, so that the
formulas' assumptions can be put to the test too. The demo centre plays by the same `agenda`, with
channels, shifts and people of its own.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.queueing.event_calendar import Agenda
from qm.models.queueing.scenario import ImpossibleError, Scenario

Numbers = NDArray[np.float64]

DONE, GIVES_UP, STAFF, ARRIVES = range(4)
FRESH, REDIAL, REPEAT = range(3)
BATCHES = 20
LONG = 100  # handle times: what an unknown delay is taken to be


@dataclass(frozen=True)
class Spread:
    """Coefficients of variation of handle time and patience; 1 is exponential, others lognormal."""

    handle: float = 1.0
    patience: float = 1.0


AS_ASSUMED = Spread()


@dataclass(frozen=True)
class Record:
    """One entry per contact after the warm-up, in order of arrival; those still waiting at the end are left out.

    `wait` and `handle` in seconds (0 for those not answered), `origin` FRESH, REDIAL or REPEAT; `start` and `end`
    in seconds; `worked` seconds of the agents that were there for `present` seconds in all.
    """

    arrived: Numbers
    wait: Numbers
    handle: Numbers
    answered: NDArray[np.bool_]
    origin: NDArray[np.int8]
    start: float
    end: float
    worked: float
    present: float

    def share(self, yes: NDArray[np.bool_], of: NDArray[np.bool_] | None = None) -> tuple[float, float]:
        """A share of contacts (of those `of`) and its standard error, from 20 stretches of time."""
        return self.mean(yes.astype(float), of)

    def mean(self, values: Numbers, of: NDArray[np.bool_] | None = None) -> tuple[float, float]:
        """A mean over contacts (of those `of`) and its standard error, from 20 stretches of time."""
        counted = np.ones(len(values)) if of is None else of.astype(float)
        batch = np.minimum((self.arrived - self.start) / (self.end - self.start) * BATCHES, BATCHES - 1).astype(int)
        above = np.bincount(batch, values * counted, BATCHES)
        below = np.bincount(batch, counted, BATCHES)
        value = above.sum() / below.sum()
        error = np.sqrt(np.sum((above - value * below) ** 2) * BATCHES / (BATCHES - 1)) / below.sum()
        return float(value), float(error)

    def service_level(self, scenario: Scenario) -> tuple[float, float]:
        """By the scenario's definition, with its standard error; written out here anew, to check `service_level`."""
        in_target, short = self.wait <= scenario.threshold_seconds, self.wait <= scenario.short_abandon_seconds
        met, counted = {
            "offered": (self.answered & in_target, np.ones_like(in_target)),
            "answered": (self.answered & in_target, self.answered),
            "abandons_met": (in_target, np.ones_like(in_target)),
            "abandons_in_target_ignored": (self.answered & in_target, self.answered | ~in_target),
            "short_abandons_met": (np.where(self.answered, in_target, short), np.ones_like(in_target)),
            "short_abandons_removed": (self.answered & in_target, self.answered | ~short),
        }[scenario.variant]
        return self.share(met, counted)

    def figures(self, scenario: Scenario) -> dict[str, tuple[float, float]]:
        """Rate per interval, service level, asa, wait, abandonment and occupancy, each with its standard error."""
        intervals = (self.end - self.start) / float(np.mean(scenario.seconds))
        return {
            "rate": (len(self.wait) / intervals, np.sqrt(len(self.wait)) / intervals),
            "service_level": self.service_level(scenario),
            "asa": self.mean(self.wait, self.answered),
            "wait": self.mean(self.wait),
            "abandonment": self.share(~self.answered),
            "occupancy": (self.worked / self.present, 0.0),
        }


def simulate(
    scenario: Scenario,
    seconds: float,
    seed: int,
    *,
    warm_up: float = 0.0,
    about_to_redial: int = 0,
    spread: Spread = AS_ASSUMED,
) -> Record:
    """`seconds` of the centre after `warm_up` seconds, the same for the same seed.

    Numbers of the scenario may be arrays of the day's intervals: fresh contacts and agents then follow the day, and
    repeats return on later days spread like fresh contacts. `about_to_redial` customers wait to redial at the start.
    Agents must be whole. Raises ImpossibleError otherwise.
    """
    play = _Play(scenario, warm_up, warm_up + seconds, np.random.default_rng(seed), spread)
    for _ in range(about_to_redial):
        play.agenda.plan(play.redial_delay * next(play.luck)[3], ARRIVES, REDIAL)
    play.run()
    return play.record()


class _Play:
    """The state of one run."""

    def __init__(self, scenario: Scenario, start: float, end: float, rng: np.random.Generator, spread: Spread) -> None:
        s, _ = scenario.flat()
        self.start, self.end, self.rng = start, end, rng
        agents = np.asarray(s.agents)
        self.agents = np.rint(agents).astype(int).tolist()
        if not np.allclose(agents, self.agents):
            raise ImpossibleError("A simulation needs whole agents; give numbers without decimals.")
        self.interval, self.fresh = float(s.seconds[0]), np.asarray(s.fresh)
        self.handle, self.patience = _mean(s.handle_seconds), _mean(s.patience_seconds)
        self.redial, self.repeat, self.rise = _mean(s.redial_share), _mean(s.repeat_share), _mean(s.repeat_wait_rise)
        self.longer, self.scale = _mean(s.handle_wait_rise), _mean(s.wait_scale_seconds)
        delays = (s.redial_delay_seconds, s.repeat_delay_seconds)
        self.redial_delay, self.repeat_delay = (LONG * self.handle if d is None else _mean(d) for d in delays)
        self.luck = _lucks(rng, spread)
        self.day = self.interval * len(self.fresh)
        self.edges = np.cumsum(self.fresh) / self.fresh.sum()
        arrivals = self._fresh_arrivals()
        known: list[tuple[Any, ...]] = [(at, ARRIVES, 0, FRESH) for at in arrivals]
        if len(self.agents) > 1:
            steps = np.arange(0, self.end, self.interval)
            known += [(at, STAFF, 0, self.agents[i % len(self.agents)]) for i, at in enumerate(steps)]
        self.agenda = Agenda(known)
        self.present = sum(self.agents) / len(self.agents) * (end - start)
        self.worked = 0.0
        self.arrived: list[float] = []
        self.origin: list[int] = []
        self.wait: list[float | None] = []
        self.handled: list[float] = []
        self.answered: list[bool] = []

    def run(self) -> None:
        waiting: deque[int] = deque()
        busy, staff = 0, self.agents[0]
        patience_left: dict[int, tuple[Any, ...]] = {}
        arrived, wait, handled, answered, origin = self.arrived, self.wait, self.handled, self.answered, self.origin
        plan, luck, end = self.agenda.plan, self.luck, self.end
        for event in self.agenda:
            now, kind = event[0], event[1]
            if now >= end:
                break
            if kind == ARRIVES:
                number = len(arrived)
                arrived.append(now)
                origin.append(event[3])
                wait.append(None)
                handled.append(0.0)
                answered.append(False)
                drawn = next(luck)
                patience_left[number] = drawn
                waiting.append(number)
                if busy >= staff:
                    plan(now + self.patience * drawn[0], GIVES_UP, number)
            elif kind == DONE:
                busy -= 1
                self._come_back(now, event[3], event[4])
            elif kind == GIVES_UP:
                number = event[3]
                if wait[number] is None:
                    wait[number] = now - arrived[number]
                    drawn = patience_left.pop(number)
                    if drawn[2] < self.redial:
                        plan(now + self.redial_delay * drawn[3], ARRIVES, REDIAL)
            else:
                staff = event[3]
            while waiting and busy < staff:
                number = waiting.popleft()
                if wait[number] is None:
                    waited = now - arrived[number]
                    wait[number], answered[number] = waited, True
                    busy += 1
                    drawn = patience_left.pop(number)
                    strain = 1 - exp(-waited / self.scale)
                    seconds = self.handle * drawn[1] * (1 + self.longer * strain)
                    handled[number] = seconds
                    self.worked += max(0.0, min(now + seconds, end) - max(now, self.start))
                    plan(now + seconds, DONE, drawn[2] < self.repeat + self.rise * strain, drawn[3])

    def record(self) -> Record:
        over = np.array([w is not None for w in self.wait], dtype=bool)
        kept = over & (np.array(self.arrived) >= self.start)
        wait = np.array([0.0 if w is None else w for w in self.wait])
        return Record(
            np.array(self.arrived)[kept],
            wait[kept],
            np.array(self.handled)[kept],
            np.array(self.answered, dtype=bool)[kept],
            np.array(self.origin, dtype=np.int8)[kept],
            self.start,
            self.end,
            self.worked,
            self.present,
        )

    def _come_back(self, now: float, comes: bool, delay: float) -> None:
        if not comes:
            return
        if len(self.fresh) == 1:
            self.agenda.plan(now + self.repeat_delay * delay, ARRIVES, REPEAT)
            return
        days = 1 + int(delay * self.repeat_delay / self.day)
        interval = int(np.searchsorted(self.edges, self.rng.random(), side="right"))
        at = (now // self.day + days) * self.day + (interval + self.rng.random()) * self.interval
        self.agenda.plan(at, ARRIVES, REPEAT)

    def _fresh_arrivals(self) -> Iterator[float]:
        count = int(np.ceil(self.end / self.interval))
        per_interval = self.rng.poisson(np.resize(self.fresh, count))
        at = (np.repeat(np.arange(count), per_interval) + self.rng.random(per_interval.sum())) * self.interval
        return iter(np.sort(at).tolist())


def _mean(values: ArrayLike) -> float:
    return float(np.mean(np.asarray(values, dtype=float)))


def _lucks(
    rng: np.random.Generator, spread: Spread, block: int = 16_384
) -> Iterator[tuple[float, float, float, float]]:
    """Per contact: patience, handle time and delay, all with mean 1, and what decides whether it returns."""
    while True:
        columns = (
            _times(rng, spread.patience, block),
            _times(rng, spread.handle, block),
            rng.random(block),
            rng.standard_exponential(block),
        )
        yield from zip(*(c.tolist() for c in columns), strict=True)


def _times(rng: np.random.Generator, variation: float, count: int) -> Numbers:
    if variation == 1.0:
        return rng.standard_exponential(count)
    sigma = np.sqrt(np.log1p(variation**2))
    times: Numbers = np.exp(sigma * rng.standard_normal(count) - sigma**2 / 2)
    return times
