"""The definitions in force: settings kept in the store and shown in every tooltip."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from qm.errors import QMError

NUMBER, CHOICE, BANDS, ZONE, TEXT = "number", "choice", "bands", "zone", "text"


@dataclass(frozen=True)
class Definition:
    """One definition: its name, default, what it means and what it may be.

    `kind` number (not below `least`), choice (one of `allowed`), bands (rising numbers,
    comma-separated), zone (as_written or a zone name), text.
    """

    name: str
    default: float | str | tuple[float, ...]
    meaning: str
    kind: str = NUMBER
    allowed: tuple[str, ...] = ()
    least: float = 0

    def read(self, text: str) -> float | str | tuple[float, ...]:
        """The value that `text` stands for, or a QMError that names what is allowed."""
        text = str(text).strip()
        if self.kind == CHOICE:
            if text in self.allowed:
                return text
            raise QMError(f"{self.name} cannot be '{text}'; it is one of {', '.join(self.allowed)}.")
        if self.kind == NUMBER:
            number = _number(text)
            if number is None or number < self.least:
                raise QMError(f"{self.name} cannot be '{text}'; give a number not below {self.least:g}.")
            return number
        if self.kind == BANDS:
            bands = tuple(_number(part) for part in text.strip("()[]").split(","))
            known = tuple(b for b in bands if b is not None)
            if len(known) < len(bands) or any(b <= a for a, b in zip((0.0, *known), known, strict=False)):
                raise QMError(f"{self.name} cannot be '{text}'; give rising numbers above 0, such as 5,30,120,1440.")
            return known
        if self.kind == ZONE and text != "as_written":
            try:
                ZoneInfo(text)
            except (KeyError, ValueError, OSError):
                raise QMError(
                    f"{self.name} cannot be '{text}'; it is as_written or a zone such as Europe/Berlin."
                ) from None
        return text


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) != float("inf") and number == number else None


DEFINITIONS: dict[str, Definition] = {
    d.name: d
    for d in (
        Definition("service_level.threshold_seconds", 20.0, "answered within so many seconds counts as in target"),
        Definition(
            "service_level.variant",
            "offered",
            "what abandoned contacts do to the service level",
            CHOICE,
            (
                "offered",
                "answered",
                "abandons_met",
                "abandons_in_target_ignored",
                "short_abandons_met",
                "short_abandons_removed",
            ),
        ),
        Definition("short_abandon_seconds", 5.0, "hanging up within so many seconds is a short abandon"),
        Definition("short_handle_seconds", 10.0, "handled in less than so many seconds is suspiciously short"),
        Definition("repeat.window_days", 7.0, "days within which a further contact is a repeat", least=0.01),
        Definition(
            "repeat.scope",
            "any",
            "a repeat is about anything, the same reason, or the same channel",
            CHOICE,
            ("any", "reason", "channel"),
        ),
        Definition(
            "repeat.index",
            "all",
            "which contacts can be repeated: all, or only handled ones",
            CHOICE,
            ("all", "handled"),
        ),
        Definition(
            "csat.variant",
            "top2",
            "share of the two best grades, mean grade, or index 0 to 1",
            CHOICE,
            ("top2", "mean", "index"),
        ),
        Definition(
            "score.variant",
            "points_times_weight",
            "how answers add up to a quality score",
            CHOICE,
            ("points_times_weight", "section_normalised", "mean_of_rated"),
        ),
        Definition(
            "score.not_applicable",
            "renormalise",
            "a question that did not apply is left out, counts full, or counts zero",
            CHOICE,
            ("renormalise", "full", "zero"),
        ),
        Definition(
            "score.auto_fail",
            "whole",
            "the most that failing a critical question may do",
            CHOICE,
            ("whole", "section", "flag"),
        ),
        Definition("wait_bands", (5.0, 30.0, 120.0, 1440.0), "upper ends of the bands of waiting, in minutes", BANDS),
        Definition(
            "times.offset",
            "as_written",
            "times with an offset stay as the clock reads, or are converted to this zone",
            ZONE,
        ),
        Definition("cost.agent_hour", 0.0, "what one paid hour of an agent costs; 0 means not set"),
        Definition("currency", "EUR", "the currency of all money", TEXT),
    )
}

Definitions = dict[str, float | str | tuple[float, ...]]


def definition(name: str) -> Definition:
    """The definition called `name`, or a QMError that lists the names."""
    if name not in DEFINITIONS:
        raise QMError(f"There is no definition called '{name}'; there are {', '.join(DEFINITIONS)}.")
    return DEFINITIONS[name]


def written(value: float | str | tuple[float, ...]) -> str:
    """A value the way it is kept and typed: '20', 'offered', '5,30,120,1440'."""
    if isinstance(value, tuple):
        return ",".join(written(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else value
