"""Targets for service level: a threshold and a goal, for the centre, a channel or a queue, from a day on.

A queue's target beats its channel's, that beats the centre's. Each judges the contacts that arrive from its day on; the
first of each covers all days before. Opening hours stand beside them and are inherited the same way.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from qm.errors import QMError
from qm.store.channels import CHAT, kind_by_name
from qm.store.open_hours import open_hours

Scope = Literal["centre", "channel", "queue"]
CENTRE, CHANNEL, QUEUE = "centre", "channel", "queue"
SCOPES: tuple[Scope, ...] = ("centre", "channel", "queue")
EXAMPLE = "90%/30s"
NONE = "none"
UNITS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
SPELLED = {"sec": "s", "seconds": "s", "second": "s", "m": "min", "minutes": "min", "minute": "min"} | {
    "hours": "h",
    "hour": "h",
    "hrs": "h",
    "days": "d",
    "day": "d",
}
FROM = re.compile(r"^(?P<what>.*?)\s+from\s+(?P<day>\S+)$", re.DOTALL)


@dataclass(frozen=True)
class ServiceTarget:
    """One row of `service_targets`: what judges `scope` `name` (None: the centre) from a day on, None: from the first.

    `threshold_seconds` and `goal` (a share from 0 to 1) are None where there is no own target from that day on, so that
    the channel's or the centre's judges. `hours` are the opening hours as typed. `before` is what stood in its place
    when it was set, as typed; `set_at` None: a default of qm's.
    """

    scope: Scope
    name: str | None
    threshold_seconds: float | None = None
    goal: float | None = None
    hours: str | None = None
    valid_from: date | None = None
    before: str | None = field(default=None, compare=False)
    set_by: str | None = field(default=None, compare=False)
    set_at: datetime | None = field(default=None, compare=False)

    @property
    def is_target(self) -> bool:
        """Whether it has a target of its own."""
        return self.threshold_seconds is not None

    @property
    def text(self) -> str:
        """As it is typed: '80%/20s', or none."""
        if self.threshold_seconds is None or self.goal is None:
            return NONE
        return f"{round(self.goal * 100, 6):g}%/{duration_text(self.threshold_seconds)}"

    @property
    def key(self) -> tuple[int, str, date]:
        """What rows are sorted by."""
        return SCOPES.index(self.scope), self.name or "", self.valid_from or date.min

    def to_dict(self) -> dict[str, Any]:
        """As `define --json` lists it."""
        return {
            "scope": self.scope,
            "name": self.name,
            "threshold_seconds": self.threshold_seconds,
            "goal": self.goal,
            "valid_from": self.valid_from,
            "before": self.before,
            "set_by": self.set_by,
            "set_at": self.set_at,
        }


STANDARD = (
    ServiceTarget("centre", None, 20.0, 0.8),
    ServiceTarget("channel", "chat", 60.0, 0.8),
    ServiceTarget("channel", "email", 86_400.0, 0.9),
)
"""Of a new store; `standard_target` has those of channels that come in later."""


def standard_target(channel: str, deferred: bool) -> ServiceTarget | None:
    """The target that a channel begins with; None where the centre's is meant for it, as for voice."""
    if deferred:
        return ServiceTarget("channel", channel, 86_400.0, 0.9)
    return ServiceTarget("channel", channel, 60.0, 0.8) if kind_by_name(channel) == CHAT else None


@dataclass(frozen=True)
class Judged:
    """The target in force in a span of days: `since` is its first day, `until` the first day after it; None: open."""

    target: ServiceTarget
    since: date | None
    until: date | None


