"""The definitions in force: settings kept in the store and shown in every tooltip.

Each is declared once, here: its place gives its name (`service_level.threshold_seconds`), and everything else (the
settings kept, the command define, the form on the page Data, what derived tables were built with) follows from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from qm.errors import QMError
from qm.store.channels import Channels
from qm.store.definition_kinds import Definition, Value, bands, choice, number, share, text, written, zone
from qm.store.holidays import Holidays
from qm.store.service_targets import CENTRE, SCOPES, Scope, ServiceTargets

SERVICE, REPEATS, HANDLING = "Service level", "Repeat contacts", "Satisfaction and handling"
SCORES, TIMES, NAMES = "Quality score", "Times and money", "The centre"
MATTERS = "Smallest difference worth acting on"
HEADINGS = (SERVICE, REPEATS, HANDLING, SCORES, TIMES, NAMES, MATTERS)
"""What the definitions stand under on the page Data, in this order."""

ServiceLevelVariant = Literal[
    "offered", "answered", "abandons_met", "abandons_in_target_ignored", "short_abandons_met", "short_abandons_removed"
]
RepeatScope = Literal["any", "reason", "channel"]
RepeatIndex = Literal["all", "handled"]
OpenHoursCount = Literal["no", "yes"]
CsatVariant = Literal["top2", "mean", "index"]
ScoreVariant = Literal["points_times_weight", "section_normalised", "mean_of_rated"]
NotApplicable = Literal["renormalise", "full", "zero"]
AutoFail = Literal["whole", "section", "flag"]


@dataclass(frozen=True)
class ServiceLevelDefinitions:
    threshold_seconds: float = number(20.0, "answered within so many seconds counts as in target", SERVICE)
    variant: ServiceLevelVariant = choice(
        "offered",
        "what abandoned contacts do to the service level",
        SERVICE,
        {
            "offered": "answered in target / offered",
            "answered": "answered in target / answered",
            "abandons_met": "answered or abandoned in target / offered",
            "abandons_in_target_ignored": "answered in target / offered less abandoned in target",
            "short_abandons_met": "answered in target or short abandons / offered",
            "short_abandons_removed": "answered in target / offered less short abandons",
        },
    )


@dataclass(frozen=True)
class RepeatDefinitions:
    window_days: float = number(7.0, "days within which a further contact is a repeat", REPEATS, least=0.01)
    scope: RepeatScope = choice(
        "any",
        "a repeat is about anything, the same reason, or the same channel",
        REPEATS,
        {"any": "about anything", "reason": "for the same reason", "channel": "on the same channel"},
    )
    index: RepeatIndex = choice(
        "all",
        "which contacts can be repeated: all, or only handled ones",
        REPEATS,
        {"all": "every contact", "handled": "handled contacts only"},
    )

    @property
    def window_seconds(self) -> float:
        return self.window_days * 86_400


@dataclass(frozen=True)
class ResponseDefinitions:
    open_hours: OpenHoursCount = choice(
        "no",
        "whether response times of deferred work count opening hours only, where they are set",
        SERVICE,
        {"no": "all hours count", "yes": "only opening hours count"},
    )


@dataclass(frozen=True)
class CsatDefinitions:
    variant: CsatVariant = choice(
        "top2",
        "share of the two best grades, mean grade, or index 0 to 1",
        HANDLING,
        {"top2": "share of the two best grades", "mean": "mean grade", "index": "index from 0 % to 100 %"},
    )


@dataclass(frozen=True)
class ScoreDefinitions:
    variant: ScoreVariant = choice(
        "points_times_weight",
        "how answers add up to a quality score",
        SCORES,
        {
            "points_times_weight": "points times weight",
            "section_normalised": "each section normalised, then weighted",
            "mean_of_rated": "mean of the rated questions",
        },
    )
    not_applicable: NotApplicable = choice(
        "renormalise",
        "a question that did not apply is left out, counts full, or counts zero",
        SCORES,
        {"renormalise": "are left out", "full": "count full", "zero": "count zero"},
    )
    auto_fail: AutoFail = choice(
        "whole",
        "the most that failing a critical question may do",
        SCORES,
        {"whole": "makes the whole score zero", "section": "makes its section zero", "flag": "is only marked"},
    )


@dataclass(frozen=True)
class TimeDefinitions:
    offset: str = zone(
        "as_written", "times with an offset stay as the clock reads, or are converted to this zone", TIMES
    )


@dataclass(frozen=True)
class CostDefinitions:
    agent_hour: float = number(0.0, "what one paid hour of an agent costs; 0 means not set", TIMES)


def _share(default: float, what: str, size: str) -> Any:
    """A difference in a share that is worth acting on."""
    return share(default, f"smallest difference in {what} worth acting on: {size}", MATTERS)


def _amount(default: float, what: str, size: str) -> Any:
    return number(default, f"smallest difference in {what} worth acting on: {size}", MATTERS)


@dataclass(frozen=True)
class MattersDefinitions:
    """By metric, the smallest difference worth acting on: being told apart by the statistics is not enough.

    The defaults are what a team leader would notice in a week of work, and what each of them says it comes to.
    """

    csat: float = _share(0.05, "satisfaction", "one customer in twenty")
    csat_mean: float = _amount(0.2, "the mean grade", "one grade for one customer in five")
    nps: float = _share(0.1, "net promoter score", "ten points, one customer in ten turned from neutral")
    quality_score: float = _share(0.05, "quality score", "half a question of ten")
    question: float = _share(0.1, "points on one question", "one evaluation in ten")
    auto_fail_rate: float = _share(0.02, "auto-fails", "one evaluation in fifty")
    resolution: float = _share(0.05, "resolution", "one contact in twenty")
    fcr: float = _share(0.03, "first-contact resolution", "one contact in thirty")
    repeat_rate: float = _share(0.03, "repeat rate", "one contact in thirty")
    reopen_rate: float = _share(0.02, "reopened contacts", "one contact in fifty")
    transfer_rate: float = _share(0.03, "transfers", "one contact in thirty")
    aht: float = _amount(30.0, "handle time", "seconds; one call more in twelve, where calls take six minutes")
    short_handle_rate: float = _share(0.02, "short handling", "one contact in fifty")
    service_level: float = _share(0.03, "service level", "one contact in thirty")
    asa: float = _amount(10.0, "speed of answer", "seconds; half of a usual target")
    abandonment: float = _share(0.02, "abandonment", "one contact in fifty")
    target_met_rate: float = _share(0.05, "targets met as the source says", "one contact in twenty")
    response_rate: float = _share(0.05, "answers to surveys", "one survey in twenty")

    def smallest(self, name: str) -> float:
        """Of the metric called `name` (or of a question); 0 where none is set, so that every difference counts."""
        return float(getattr(self, name, 0.0))


@dataclass(frozen=True)
class CentreDefinitions:
    name: str = text("", "what the centre is called on every page; empty: as its file", NAMES)


@dataclass(frozen=True)
class StaffingDefinitions:
    shrinkage: float = share(
        0.3, "share of paid time in which agents are not there for contacts: leave, breaks, training", TIMES, most=0.9
    )


@dataclass(frozen=True)
class Definitions:
    """All definitions, by group: `definitions.service_level.threshold_seconds`. Without arguments, the defaults."""

    service_level: ServiceLevelDefinitions = ServiceLevelDefinitions()
    short_abandon_seconds: float = number(5.0, "hanging up within so many seconds is a short abandon", SERVICE)
    short_handle_seconds: float = number(10.0, "handled in less than so many seconds is suspiciously short", HANDLING)
    response: ResponseDefinitions = ResponseDefinitions()
    repeat: RepeatDefinitions = RepeatDefinitions()
    csat: CsatDefinitions = CsatDefinitions()
    score: ScoreDefinitions = ScoreDefinitions()
    wait_bands: tuple[float, ...] = bands(
        (5.0, 30.0, 120.0, 1440.0), "upper ends of the bands of waiting, in minutes", HANDLING
    )
    times: TimeDefinitions = TimeDefinitions()
    staffing: StaffingDefinitions = StaffingDefinitions()
    cost: CostDefinitions = CostDefinitions()
    currency: str = text("EUR", "the currency of all money", TIMES)
    centre: CentreDefinitions = CentreDefinitions()
    matters: MattersDefinitions = MattersDefinitions()
    targets: ServiceTargets = ServiceTargets()
    """Of service level; `service_level.threshold_seconds` is another name for the centre's threshold."""
    channels: Channels = Channels()
    holidays: Holidays = Holidays()

    @classmethod
    def read(
        cls,
        kept: Mapping[str, str],
        targets: ServiceTargets | None = None,
        channels: Channels | None = None,
        holidays: Holidays | None = None,
    ) -> "Definitions":
        """From what is kept, name → text; what is not among it has its default. QMError for what cannot be."""
        now = cls().with_({name: d.read(kept[name]) for name, d in DEFINITIONS.items() if name in kept})
        now = now._with_targets(targets) if targets else now
        return replace(now, channels=channels or Channels(), holidays=holidays or Holidays())

    def value(self, name: str) -> Value:
        """The value of the definition called `name`, such as repeat.scope; of a target, hours or a channel its text."""
        if place := _place(name):
            return self._placed(place)
        definition(name)
        value: Any = self
        for part in name.split("."):
            value = getattr(value, part)
        found: Value = value
        return found

    def written(self, name: str) -> str:
        """The value of the definition called `name` as it is kept and typed: '20', 'offered', '5,30,120,1440'."""
        return written(self.value(name))

    def with_(self, changes: Mapping[str, Value]) -> "Definitions":
        """The same with other values, by name: `with_({"repeat.window_days": 3.0})`.

        Targets, hours and channels take texts: `with_({"target.queue.Billing": "90%/30s"})`.
        QMError for an unknown name or choice.
        """
        changed: Any = self
        for name, value in changes.items():
            if place := _place(name):
                changed = changed._with_place(place, str(value))
                continue
            if name == THRESHOLD:
                changed = changed._with_targets(changed.targets.with_threshold(float(str(value))))
                continue
            part: Any = definition(name).checked(value)
            group, _, last = name.rpartition(".")
            if group:
                last, part = group, replace(getattr(changed, group), **{last: part})
            changed = replace(changed, **{last: part})
        checked: Definitions = changed
        return checked

    def with_texts(self, changes: Mapping[str, str]) -> "Definitions":
        """The same with values as they are typed, by name; QMError for one that does not fit."""
        return self.with_(
            {name: text if _place(name) else definition(name).read(text) for name, text in changes.items()}
        )

    def to_dict(self) -> dict[str, Any]:
        """Name → value, as `define --json` prints them; then the targets, opening hours and channels."""
        rows = self.targets.rows
        return {name: self.value(name) for name in DEFINITIONS} | {
            "targets": [row.to_dict() for row in self.targets.told],
            "hours": [
                {"scope": row.scope, "name": row.name, "hours": row.hours, "valid_from": row.valid_from}
                for row in rows
                if row.hours
            ],
            "channels": [row.to_dict() for row in self.channels.rows],
            "holidays": [row.to_dict() for row in self.holidays.rows],
        }

    def placed(self) -> list[tuple[str, str, str]]:
        """Targets, opening hours and channels: name, value as typed, and what that means or what stood there before."""
        listed: list[tuple[str, str, str]] = []
        for scope, name in dict.fromkeys((row.scope, row.name) for row in self.targets.rows):
            place = scope + (f".{name}" if name else "")
            rows = self.targets.of(scope, name)
            before = next((row.before for row in reversed(rows) if row.before), None)
            if any(row.is_target for row in rows):
                meaning = "service level: the share to be answered within a time"
                text = f"{meaning}; before: {before}" if before else meaning
                listed.append((f"target.{place}", self.targets.written(scope, name), text))
            if any(row.hours for row in rows):
                listed.append((f"hours.{place}", self.targets.hours_written(scope, name), "opening hours"))
        for queue in dict.fromkeys(row.queue for row in self.holidays.rows):
            name = f"holidays.queue.{queue}" if queue else "holidays"
            listed.append((name, self.holidays.written(queue), "days without opening hours"))
        meanings = {True: "answered at once", False: "answered later"}
        channels = self.channels.rows
        return listed + [(f"channel.{row.channel}", row.text, meanings[row.immediate]) for row in channels]

    @property
    def targets_text(self) -> str:
        """All that decides who is judged by what, as one text: derived tables are built with it."""
        judged = [(row.scope, row.name, row.threshold_seconds, row.valid_from) for row in self.targets.rows]
        return repr((judged, [row.channel for row in self.channels.rows if not row.immediate]))

    @property
    def hours_text(self) -> str:
        """All that decides when which queue is open, as one text; empty where no opening hours are set."""
        hours = [(row.scope, row.name, row.hours, row.valid_from) for row in self.targets.rows]
        if not any(text for _, _, text, _ in hours):
            return ""
        return repr((hours, [(row.queue, row.day) for row in self.holidays.rows]))

    def with_targets(self, targets: ServiceTargets) -> "Definitions":
        """The same with other targets and opening hours."""
        return self._with_targets(targets)

    @property
    def open_hours_count(self) -> bool:
        """Whether response times of deferred work count opening hours only, and there are some."""
        return self.response.open_hours == "yes" and bool(self.hours_text)

    def _with_targets(self, targets: ServiceTargets) -> "Definitions":
        seconds = targets.centre.threshold_seconds
        assert seconds is not None
        return replace(self, targets=targets, service_level=replace(self.service_level, threshold_seconds=seconds))

    def _placed(self, place: "Place") -> str:
        if place.part == "target":
            return self.targets.written(place.scope, place.name)
        if place.part == "hours":
            return self.targets.hours_written(place.scope, place.name)
        if place.part == HOLIDAYS:
            return self.holidays.written(place.name)
        channel = self.channels.get(place.name)
        return channel.text if channel else "immediate"

    def _with_place(self, place: "Place", text: str) -> "Definitions":
        if place.part == "target":
            return self._with_targets(self.targets.changed(place.scope, place.name, text))
        if place.part == "hours":
            return replace(self, targets=self.targets.with_hours(place.scope, place.name, text))
        if place.part == HOLIDAYS:
            return replace(self, holidays=self.holidays.changed(place.name, text))
        assert place.name
        was, channels = self.channels.get(place.name), self.channels.changed(place.name, text)
        deferred = not channels.is_immediate(place.name)
        targets = self.targets.with_standard(place.name, deferred, not was.immediate if was else None)
        return replace(self, targets=targets, channels=channels)


