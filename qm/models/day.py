"""A whole day: redials stay in their interval, repeats come back on later days, spread like fresh contacts.

Every interval is a queue in steady state of its own (48 half hours, usually); what ties them together is one
number, the repeats a day brings forth, which is what later days receive. All days are alike.

Against simulated days: service level of the day within .013, its abandonment within .006, its volume within .25 %;
single intervals are off by .014 to .051 on average and up to .14, because real intervals inherit the queue of the
one before. So the day is the answer and its intervals are an indication. Source: queueing.md 4.4, 8.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from qm.models.feedback import Equilibrium, describe, find_loads, flow, pick
from qm.models.roots import brackets, refine
from qm.models.scenario import Scenario
from qm.models.service_level import parts

Numbers = NDArray[np.float64]
Which = Literal["best", "worst"]

GRID = 16
NEVER = 1e15  # repeats of an interval that does not settle
NOBODY = 1e-6  # agents where there are none: everybody gives up


@dataclass(frozen=True)
class Day:
    """A day in a steady succession of such days. Contacts per day; waits in seconds; shares over all its contacts.

    `intervals` has the same by interval, contacts per interval; NaN where nobody makes contact.
    """

    rate: float
    service_level: float
    asa: float
    wait: float
    abandonment: float
    occupancy: float
    redials: float
    repeats: float
    intervals: Equilibrium


def days(scenario: Scenario) -> tuple[Day, ...]:
    """The calmest and the busiest steady day, one if they are the same, () where some interval never settles.

    Numbers of the scenario that are arrays have one value per interval of the day; `fresh` and `agents` may be 0.
    """
    flat, _ = scenario.flat()
    some = np.asarray(flat.fresh) > 0
    s = replace(flat, agents=np.maximum(np.asarray(flat.agents), NOBODY)).at(some)
    if not some.any():
        return ()
    calm = _returning(s, "best")
    busy = _returning(s, "worst") if np.any(np.asarray(s.handle_wait_rise) > 0) else calm
    ends: list[tuple[float, Which]] = [(r, "best") for r in calm[:1]]
    ends += [(r, "worst") for r in busy[-1:]]
    found = []
    for returning, which in ends:
        load = _loads(s, np.array([returning]), which)[0]
        if not np.isnan(load).any():
            found.append(_sum_up(s, load, some))
    same = len(found) == 2 and abs(found[1].rate - found[0].rate) <= 1e-6 * found[0].rate
    return tuple(found[:1] if same else found)


def _loads(s: Scenario, returning: Numbers, which: Which) -> Numbers:
    """For each number of contacts that return a day (rows): the intervals' loads."""
    share = np.asarray(s.fresh) / np.sum(s.fresh)
    arriving = replace(s, fresh=s.fresh + returning[:, None] * share, repeat_share=0.0, repeat_wait_rise=0.0)
    return pick(*find_loads(arriving), which)


def _returning(s: Scenario, which: Which) -> Numbers:
    """The numbers of contacts returning a day that bring forth as many, rising."""

    def excess(returning: Numbers, _rows: object) -> Numbers:
        """Repeats brought forth less those received; huge where some interval does not settle."""
        load = _loads(s, returning.ravel(), which)
        settled = np.isfinite(load)
        brought = flow(s, np.where(settled, load, 0.5)).repeats * s.seconds
        return np.where(settled, brought, NEVER).sum(-1).reshape(returning.shape) - returning

    most = _most_repeats(s, float(np.sum(s.fresh)))
    if most <= 0:
        return np.zeros(1)
    bends = bool(np.any(np.asarray(s.repeat_wait_rise) > 0) or np.any(np.asarray(s.handle_wait_rise) > 0))
    grid = np.linspace(0, most * (1 + 1e-9), GRID if bends else 2)[None, :]
    return np.sort(refine(excess, *brackets(excess, grid, excess(grid, None))).ravel())


def _most_repeats(s: Scenario, fresh: float) -> float:
    """An upper bound: every contact is answered at most once, and no more than agents can answer."""
    most = float(np.max(np.asarray(s.repeat_share) + np.asarray(s.repeat_wait_rise)))
    answered = float(np.sum(np.asarray(s.agents) * s.seconds / np.asarray(s.handle_seconds)))
    return most * answered if most >= 1 else min(most * answered, fresh * most / (1 - most))


def _sum_up(s: Scenario, load: Numbers, some: NDArray[np.bool_]) -> Day:
    state = describe(s, load, np.ones(len(load), dtype=bool))
    rate, answered = np.asarray(state.rate), np.asarray(state.rate) * (1 - np.asarray(state.abandonment))
    queue = s.queue(rate / s.seconds, np.asarray(state.handle_seconds))
    level, counted = parts(queue, s.threshold_seconds, s.variant, s.short_abandon_seconds)
    seconds = np.asarray(s.agents) * s.seconds

    def mean(values: Numbers, weights: Numbers) -> float:
        return float(np.sum(np.where(weights > 0, values * weights, 0.0)) / max(np.sum(weights), 1e-300))

    everywhere: dict[str, Any] = {name: _spread(value, some) for name, value in vars(state).items()}
    return Day(
        rate=float(rate.sum()),
        service_level=mean(level, rate * counted),
        asa=mean(np.asarray(state.asa), answered),
        wait=mean(np.asarray(state.wait), rate),
        abandonment=mean(np.asarray(state.abandonment), rate),
        occupancy=mean(np.asarray(state.occupancy), seconds),
        redials=float(np.sum(state.redials)),
        repeats=float(np.sum(state.repeats)),
        intervals=Equilibrium(**everywhere),
    )


def _spread(values: Numbers, some: NDArray[np.bool_]) -> Numbers:
    found = np.zeros(len(some), dtype=bool) if values.dtype == bool else np.full(len(some), np.nan)
    found[some] = values
    return found