@dataclass(frozen=True)
class ServiceTargets:
    """All rows of `service_targets`, sorted. The centre always has a target."""

    rows: tuple[ServiceTarget, ...] = STANDARD

    def __post_init__(self) -> None:
        rows = tuple(sorted(self.rows, key=lambda row: row.key))
        if not any(row.scope == CENTRE and row.is_target for row in rows):
            rows = (STANDARD[0], *(row for row in rows if row.scope != CENTRE))
        object.__setattr__(self, "rows", rows)

    def of(self, scope: str, name: str | None = None) -> tuple[ServiceTarget, ...]:
        """The rows of the centre, a channel or a queue, by their day."""
        return tuple(row for row in self.rows if row.scope == scope and row.name == name)

    @property
    def told(self) -> tuple[ServiceTarget, ...]:
        """The rows that set a target or take one away; not those that have opening hours alone."""
        firsts: dict[tuple[str, str | None], date] = {}
        for row in self.rows:
            if row.is_target:
                firsts.setdefault((row.scope, row.name), row.valid_from or date.min)
        return tuple(
            row for row in self.rows if firsts.get((row.scope, row.name), date.max) <= (row.valid_from or date.min)
        )

    @property
    def centre(self) -> ServiceTarget:
        """The centre's target of today: the newest."""
        return next(row for row in reversed(self.rows) if row.scope == CENTRE and row.is_target)

    def on(self, day: date, channel: str | None = None, queue: str | None = None) -> ServiceTarget:
        """What judges a contact that arrives on `day`: the queue's target, else the channel's, else the centre's."""
        for rows in self._lines(channel, queue):
            row = _in_force(rows, day)
            if row and row.is_target:
                return row
        return self.centre

    def now(self, channel: str | None = None, queue: str | None = None) -> ServiceTarget:
        """The newest target of a queue and channel."""
        return self.on(date.max, channel, queue)

    def hours_on(self, day: date, channel: str | None = None, queue: str | None = None) -> str | None:
        """Opening hours on `day`, as typed: the queue's, else the channel's, else the centre's; None: always open."""
        rows = (_in_force(line, day) for line in self._lines(channel, queue))
        return next((row.hours for row in rows if row and row.hours), None)

    def hours_change_on(self, channel: str | None = None, queue: str | None = None) -> tuple[date, ...]:
        """The days on which a queue's opening hours may change: those from which a row of its own, its channel's or the
        centre's holds.
        """
        lines = self._lines(channel, queue)
        return tuple(sorted({row.valid_from for line in lines for row in line[1:] if row.valid_from}))

    def judging(self, channel: str | None, queue: str | None) -> tuple[Judged, ...]:
        """The targets that judge a queue's contacts of a channel, span by span without gaps, from the first day on."""
        steps = sorted({row.valid_from for line in self._lines(channel, queue) for row in line[1:] if row.valid_from})
        spans: list[Judged] = []
        for since, until in zip((None, *steps), (*steps, None), strict=True):
            target = self.on(since or date.min, channel, queue)
            if spans and spans[-1].target == target:
                spans[-1] = replace(spans[-1], until=until)
            else:
                spans.append(Judged(target, since, until))
        return tuple(spans)

    def written(self, scope: str, name: str | None = None) -> str:
        """The targets of a scope as typed, from its first day on: '80%/20s; 85%/20s from 2026-05-01', or none."""
        return _written([(row.text, row.valid_from) for row in self.of(scope, name)])

    def hours_written(self, scope: str, name: str | None = None) -> str:
        """The opening hours of a scope as typed, from its first day on, or none."""
        return _written([(row.hours or NONE, row.valid_from) for row in self.of(scope, name)])

    def changed(self, scope: Scope, name: str | None, text: str) -> "ServiceTargets":
        """With the target that `text` says: '90%/30s', 'none', or either with 'from 2026-05-01'.

        Without a day it holds for all days. QMError where it cannot be read.
        """
        wanted = f"target.{scope}" + (f".{name}" if name else "")
        what, day = _from_day(text, wanted)
        threshold, goal = (None, None) if what.lower() == NONE else read_target(what, wanted)
        if scope == CENTRE and threshold is None:
            raise QMError(f"{wanted} cannot be none: the centre always has a target; give one such as 80%/20s.")
        return self._with(scope, name, day, {"threshold_seconds": threshold, "goal": goal}, self.written(scope, name))

    def with_threshold(self, seconds: float) -> "ServiceTargets":
        """With another threshold of the centre on all days; its goal stays."""
        return self._with("centre", None, None, {"threshold_seconds": float(seconds)}, self.written(CENTRE))

    def with_hours(self, scope: Scope, name: str | None, text: str) -> "ServiceTargets":
        """With the opening hours that `text` says, or none; from a day on where it ends in 'from 2026-05-01'.

        QMError where they cannot be read.
        """
        what, day = _from_day(text, f"hours.{scope}" + (f".{name}" if name else ""))
        new = {"hours": None if what.lower() == NONE else str(open_hours(what))}
        return self._with(scope, name, day, new, self.hours_written(scope, name))

    def with_standard(self, channel: str, deferred: bool, was_deferred: bool | None) -> "ServiceTargets":
        """With the target that a channel begins with, where it is new (`was_deferred` None) or still had the other."""
        had = self.of(CHANNEL, channel)
        before = standard_target(channel, was_deferred) if was_deferred is not None else None
        if (before is None and had) or (before is not None and had != (before,)):
            return self
        standard = standard_target(channel, deferred)
        others = tuple(row for row in self.rows if row not in had)
        return replace(self, rows=(*others, *((standard,) if standard else ())))

    def _lines(self, channel: str | None, queue: str | None) -> list[tuple[ServiceTarget, ...]]:
        """The rows that a contact's target may come from, the strongest first."""
        named = ((QUEUE, queue), (CHANNEL, channel), (CENTRE, None))
        return [rows for scope, name in named if (scope == CENTRE or name) and (rows := self.of(scope, name))]

    def _with(
        self, scope: Scope, name: str | None, day: date | None, new: dict[str, Any], before: str
    ) -> "ServiceTargets":
        had = self.of(scope, name)
        others = tuple(row for row in self.rows if row not in had)
        if day is None:  # for all days: what changed on the way is given up, for this part of the rows
            kept = tuple(replace(row, **new, before=before) for row in had) or (
                ServiceTarget(scope, name, **new, before=before),
            )
            return replace(self, rows=(*others, *_merged(kept)))
        earlier = _in_force(had, day)
        first = had or (ServiceTarget(scope, name),)
        kept = tuple(replace(row, **new) if (row.valid_from or date.min) > day else row for row in first)
        base = earlier or ServiceTarget(scope, name)
        step = replace(base, **new, valid_from=day, before=before, set_by=None, set_at=None)
        same_day = tuple(row for row in kept if row.valid_from != day)
        return replace(self, rows=(*others, *_merged((*same_day, step))))


