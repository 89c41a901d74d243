"""Customers who come back: every volume at which a queue with redials and repeats can settle.

All attempts L are fresh contacts, redials after giving up, and repeats after an answer:

    L = fresh + redial_share L P(Ab) + E[r(W); answered] L,    r and the handle time may grow with the wait W

with the queue of `erlang` at rate L. Taking returns as Poisson is exact when they come back after many
handle times, and flatters the service level by 1 to 3 points when they redial within
minutes: `correction` allows for that.

Everything here goes along the load (offered work per agent), because at a given load the handle time
that fits its own waits is unique, whereas at a given volume it need not be. Read backwards, the
same curve says how many fresh contacts belong to a load; its peaks and valleys are the tipping points.

Sources: docs/methods.md, Feedback; after Ding, Remerova, van der Mei and Zwart 2015 (fluid).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.erlang import Queue
from qm.models.queueing.scenario import Scenario
from qm.models.statistics.root_finding import brackets, refine

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

SPREAD_POINTS, CORNER_POINTS = 40, 24
HEAVIEST = 1e6  # the load up to which a centre is looked at whose customers redial for ever


@dataclass(frozen=True)
class Flow:
    """What happens at a load, whatever fresh volume it takes; rates per second, one value per load."""

    queue: Queue
    handle_seconds: Numbers
    redials: Numbers
    repeats: Numbers

    @property
    def rate(self) -> Numbers:
        """All attempts."""
        return self.queue.rate

    @property
    def fresh(self) -> Numbers:
        """The fresh contacts that this load takes; below 0 where more come back than arrive."""
        return self.queue.rate - self.redials - self.repeats


@dataclass(frozen=True)
class Equilibrium:
    """A state in which the centre can stay. Numbers, or arrays over intervals (NaN: none there).

    `rate`, `redials`, `repeats` are contacts per interval; `asa` the mean wait of the answered and `wait`
    that of all, in seconds; `handle_seconds` with what waits add. `gain` is what one more
    fresh contact becomes, 1 / (1 - R′): below 0 where the state is not stable.
    """

    stable: bool | Mask
    rate: float | Numbers
    service_level: float | Numbers
    asa: float | Numbers
    wait: float | Numbers
    abandonment: float | Numbers
    occupancy: float | Numbers
    gain: float | Numbers
    redials: float | Numbers
    repeats: float | Numbers
    handle_seconds: float | Numbers
    load: float | Numbers


def equilibria(scenario: Scenario) -> tuple[Equilibrium, ...]:
    """All equilibria of one scenario (plain numbers), from the calmest to the busiest; () if there is none.

    None exists where customers never give up (or redial for ever) and bring more than can be worked.
    """
    loads, stable = find_loads(scenario)
    return tuple(_one(describe(scenario, load, ok)) for load, ok in zip(loads[..., :].T, stable.T, strict=True))


def settled(scenario: Scenario, which: Literal["best", "worst"]) -> Equilibrium:
    """The calmest or the busiest stable equilibrium of every interval, as arrays; NaN where there is none."""
    loads, stable = find_loads(scenario)
    return describe(scenario, pick(loads, stable, which), np.ones(loads.shape[:-1], dtype=bool))


def pick(loads: Numbers, stable: Mask, which: Literal["best", "worst"]) -> Numbers:
    """One stable load per row; NaN where there is none."""
    if not loads.shape[-1]:
        return np.full(loads.shape[:-1], np.nan)
    known = np.where(stable, loads, np.nan)
    fill, choose = (np.inf, np.min) if which == "best" else (-np.inf, np.max)
    found = choose(np.where(np.isnan(known), fill, known), axis=-1)
    return np.where(np.isfinite(found), found, np.nan)


def find_loads(scenario: Scenario) -> tuple[Numbers, Mask]:
    """The loads of all equilibria and whether each is stable; shape (…intervals, equilibria), padded with NaN."""
    s, shape = _rows(scenario)
    fresh = s.fresh_rate

    def lacking(load: Numbers, rows: NDArray[np.intp]) -> Numbers:
        part = s.at(rows)
        return part.fresh_rate - flow(part, load).fresh

    grid = _grid(s)
    rows, low, high = brackets(lacking, grid, fresh - flow(s, grid).fresh)
    roots = refine(lacking, rows, low, high)
    slope, _ = slopes(s.at(rows), roots)
    count = np.bincount(rows, minlength=len(grid))
    loads = np.full((len(grid), count.max(initial=0)), np.nan)
    stable = np.zeros(loads.shape, dtype=bool)
    order = np.lexsort((roots[:, 0], rows))
    place = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    loads[rows[order], place] = roots[order, 0]
    stable[rows[order], place] = slope[order, 0] > 0
    return loads.reshape(*shape, -1), stable.reshape(*shape, -1)


def describe(scenario: Scenario, load: Numbers, stable: Mask) -> Equilibrium:
    """The figures of the equilibria at these loads, one per interval; NaN where the load is NaN."""
    s, shape = _rows(scenario)
    at = np.broadcast_to(load, shape).reshape(-1, 1)
    known = np.isfinite(at)
    at = np.where(known, at, 0.5)
    flows, seconds = flow(s, at), np.broadcast_to(s.seconds, at.shape)
    slope, growth = slopes(s, at)
    queue = flows.queue
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = growth / slope  # inf on the very edge of a fold
    figures = {
        "rate": flows.rate * seconds,
        "service_level": s.service_level(queue),
        "asa": queue.asa_seconds,
        "wait": queue.wait_seconds,
        "abandonment": queue.abandonment,
        "occupancy": queue.occupancy,
        "gain": gain,
        "redials": flows.redials * seconds,
        "repeats": flows.repeats * seconds,
        "handle_seconds": flows.handle_seconds,
        "load": at,
    }
    shaped = {name: np.where(known, value, np.nan).reshape(shape) for name, value in figures.items()}
    return Equilibrium(stable=np.broadcast_to(stable, shape), **shaped)


def flow(scenario: Scenario, load: Numbers) -> Flow:
    """What happens at these loads. The numbers of the scenario must broadcast against `load`."""
    base, rise = np.asarray(scenario.handle_seconds, dtype=float), np.asarray(scenario.handle_wait_rise)
    scale, agents = scenario.wait_scale_seconds, np.asarray(scenario.agents) * scenario.pace

    def queue_for(handle: Numbers) -> Queue:
        return scenario.queue(load * agents / handle, handle)

    handle = np.broadcast_to(base, np.broadcast_shapes(np.shape(base), load.shape))
    queue = queue_for(handle)
    if np.any(rise > 0):
        handle, queue = _own_handle_time(queue_for, handle, base, rise, scale)
    answered = 1 - queue.abandonment
    repeats = np.asarray(scenario.repeat_share) * answered
    if np.any(np.asarray(scenario.repeat_wait_rise) > 0):
        repeats = repeats + scenario.repeat_wait_rise * np.maximum(answered - queue.discount(scale), 0.0)
    redials = np.asarray(scenario.redial_share) * queue.abandonment
    return Flow(queue, handle, queue.rate * redials, queue.rate * repeats)


def slopes(scenario: Scenario, load: Numbers) -> tuple[Numbers, Numbers]:
    """How fresh and all contacts per second grow with the load, by central differences.

    Their ratio, all by fresh, is the gain; where fresh contacts fall the equilibrium is not stable.
    """
    agents = np.asarray(scenario.agents, dtype=float)
    step = 1e-4 * np.minimum(load, 1.0) / np.sqrt(agents + 1)
    endless = np.isinf(np.asarray(scenario.patience_seconds, dtype=float))
    step = np.where(endless, np.minimum(step, np.maximum(1 - load, 0) * 1e-3), step)
    step = np.maximum(step, 1e-13)
    above, below = flow(scenario, load + step), flow(scenario, load - step)
    return (above.fresh - below.fresh) / (2 * step), (above.rate - below.rate) / (2 * step)


def load_grid(scenario: Scenario, lowest: Numbers, highest: Numbers) -> Numbers:
    """Loads from `lowest` to `highest`, close together where the queue changes: about as many as agents."""
    endless = np.isinf(np.asarray(scenario.patience_seconds, dtype=float))
    bends = _may_bend(scenario)
    wide = lowest * (highest / lowest) ** np.linspace(0, 1, SPREAD_POINTS if bends else 5)
    if not bends:
        return np.asarray(wide)
    corner = 1 + np.linspace(-5, 5, CORNER_POINTS) / np.sqrt(scenario.agents)
    brim = 1 - np.geomspace(0.3, 1e-9, CORNER_POINTS)  # nobody gives up: waits explode just below 1
    corner = np.where(endless, brim, corner)
    return np.sort(np.concatenate([wide, np.clip(corner, lowest, highest)], axis=-1), axis=-1)


def _may_bend(scenario: Scenario) -> bool:
    """Whether waits bring back more customers or longer handling; without that every volume has one load."""
    return bool(np.any(np.asarray(scenario.repeat_wait_rise) > 0) or np.any(np.asarray(scenario.handle_wait_rise) > 0))


def _grid(s: Scenario) -> Numbers:
    """Loads between which all equilibria lie: at least the fresh contacts, at most what can come back."""
    agents, handle = np.asarray(s.agents) * s.pace, np.asarray(s.handle_seconds)
    lowest = s.fresh_rate * handle / agents
    redial, most = np.asarray(s.redial_share, dtype=float), np.asarray(s.repeat_share) + s.repeat_wait_rise
    with np.errstate(divide="ignore"):
        rate = (s.fresh_rate + agents / handle * np.maximum(most - redial, 0)) / (1 - redial)
    highest = rate * handle / agents * (1 + np.asarray(s.handle_wait_rise))
    highest = np.where(np.isinf(highest), np.maximum(HEAVIEST, 4 * lowest), highest)
    highest = np.where(np.isinf(np.asarray(s.patience_seconds, dtype=float)), np.minimum(highest, 1.0), highest)
    lowest = np.minimum(lowest, highest)
    lowest, highest = np.broadcast_arrays(lowest * (1 - 1e-9), highest * (1 + 1e-9))
    return load_grid(s, lowest, highest)


def _own_handle_time(
    queue_for: Callable[[Numbers], Queue], handle: Numbers, base: Numbers, rise: Numbers, scale: float | Numbers
) -> tuple[Numbers, Queue]:
    """The handle time that its own waits produce: steps of Steffensen, two or three are enough."""

    def longer(seconds: Numbers) -> tuple[Numbers, Queue]:
        queue = queue_for(seconds)
        answered = np.maximum(1 - queue.abandonment, 1e-300)
        calm = np.clip(queue.discount(scale) / answered, 0.0, 1.0)
        return base * (1 + rise * (1 - calm)), queue

    for _ in range(6):
        once, _ = longer(handle)
        twice, _ = longer(once)
        bend = twice - 2 * once + handle
        safe = np.where(np.abs(bend) > 1e-12 * base, bend, 1.0)
        leap = np.where(np.abs(bend) > 1e-12 * base, (once - handle) ** 2 / safe, 0.0)
        new = np.clip(np.where(leap != 0.0, handle - leap, twice), base, base * (1 + rise))
        done = np.max(np.abs(new - handle) / base) < 1e-7  # the next step squares it
        handle = new
        if done:
            break
    return handle, queue_for(handle)


def _rows(scenario: Scenario) -> tuple[Scenario, tuple[int, ...]]:
    """The scenario with every number as a column of one row per interval, and the shape of the intervals."""
    flat, shape = scenario.flat()
    return flat.at((slice(None), None)), shape


def _one(figures: Equilibrium) -> Equilibrium:
    return Equilibrium(**{name: value.item() for name, value in vars(figures).items()})
