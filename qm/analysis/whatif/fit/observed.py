"""What happened in a queue, interval by interval."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.fit.intervals import DAY
from qm.analysis.whatif.fit.observations import seconds
from qm.metrics import METRICS
from qm.metrics.metric_values import add_up
from qm.models.queueing.fitting import ENOUGH
from qm.store import Definitions

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Observed:
    """What happened, per interval: contacts, those within the target, those counted for it, those abandoned, and the
    mean handle time of its day. `asa`, `aht` and `occupancy` over the whole period; NaN where unknown."""

    contacts: Numbers
    met: Numbers
    counted: Numbers
    abandoned: Numbers
    handle_of_day: Numbers
    asa: float
    aht: float
    occupancy: float

    @property
    def service_level(self) -> float:
        return _ratio(self.met.sum(), self.counted.sum())

    @property
    def abandonment(self) -> float:
        return _ratio(self.abandoned.sum(), self.contacts.sum())


def observed_of(
    c: pd.DataFrame,
    place: NDArray[np.intp],
    inside: NDArray[np.bool_],
    starts: Numbers,
    definitions: Definitions,
    agents: Numbers | None,
    length: float,
    usual_handle: float,
) -> Observed:
    """What happened in the intervals, by the definitions in force; `agents` None where no staffing is known."""
    wait, handle = seconds(c["wait_seconds"]), seconds(c["handle_seconds"])
    gone = c["abandoned"].to_numpy()
    with np.errstate(invalid="ignore"):
        in_time = wait <= definitions.service_level.threshold_seconds
        short = gone & (wait <= definitions.short_abandon_seconds)
    answered = ~gone & ~np.isnan(wait)
    measures = {
        "answered_timed": answered,
        "answered_in_target": answered & in_time,
        "abandoned": gone,
        "abandoned_in_target": gone & in_time,
        "short_abandons": short,
    }
    level = METRICS["service_level"].under(definitions)

    def added(which: NDArray[np.bool_]) -> Numbers:
        return np.bincount(place[inside & which], minlength=len(starts)).astype(float)

    worked = ~gone & ~np.isnan(handle)
    present = np.nan if agents is None else float(agents.sum() * length)
    work = float(handle[worked & inside].sum())
    return Observed(
        added(np.ones(len(c), dtype=bool)),
        add_up(level.numerator, lambda name: added(measures[name])),
        add_up(level.denominator, lambda name: added(measures[name])),
        added(gone),
        _handle_of_day(starts, place[inside & worked], handle[inside & worked], usual_handle),
        float(wait[answered].mean()) if answered.any() else np.nan,
        float(handle[worked].mean()) if worked.any() else np.nan,
        _ratio(work, present),
    )


def _handle_of_day(starts: Numbers, place: NDArray[np.intp], handle: Numbers, usual: float) -> Numbers:
    """Mean handle time of each interval's day; days with few contacts lean on the usual one."""
    _, day = np.unique(starts // DAY, return_inverse=True)
    cases, spent = np.bincount(day[place], minlength=day.max() + 1), np.bincount(day[place], handle, day.max() + 1)
    usual = float(handle.mean()) if handle.any() else usual
    of_day = (spent + ENOUGH * usual) / (cases + ENOUGH)
    return np.asarray(of_day[day], dtype=float)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