def read_target(text: str, wanted: str = "A target") -> tuple[float, float]:
    """The threshold in seconds and the goal that '80%/20s' says; QMError where it cannot be read."""
    goal_text, _, threshold_text = re.sub(r"\s*(/|within|in)\s*", "/", text.strip().lower(), count=1).partition("/")
    goal, threshold = _share(goal_text), read_duration(threshold_text)
    if goal is None or threshold is None:
        raise QMError(f"{wanted} cannot be '{text}'; give a goal and a time such as {EXAMPLE}, 80%/5min or 90%/24h.")
    return threshold, goal


def read_duration(text: str) -> float | None:
    """The seconds that '20s', '5 min', '24h', '1.5 h' or '20' says; None where it cannot be read."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*", text.lower())
    if not found:
        return None
    unit = SPELLED.get(found[2], found[2]) or "s"
    return float(found[1]) * UNITS[unit] if unit in UNITS else None


def duration_text(seconds: float) -> str:
    """Seconds as they are typed, in the largest unit that is a whole number: '20s', '5min', '24h'."""
    for unit, least in (("h", 3600), ("min", 120)):
        if seconds >= least and seconds % UNITS[unit] == 0:
            return f"{seconds / UNITS[unit]:g}{unit}"
    return f"{seconds:g}s"


def _share(text: str) -> float | None:
    """The share that '80%', '80' or '0.8' says; None unless above 0 and at most 1."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", text)
    if not found:
        return None
    number = float(found[1])
    share = number / 100 if found[2] or number > 1 else number
    return share if 0 < share <= 1 else None


def _from_day(text: str, wanted: str) -> tuple[str, date | None]:
    """What is set, and from which day on."""
    found = FROM.match(text.strip())
    if not found:
        return text.strip(), None
    try:
        return found["what"].strip(), date.fromisoformat(found["day"])
    except ValueError:
        raise QMError(f"{wanted} cannot begin on '{found['day']}'; give a day such as 2026-05-01.") from None


def _in_force(rows: Iterable[ServiceTarget], day: date) -> ServiceTarget | None:
    """The row in force on a day: the newest that has begun, else the first, which covers all days before."""
    rows = tuple(rows)
    begun = [row for row in rows if (row.valid_from or date.min) <= day]
    return begun[-1] if begun else next(iter(rows), None)


def _written(parts: list[tuple[str, date | None]]) -> str:
    steps: list[str] = []
    last = None
    for text, day in parts:
        if text != last:
            steps.append(f"{text} from {day}" if steps and day else text)
        last = text
    return "; ".join(steps) or NONE


def _merged(rows: Iterable[ServiceTarget]) -> tuple[ServiceTarget, ...]:
    """Without rows that say the same as the one before; nothing at all where none says anything."""
    kept: list[ServiceTarget] = []
    for row in sorted(rows, key=lambda one: one.key):
        if not kept:
            kept.append(row if row.valid_from is None else replace(row, valid_from=None))
        elif replace(row, valid_from=None) != replace(kept[-1], valid_from=None):
            kept.append(row)
    return () if all(not row.is_target and not row.hours for row in kept) else tuple(kept)
