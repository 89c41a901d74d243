"""A fitted queue made ready for quick answers, as calls, as chat or as deferred work."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from qm.analysis.cache import kept
from qm.analysis.whatif.fit import FittedQueue, Queue, fit_queue, narrowed
from qm.analysis.whatif.queue.chat_concurrency import chat_concurrency
from qm.analysis.whatif.queue.deferred_workload import DeferredWorkload, deferred_workload
from qm.analysis.whatif.queue.quality_counts import QualityCounts, quality_counts
from qm.analysis.whatif.queue.queue_kinds import Kind
from qm.analysis.whatif.queue.queue_target import judged_by, queue_target
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.queueing.fitting import Parameter
from qm.models.queueing.interval_model import Settled, Spread
from qm.models.queueing.levers import Levers
from qm.models.queueing.scenario import ImpossibleError, Scenario, checked
from qm.store import Definitions, Session
from qm.store.kept_definitions import definitions_set
from qm.store.service_targets import ServiceTarget
from qm.wording import Days, days_text

TARGET = 0.8
PROMISED_HOURS = 24.0
MINUTES_OF_AN_EVALUATION = 20.0
HOURS_OF_FULL_TIME = 38.5
"""A week's paid hours of a full-time equivalent."""

WITHIN_REACH = 0.75
"""Of today's repeat rate: what coaching for resolution is taken to leave, unless set."""

HOUR = 3600.0
"""The shortest time in which an answer to deferred work is promised; a shorter target is meant for those who wait."""

DEFERRED = ("agents", "repeat_rate", "handle_seconds", "score", "quality_link")
"""The fitted numbers that deferred work rests on; nobody hangs up there."""


@dataclass(frozen=True)
class Selection:
    """What a what-if is about; with the state of the store, what its answers are kept for.

    `kind` how the queue works; `replaced` numbers of the model, by field of `Scenario`, that stand in for what was
    fitted or is defined (a threshold, say).
    """

    filters: Filters
    queue: Queue
    kind: Kind
    replaced: tuple[tuple[str, float | str], ...] = ()

    @property
    def lines(self) -> list[str]:
        """Queue, days and what is narrowed, in words, for the head of everything that is saved."""
        first, last = self.filters.date_from, self.filters.date_to
        days = days_text(Days(first, last)) if first and last else self.filters.period(first, last).describe()
        narrowed_to = self.filters.period(None, None).describe().partition(" · ")[2] if first and last else ""
        return [f"{self.queue.name} · {days}" + (f" · {narrowed_to}" if narrowed_to else "")]


@dataclass(frozen=True, eq=False)
class PreparedQueue:
    """A fitted queue ready for quick answers.

    `small` and `spread` are the fit with similar intervals put together, `smallest` with yet fewer, for the map.
    `today` is where its levers stand, `standing` where the other numbers do, `past` what settles interval by interval.
    `workload` is the queue along the clock where it is deferred work, `quality` what was evaluated and what went
    wrong. `cost` is that of an agent's hour by the definitions in force, in `currency`; `shrinkage` the share of paid
    time in which nobody is there for contacts, assumed unless it is set.
    """

    selection: Selection
    fitted: FittedQueue = field(repr=False)
    small: Scenario = field(repr=False)
    spread: Spread = field(repr=False)
    smallest: tuple[Scenario, Spread] = field(repr=False)
    today: Levers[float]
    standing: dict[str, float]
    past: Settled = field(repr=False)
    hours_a_week: float
    weeks: float
    quality: QualityCounts
    workload: DeferredWorkload | None = field(repr=False)
    cost: float
    currency: str
    shrinkage: float
    is_shrinkage_set: bool

    @property
    def kind(self) -> Kind:
        return self.selection.kind

    @property
    def lines(self) -> list[str]:
        return self.selection.lines

    @property
    def fresh_per_interval(self) -> float:
        """Fresh contacts in the mean interval of the period."""
        return float(np.average(np.asarray(self.small.fresh, dtype=float), weights=self.spread.weight))

    def on_the_phone(self, scheduled: float) -> float:
        """The agents there for contacts when so many are on shift."""
        return scheduled * (1 - self.shrinkage)

    def scheduled(self, agents: float) -> float:
        """The heads on shift that it takes to have so many agents there for contacts."""
        return agents / (1 - self.shrinkage)

    def full_time(self, agents: float) -> float:
        """Full-time equivalents for so many agents there for contacts in all open hours of a week."""
        return self.scheduled(agents) * self.hours_a_week / HOURS_OF_FULL_TIME

    @property
    def shrinkage_text(self) -> str:
        """Shrinkage in words: 30% shrinkage, assumed."""
        return f"{self.shrinkage:.0%} shrinkage" + ("" if self.is_shrinkage_set else ", assumed")

    @property
    def errors(self) -> dict[str, float]:
        """The standard errors of the fitted numbers; that of fresh contacts as a part of them."""
        found = {name: p.error for name, p in self.fitted.parameters.items()}
        return found | {"fresh": found["fresh"] / max(self.today.fresh, 1e-9)}


def prepared_queue(session: Session, selection: Selection) -> PreparedQueue:
    """The queue fitted and made ready; QMError without contacts while somebody was there."""
    fitted = prepared_or_none(session, selection)
    if fitted is None:
        raise QMError(
            f"There are no contacts of {selection.queue.name} while somebody was there in this selection; "
            "choose other days or another queue."
        )
    return fitted


