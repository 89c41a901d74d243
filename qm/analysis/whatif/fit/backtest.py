"""The model held against the past: what it says happened beside what did, by day and by time of the day.

Two questions, kept apart. Told what came and who was there, does the queue do what it did, day by day? That
is the past played again, which `FittedQueue.played` is. Does such a period come out by itself, redials and
repeats of its own making? That is `FittedQueue.modelled`, one figure for the whole.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.fit.fitted_queue import FittedQueue
from qm.analysis.whatif.fit.intervals import DAY
from qm.models.queueing.interval_model import Settled

Numbers = NDArray[np.float64]


def fit_summary(fitted: FittedQueue) -> dict[str, Any]:
    """What was fitted, for `whatif --fit --json`."""
    model = fitted.modelled()
    days = backtest(fitted)
    return {
        "queue": fitted.queue.queue,
        "channel": fitted.queue.channel,
        "intervals": len(fitted.starts),
        "interval_minutes": fitted.minutes,
        "days": fitted.days,
        "parameters": [vars(p) for p in fitted.parameters.values()],
        "notes": list(fitted.notes),
        "observed": {
            "service_level": fitted.observed.service_level,
            "abandonment": fitted.observed.abandonment,
            "asa": fitted.observed.asa,
            "occupancy": fitted.observed.occupancy,
        },
        "model": {
            "service_level": float(model.service_level),
            "abandonment": float(model.abandonment),
            "asa": float(model.asa),
            "occupancy": float(model.occupancy),
        },
        "day_errors": vars(day_errors(fitted)),
        "backtest": days.to_dict("records"),
    }


@dataclass(frozen=True)
class DayErrors:
    """How far a day's service level lies from the model's, on average over days: all of it, and what chance alone
    makes of it. Shares; NaN where the waits are unknown."""

    typical: float
    by_chance: float

    @property
    def of_the_model(self) -> float:
        """What chance does not explain."""
        return float(np.sqrt(max(self.typical**2 - self.by_chance**2, 0.0)))


def day_errors(fitted: FittedQueue, model: Settled | None = None) -> DayErrors:
    """The errors of the back-test by day; `model` as in `backtest`. Chance is told from how the intervals of a day
    scatter around that day's own error, neighbours that go together allowed for."""
    o, m = fitted.observed, fitted.played if model is None else model.by_interval
    _, day = np.unique(fitted.starts // DAY, return_inverse=True)
    counted = np.bincount(day, o.counted)
    if not o.counted.sum() or np.isnan(fitted.observed.asa):
        return DayErrors(float("nan"), float("nan"))
    modelled = np.divide(m.met, m.counted, out=np.zeros_like(m.met), where=m.counted > 0)
    error = o.met - o.counted * modelled
    of_day = np.bincount(day, error) / np.maximum(counted, 1e-9)
    rest = error - o.counted * of_day[day]
    intervals = np.bincount(day)
    same_day = day[1:] == day[:-1]
    bond = float((rest[1:] * rest[:-1])[same_day].sum() / max((rest**2).sum(), 1e-12))
    bond = float(np.clip(bond, -0.5, 0.8))
    scatter = np.bincount(day, rest**2) * intervals / np.maximum(intervals - 1, 1) * (1 + bond) / (1 - bond)
    error_by_chance = np.sqrt(scatter) / np.maximum(counted, 1e-9)
    mean_size = np.sqrt(2 / np.pi)  # of a normal error with a standard deviation of 1
    typical = float(np.average(np.abs(of_day), weights=counted))
    return DayErrors(typical, float(mean_size * np.average(error_by_chance, weights=counted)))


def backtest(fitted: FittedQueue, model: Settled | None = None, by: str = "day") -> pd.DataFrame:
    """One row per day (or per time of the day with `by` "slot"): contacts, service level observed and modelled,
    and the same of abandonment. `group` is seconds since 1970 of the day, or into the day.

    Without a `model` it is the past played again.
    """
    group = fitted.starts // DAY * DAY if by == "day" else fitted.starts % DAY
    keys, place = np.unique(group, return_inverse=True)
    o, m = fitted.observed, fitted.played if model is None else model.by_interval

    def added(values: Numbers) -> Numbers:
        return np.asarray(np.bincount(place, values, len(keys)), dtype=float)

    with np.errstate(invalid="ignore", divide="ignore"):
        return pd.DataFrame(
            {
                "group": keys,
                "contacts": added(o.contacts),
                "service_level": added(o.met) / added(o.counted),
                "model": added(m.met) / added(m.counted),
                "abandonment": added(o.abandoned) / added(o.contacts),
                "model_abandonment": added(m.abandoned) / added(m.attempts),
                "model_contacts": added(m.attempts),
                "agents": added(np.asarray(fitted.scenario.agents, dtype=float)) / np.bincount(place),
                "occupancy": added(m.busy * np.asarray(fitted.scenario.agents))
                / added(np.asarray(fitted.scenario.agents, dtype=float)),
            }
        )
