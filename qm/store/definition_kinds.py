"""What one definition is: its name, default, meaning and what it may be. `definitions.py` declares them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from qm.errors import QMError
from qm.store.definition_labels import label_of

NUMBER, SHARE, CHOICE, BANDS, ZONE, TEXT = "number", "share", "choice", "bands", "zone", "text"

Value = float | str | tuple[float, ...]


@dataclass(frozen=True)
class Definition:
    """One definition: its name, default, what it means and what it may be.

    `kind` number (not below `least`), share (a fraction of 1 up to `most`, typed as one or as 5%), choice (one of
    `choices`: value → how the page Data puts it), bands (rising numbers, comma-separated), zone (as_written or a zone
    name), text. `heading` is what it stands under on the page.
    """

    name: str
    default: Value
    meaning: str
    heading: str
    kind: str = NUMBER
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    least: float = 0
    most: float = 1

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.name)

    def text(self, value: Value) -> str:
        """A value in words: a choice's own, else as it is typed."""
        if self.kind == SHARE:
            return f"{100 * float(str(value)):g}%"
        return self.choices.get(str(value)) or written(value)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The values of a choice."""
        return tuple(self.choices)

    def checked(self, value: Value) -> Value:
        """The value itself; QMError for a choice that is none, because choices become parts of SQL."""
        return self.read(str(value)) if self.kind == CHOICE else value

    def read(self, text: str, called: str | None = None) -> Value:
        """The value that `text` stands for, or a QMError that names what is allowed; the definition is `called` so in
        it, by its name unless told."""
        text, who = str(text).strip(), called or self.name
        if self.kind == CHOICE:
            if text in self.choices:
                return text
            raise QMError(f"{who} cannot be '{text}'; it is one of {', '.join(self.choices)}.")
        if self.kind == NUMBER:
            number = _number(text)
            if number is None or number < self.least:
                raise QMError(f"{who} cannot be '{text}'; give a number not below {self.least:g}.")
            return number
        if self.kind == SHARE:
            is_percent = text.endswith("%")
            share = _number(text.removesuffix("%"))
            share = share / 100 if share is not None and is_percent else share
            if share is None or not 0 <= share <= self.most:
                raise QMError(f"{who} cannot be '{text}'; give a share such as 5% or 0.05.")
            return share
        if self.kind == BANDS:
            bands = tuple(_number(part) for part in text.strip("()[]").split(","))
            known = tuple(b for b in bands if b is not None)
            if len(known) < len(bands) or any(b <= a for a, b in zip((0.0, *known), known, strict=False)):
                raise QMError(f"{who} cannot be '{text}'; give rising numbers above 0, such as 5,30,120,1440.")
            return known
        if self.kind == ZONE and text != "as_written":
            try:
                ZoneInfo(text)
            except (KeyError, ValueError, OSError):
                raise QMError(f"{who} cannot be '{text}'; it is as_written or a zone such as Europe/Berlin.") from None
        return text


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) != float("inf") and number == number else None


def written(value: Value) -> str:
    """A value the way it is kept and typed: '20', 'offered', '5,30,120,1440'."""
    if isinstance(value, tuple):
        return ",".join(written(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else value


# How `definitions.py` declares them: each gives a dataclass field with its default, and the rest as metadata.


def number(default: float, meaning: str, heading: str, least: float = 0) -> Any:
    return _declared(default, meaning=meaning, heading=heading, kind=NUMBER, least=least)


def share(default: float, meaning: str, heading: str, most: float = 1) -> Any:
    return _declared(default, meaning=meaning, heading=heading, kind=SHARE, most=most)


def choice(default: str, meaning: str, heading: str, choices: Mapping[str, str]) -> Any:
    """`choices`: every value of the field's Literal type, with the words for it on the page Data."""
    return _declared(default, meaning=meaning, heading=heading, kind=CHOICE, choices=choices)


def bands(default: tuple[float, ...], meaning: str, heading: str) -> Any:
    return _declared(default, meaning=meaning, heading=heading, kind=BANDS)


def zone(default: str, meaning: str, heading: str) -> Any:
    return _declared(default, meaning=meaning, heading=heading, kind=ZONE)


def text(default: str, meaning: str, heading: str) -> Any:
    return _declared(default, meaning=meaning, heading=heading, kind=TEXT)


def _declared(default: Value, **about: Any) -> Any:
    return field(default=default, metadata={"definition": about})