@kept(most=8)
def prepared_or_none(session: Session, selection: Selection) -> PreparedQueue | None:
    """The queue fitted and made ready; None without contacts while somebody was there."""
    filters, queue, kind = selection.filters, selection.queue, selection.kind
    store, stored = session.store, session.definitions()
    target = queue_target(stored, filters, queue)
    definitions = judged_by(stored, target, dict(selection.replaced))
    fitted = fit_queue(store, filters, definitions, queue)
    if fitted is None:
        return None
    workload = deferred_workload(store, filters, definitions, fitted) if kind == "deferred" else None
    if kind == "chat":
        fitted = as_chat(fitted, session, filters, definitions)
    elif workload is not None:
        fitted = as_deferred(fitted, workload)
    weeks = max(_weeks(fitted), 1e-9)
    quality = quality_counts(store, filters, definitions, queue)
    today = todays_levers(fitted)
    standing = {
        "target": TARGET if target.goal is None else target.goal,
        "within_hours": promised_hours(target),
        "aim": round(today.repeat_rate * WITHIN_REACH, 3),
        "chasers": 0.0 if workload is None else workload.chasers.value,
        "transfers": quality.transfer_rate or 0.0,
        "checking": round(quality.evaluations / weeks * MINUTES_OF_AN_EVALUATION / 60),
    }
    (small, spread), (smallest, coarse) = fitted.small(), fitted.small(6, 2)
    return PreparedQueue(
        selection=selection,
        fitted=fitted,
        small=_replaced(small, selection),
        spread=spread,
        smallest=(_replaced(smallest, selection), coarse),
        today=today,
        standing=standing,
        past=fitted.modelled(),
        hours_a_week=len(fitted.starts) * fitted.minutes / 60 / weeks,
        weeks=weeks,
        quality=quality,
        workload=workload,
        cost=definitions.cost.agent_hour,
        currency=definitions.currency,
        shrinkage=definitions.staffing.shrinkage,
        is_shrinkage_set="staffing.shrinkage" in definitions_set(session.cursor()),
    )


def promised_hours(target: ServiceTarget) -> float:
    """Within how many hours the target promises an answer; a day where it is one for those who wait on the line."""
    seconds = target.threshold_seconds or 0.0
    return seconds / HOUR if seconds >= HOUR else PROMISED_HOURS


def _replaced(scenario: Scenario, selection: Selection) -> Scenario:
    numbers: dict[str, Any] = dict(selection.replaced)
    try:
        return checked(replace(scenario, **numbers)) if numbers else scenario
    except ImpossibleError as error:
        raise QMError(str(error)) from error


def as_chat(fitted: FittedQueue, session: Session, filters: Filters, definitions: Definitions) -> FittedQueue:
    """The fit with several in hand at once; its handle time is then that of one alone."""
    whole, _ = narrowed(filters)
    told = chat_concurrency(session.store, whole, definitions, fitted.queue)
    s, p = fitted.scenario, dict(fitted.parameters)
    mean = p["handle_seconds"]
    low, high = (None if edge is None else edge * told.alone for edge in (mean.low, mean.high))
    p["handle_seconds"] = replace(
        mean,
        label="Handle time of one alone",
        value=mean.value * told.alone,
        low=low,
        high=high,
        note=f"The mean handle time is {mean.value:,.0f} s, others in hand included.",
    )
    alone = np.asarray(s.handle_seconds) * told.alone
    return replace(
        fitted,
        scenario=replace(s, handle_seconds=alone, at_once=told.at_once.value, stretch=told.stretch.value),
        parameters=p | {"at_once": told.at_once, "stretch": told.stretch},
    )


def as_deferred(fitted: FittedQueue, workload: DeferredWorkload) -> FittedQueue:
    """The fit with all contacts counted, at whatever hour they come."""
    days, total = len(workload.arrived) / 48, float(workload.arrived.sum())
    fresh, share = fitted.parameters["fresh"], 1 - fitted.parameters["repeat_rate"].value
    per_day, noise = total * share / days, 1.96 * float(np.sqrt(total)) / days
    volume = Parameter(
        "fresh",
        fresh.label,
        fresh.unit,
        per_day,
        max(per_day - noise, 0.0),
        per_day + noise,
        int(total),
        fresh.source,
        "All contacts of a day, nights too, less repeats.",
    )
    useful = {name: fitted.parameters[name] for name in DEFERRED}
    return replace(
        fitted,
        parameters=useful | {"fresh": volume, "chasers": workload.chasers},
        notes=tuple(note for note in fitted.notes if "outside staffed hours" not in note),
    )


def todays_levers(fitted: FittedQueue) -> Levers[float]:
    """Where the levers of a fit stand."""
    s, p = fitted.scenario, fitted.parameters
    return Levers(
        fitted.agents,
        p["fresh"].value,
        float(np.max(s.handle_seconds)),
        p["repeat_rate"].value,
        1.0,
        float(np.max(s.patience_seconds)),
        float(np.max(s.redial_share)),
        float(np.max(s.at_once)),
        float(np.max(s.redial_delay_seconds or 600.0)),
        float(np.max(s.wait_scale_seconds)),
        float(np.max(s.from_elsewhere)),
    )


def _weeks(fitted: FittedQueue) -> float:
    first, last = fitted.starts.min() // 86_400, fitted.starts.max() // 86_400
    days = fitted.days if fitted.days < 7 else last - first + 1
    return float(max(days, fitted.days)) / 7