def _declared(of: Any, prefix: str = "") -> Iterator[Definition]:
    for one in fields(of):
        value = getattr(of, one.name)
        if is_dataclass(value):
            yield from _declared(value, f"{prefix}{one.name}.")
        elif about := one.metadata.get("definition"):
            yield Definition(prefix + one.name, value, **about)


DEFINITIONS: dict[str, Definition] = {d.name: d for d in _declared(Definitions())}


THRESHOLD = "service_level.threshold_seconds"
HOLIDAYS = "holidays"


@dataclass(frozen=True)
class Place:
    """What a name such as target.queue.Billing, hours.centre, holidays or channel.email is about."""

    part: str
    scope: Scope
    name: str | None


def _place(name: str) -> Place | None:
    """What `name` is about where it is a target, opening hours or a channel; QMError for a scope that is none."""
    part, _, rest = name.partition(".")
    if part == "channel" and rest:
        return Place(part, "channel", rest)
    if name == HOLIDAYS:
        return Place(part, "centre", None)
    if name.startswith(f"{HOLIDAYS}.queue.") and rest.partition(".")[2]:
        return Place(part, "queue", rest.partition(".")[2])
    if part not in ("target", "hours"):
        return None
    scope, _, named = rest.partition(".")
    for known in SCOPES:
        if scope == known and bool(named) == (known != CENTRE):
            return Place(part, known, named or None)
    raise QMError(
        f"There is no definition called '{name}'; {part}s are {part}.centre, {part}.channel.NAME and {part}.queue.NAME."
    )


def definition(name: str) -> Definition:
    """The definition called `name`, or a QMError that lists the names."""
    if name not in DEFINITIONS:
        raise QMError(
            f"There is no definition called '{name}'; there are {', '.join(DEFINITIONS)}, "
            "target.…, hours.…, holidays and channel.…."
        )
    return DEFINITIONS[name]
