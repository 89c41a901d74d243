"""The rules as tables that people edit: one row per target, per set of opening hours, per channel, per holiday."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from qm.store import Definitions
from qm.store.service_targets import CENTRE, CHANNEL, NONE, QUEUE, ServiceTarget, duration_text
from qm.wording import day_text

WHOLE_CENTRE = "Whole centre"
PREFIXES = {CHANNEL: "Channel: ", QUEUE: "Queue: "}
ANSWERED = {True: "At once", False: "Later"}
ALL_QUEUES = "All queues"
STANDARD = "Standard"

TARGETS = ("Applies to", "Goal (%)", "Within", "From", "Set")
HOURS = ("Applies to", "Open", "From", "Set")
CHANNELS = ("Channel", "Answered", "Set")
HOLIDAYS = ("Day", "Name", "Closed")


@dataclass(frozen=True)
class Tables:
    """The four tables, with the columns `TARGETS`, `HOURS`, `CHANNELS` and `HOLIDAYS`; "Set" says who and when."""

    targets: pd.DataFrame = field(repr=False)
    hours: pd.DataFrame = field(repr=False)
    channels: pd.DataFrame = field(repr=False)
    holidays: pd.DataFrame = field(repr=False)


def tables_of(definitions: Definitions) -> Tables:
    """The rules in force."""
    rows = definitions.targets.rows
    targets = [
        (place_text(t.scope, t.name), round(t.goal * 100, 6) if t.goal else None, _within(t), t.valid_from, _set(t))
        for t in _told(rows, lambda t: t.text)
    ]
    hours = [
        (place_text(t.scope, t.name), t.hours or NONE, t.valid_from, _set(t))
        for t in _told(rows, lambda t: t.hours or NONE)
    ]
    channels = [(c.channel, ANSWERED[c.immediate], set_text(c.set_by, c.set_at)) for c in definitions.channels.rows]
    holidays = [
        (h.day, h.name or "", PREFIXES[QUEUE] + h.queue if h.queue else ALL_QUEUES) for h in definitions.holidays.rows
    ]
    return Tables(
        _frame(targets, TARGETS, dates=("From",)).astype({"Goal (%)": float}),
        _frame(hours, HOURS, dates=("From",)),
        _frame(channels, CHANNELS),
        _frame(holidays, HOLIDAYS, dates=("Day",)),
    )


def places(definitions: Definitions, channels: Iterable[str | None], queues: Iterable[str | None]) -> list[str]:
    """What a target or opening hours may apply to: the centre, every channel and queue there is or is a rule for."""
    named: set[tuple[str, str]] = {(row.scope, row.name) for row in definitions.targets.rows if row.name}
    named |= {(CHANNEL, name) for name in channels if name} | {(QUEUE, name) for name in queues if name}
    return [WHOLE_CENTRE, *(place_text(scope, name) for scope, name in sorted(named))]


def place_text(scope: str, name: str | None) -> str:
    """What a row applies to, as the tables say it."""
    return WHOLE_CENTRE if scope == CENTRE else f"{PREFIXES[scope]}{name}"


def set_text(by: str | None, at: datetime | None) -> str:
    """Who set a row and when; a standard one nobody did."""
    if at is None:
        return STANDARD
    return f"{by}, {day_text(at.date())}" if by else day_text(at.date())


def _told(rows: Iterable[ServiceTarget], text: Callable[[ServiceTarget], str]) -> list[ServiceTarget]:
    """The rows in which `text` becomes another than in the row before; where nothing was set nothing is told."""
    told: list[ServiceTarget] = []
    last: tuple[str, str | None, str] | None = None
    for row in rows:
        before = last[2] if last and last[:2] == (row.scope, row.name) else NONE
        if text(row) != before:
            told.append(row)
        last = (row.scope, row.name, text(row))
    return told


def _set(row: ServiceTarget) -> str:
    return set_text(row.set_by, row.set_at)


def _within(row: ServiceTarget) -> str:
    """The time as typed, with a blank: '20 s'; none where a target ends."""
    if row.threshold_seconds is None:
        return NONE
    if row.threshold_seconds <= 120:
        return f"{row.threshold_seconds:g} s"
    text = duration_text(row.threshold_seconds)
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{digits} {text[len(digits) :]}"


def _frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...], dates: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    texts = {name: "object" for name in columns if name not in (*dates, "Goal (%)")}
    return frame.astype(texts | dict.fromkeys(dates, "datetime64[us]"))
