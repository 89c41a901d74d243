"""A what-if as `whatif --fit --json` writes it: figures of the period, or means over its intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import ceil
from typing import Any

import numpy as np

from qm.analysis.whatif.fit import fit_summary
from qm.analysis.whatif.levers.setting import OTHERS
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, workload_of
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.uncertainty import FIGURES, Range
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome, gain_of, settled_pair
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.fitting import share
from qm.models.queueing.interval_model import Settled
from qm.models.queueing.levers import moved
from qm.models.queueing.tipping_points import tipping

Figures = dict[str, dict[str, float | None]]


def report(
    queue: PreparedQueue,
    today: Outcome,
    scenario: Outcome,
    ranges: tuple[Mapping[str, Range], Mapping[str, Range]],
    sentences: Mapping[str, str],
    warnings: Sequence[str],
) -> dict[str, Any]:
    """One document; `ranges` of today and of the scenario, `sentences` by name."""
    exact = None if scenario.needed != scenario.needed else scenario.needed
    waits = isinstance(scenario, WaitingOutcome)
    return {
        "equilibria": _of_waits(queue, scenario) if waits else _of_backlog(queue, scenario),  # type: ignore[arg-type]
        "agents_needed": None if exact is None else whole(exact),
        "agents_exact": exact,
        "target": scenario.setting.target,
        "gain": scenario.gain if isinstance(scenario, WaitingOutcome) else None,
        "tipping": _tipping(queue, scenario),
        "observed": observed(queue, today),
        "today": _figures(today, ranges[0]),
        "scenario": _figures(scenario, ranges[1]),
        "levers": {"today": _levers(queue, today), "scenario": _levers(queue, scenario)},
        **sentences,
        "warnings": list(warnings),
        "fit": fit_summary(queue.fitted),
    }


def whole(agents: float) -> int:
    """The smallest whole number of agents that is enough."""
    return ceil(agents - 1e-9)


def observed(queue: PreparedQueue, today: Outcome) -> Figures:
    """What happened, with 95 % intervals of the shares; no interval where nothing is sampled."""
    o = queue.fitted.observed
    if isinstance(today, DeferredOutcome):
        workload = workload_of(queue)
        level = workload.observed_within(today.setting.within_hours * 3600)
        return {
            "service_level": _share(level, float(workload.answered.sum())),
            "abandonment": _share(o.abandonment, float(o.contacts.sum())),
            "asa": _figure(float(workload.wait_seconds)),
            "occupancy": _figure(o.occupancy),
        }
    return {
        "service_level": _share(o.service_level, float(o.counted.sum())),
        "abandonment": _share(o.abandonment, float(o.contacts.sum())),
        "asa": _figure(o.asa),
        "occupancy": _figure(o.occupancy),
    }


def _share(value: float, n: float) -> dict[str, float | None]:
    if value != value or not n:
        return _figure(value)
    bounds = share(value * n, int(n))
    return _figure(value, max(float(bounds[1]), 0.0), min(float(bounds[2]), 1.0))


def _figure(value: float, low: float | None = None, high: float | None = None) -> dict[str, float | None]:
    return {"value": None if value != value else value, "low": low, "high": high}


def _figures(outcome: Outcome, ranges: Mapping[str, Range]) -> Figures:
    if isinstance(outcome, DeferredOutcome):
        return {
            "service_level": _figure(outcome.service_level),
            "abandonment": _figure(0.0),
            "asa": _figure(outcome.response),
            "occupancy": _figure(outcome.occupancy),
        }
    return {name: _figure(getattr(outcome, name), ranges[name].low, ranges[name].high) for name in FIGURES}


def _levers(queue: PreparedQueue, outcome: Outcome) -> dict[str, float]:
    others = {name: outcome.effective.value(name) for name in OTHERS}
    scheduled = {"scheduled": queue.scheduled(outcome.levers.agents)}
    return asdict(outcome.levers) | scheduled | others


def _of_waits(queue: PreparedQueue, scenario: WaitingOutcome) -> list[dict[str, Any]]:
    """The best stable equilibrium of the period, and the worst where that is another outcome."""
    states = [scenario.period]
    if scenario.is_double:
        states.append(settled_pair(queue, scenario.levers, "worst"))
    return [_equilibrium(queue, pair) for pair in states]


def _equilibrium(queue: PreparedQueue, pair: Settled) -> dict[str, Any]:
    intervals = float(queue.spread.weight.sum())
    return {
        "stable": True,
        "rate": float(pair.attempts[0]) / intervals,
        "service_level": float(pair.service_level[0]),
        "asa": float(pair.asa[0]),
        "wait": float(pair.wait[0]),
        "abandonment": float(pair.abandonment[0]),
        "occupancy": float(pair.occupancy[0]),
        "gain": gain_of(pair),
        "redials": float(pair.redials[0]) / intervals,
        "repeats": float(pair.repeats[0]) / intervals,
        "aht": float(pair.handle_seconds[0]),
        "corrected": None,
    }


def _of_backlog(queue: PreparedQueue, scenario: DeferredOutcome) -> list[dict[str, Any]]:
    """What the weeks come to, unless the backlog grows without end."""
    intervals = len(queue.fitted.starts) / queue.weeks
    if scenario.is_growing:
        return []
    return [
        {
            "stable": True,
            "rate": scenario.attempts / intervals,
            "service_level": scenario.service_level,
            "asa": scenario.response,
            "wait": scenario.response,
            "abandonment": 0.0,
            "occupancy": scenario.occupancy,
            "gain": None,
            "redials": 0.0,
            "repeats": scenario.repeats / intervals,
            "aht": scenario.handle_seconds,
            "corrected": None,
        }
    ]


def _tipping(queue: PreparedQueue, scenario: Outcome) -> dict[str, Any]:
    """The folds of the mean interval of the period; unknown, but for fresh contacts, where nobody waits on the line."""
    now = moved(queue.small, queue.today, scenario.levers)
    weight = queue.spread.weight
    fresh, agents = (float(np.average(np.asarray(v, dtype=float), weights=weight)) for v in (now.fresh, now.agents))
    names = ("upper_fold", "lower_fold", "capacity", "spiral_index", "headroom", "recovery")
    if isinstance(scenario, DeferredOutcome):
        return {"fresh": fresh} | dict.fromkeys(names)
    numbers = {
        name: float(v) for name, v in vars(now).items() if isinstance(v, np.ndarray | np.generic) and v.ndim == 0
    }
    typical: Any = {**vars(now), **numbers, "fresh": fresh, "agents": agents}
    edge = tipping(type(now)(**typical))
    return asdict(edge) | {"headroom": edge.headroom, "recovery": edge.recovery}
