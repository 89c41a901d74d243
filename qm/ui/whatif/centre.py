"""A fitted queue made ready for quick answers, as calls, as chat or as deferred work."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from qm.analysis.view import View
from qm.analysis.whatif.concurrency import together
from qm.analysis.whatif.deferred_stream import Stream, stream
from qm.analysis.whatif.fit import Fit, Queue, fit
from qm.analysis.whatif.fit.observations import narrowed
from qm.analysis.whatif.quality_effort import Counted, counted
from qm.metrics import Filters
from qm.models.queueing.fitting import Parameter
from qm.models.queueing.interval_model import Settled, Spread
from qm.models.queueing.levers import Levers
from qm.models.queueing.scenario import Scenario
from qm.store import Definitions, Store

TARGET = 0.8
DRAWS = 40
PROMISED_HOURS = 24.0
MINUTES_OF_AN_EVALUATION = 20.0
WITHIN_REACH = 0.75
"""Of today's repeat rate: what coaching for resolution is taken to leave, unless set."""

Kind = Literal["calls", "chat", "deferred"]
KINDS: dict[Kind, str] = {"calls": "Calls", "chat": "Chat", "deferred": "Deferred work"}

DEFERRED = ("agents", "repeat_rate", "handle_seconds", "score", "quality_link")
"""The fitted numbers that deferred work rests on; nobody hangs up there."""


@dataclass(frozen=True)
class Centre:
    """A fitted queue ready for quick answers.

    `key` tells one fit from another, `kind` how the queue works. `small` and `spread` are the fit with similar
    intervals put together, `smallest` with yet fewer, for the map. `today` is where its levers stand, `standing` where
    the other numbers do, `past` what settles interval by interval. `stream` is the queue along the clock where it is
    deferred work, `counted` what was evaluated and what went wrong.
    """

    key: tuple[Any, ...]
    kind: Kind
    view: View = field(repr=False)
    fitted: Fit = field(repr=False)
    small: Scenario = field(repr=False)
    spread: Spread = field(repr=False)
    smallest: tuple[Scenario, Spread] = field(repr=False)
    today: Levers
    standing: dict[str, float]
    past: Settled = field(repr=False)
    hours_a_week: float
    weeks: float
    counted: Counted
    stream: Stream | None = field(repr=False)
    cost: float = 0.0
    currency: str = ""
    queues: tuple[Queue, ...] = ()

    @property
    def errors(self) -> dict[str, float]:
        """The standard errors of the fitted numbers; that of fresh contacts as a part of them."""
        found = {name: p.error for name, p in self.fitted.parameters.items()}
        return found | {"fresh": found["fresh"] / max(self.today.fresh, 1e-9)}

    @property
    def lines(self) -> list[str]:
        """What is shown, in words, for the head of everything that is saved."""
        return [f"{self.fitted.queue.name} · {self.view.lines[0]}"]


def prepare(
    key: tuple[Any, ...], store: Store, view: View, filters: Filters, queue: Queue, kind: Kind
) -> Centre | None:
    """The queue fitted and made ready; None without contacts while somebody was there."""
    definitions: Definitions = store.definitions()
    fitted = fit(store, filters, definitions, queue)
    if fitted is None:
        return None
    came = stream(store, filters, definitions, fitted) if kind == "deferred" else None
    if kind == "chat":
        fitted = as_chat(fitted, store, filters, definitions)
    elif came is not None:
        fitted = as_deferred(fitted, came)
    small, spread = fitted.small()
    open_hours = len(fitted.starts) * fitted.minutes / 60
    weeks = max(_weeks(fitted), 1e-9)
    quality = counted(store, filters, definitions, queue)
    today = todays_levers(fitted)
    standing = {
        "target": TARGET,
        "within_hours": PROMISED_HOURS,
        "aim": round(float(today.repeat_rate) * WITHIN_REACH, 3),
        "chasers": 0.0 if came is None else came.chasers.value,
        "checking": round(quality.evaluations / weeks * MINUTES_OF_AN_EVALUATION / 60),
    }
    return Centre(
        key=key,
        kind=kind,
        view=view,
        fitted=fitted,
        small=small,
        spread=spread,
        smallest=fitted.small(6, 2),
        today=today,
        standing=standing,
        past=fitted.modelled(),
        hours_a_week=open_hours / weeks,
        weeks=weeks,
        counted=quality,
        stream=came,
    )


def as_chat(fitted: Fit, store: Store, filters: Filters, definitions: Definitions) -> Fit:
    """The fit with several in hand at once; its handle time is then that of one alone."""
    kept, _ = narrowed(filters)
    told = together(store, kept, definitions, fitted.queue)
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


def as_deferred(fitted: Fit, came: Stream) -> Fit:
    """The fit with all contacts counted, at whatever hour they come."""
    days, total = len(came.arrived) / 48, float(came.arrived.sum())
    fresh, share = fitted.parameters["fresh"], 1 - fitted.parameters["repeat_rate"].value
    per_day, noise = total * share / days, 1.96 * float(np.sqrt(total)) / days
    volume = Parameter(
        "fresh",
        fresh.label,
        fresh.unit,
        per_day,
        per_day - noise,
        per_day + noise,
        int(total),
        fresh.source,
        "All contacts of a day, nights too, less repeats.",
    )
    useful = {name: fitted.parameters[name] for name in DEFERRED}
    return replace(
        fitted,
        parameters=useful | {"fresh": volume, "chasers": came.chasers},
        notes=tuple(note for note in fitted.notes if "nobody was there" not in note),
    )


def todays_levers(fitted: Fit) -> Levers:
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


def _weeks(fitted: Fit) -> float:
    first, last = fitted.starts.min() // 86_400, fitted.starts.max() // 86_400
    days = fitted.days if fitted.days < 7 else last - first + 1
    return float(max(days, fitted.days)) / 7
