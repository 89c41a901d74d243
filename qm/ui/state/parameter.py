"""What a viewer can set: a parameter with its name in the address, and how its values are written there and read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

Texts = tuple[str, ...]
"""One parameter as the address has it: `a=1&a=2` is ("1", "2")."""

SHARED = "shared"
"""The scope of parameters that every page has; any other scope is the name of a page."""


class Wrong(ValueError):
    """What an address says that cannot be; its text completes "The address asks for …"."""


class Kind(Protocol):
    """How values of a parameter are written into an address and read from it."""

    def read(self, name: str, texts: Texts, usual: Any = None) -> Any:
        """The value meant; Wrong when there is none. `usual` is what is shown then."""

    def write(self, value: Any) -> Texts:
        """The texts that `read` gives this value for."""


@dataclass(frozen=True)
class Choice:
    """One of several: `labels` gives for each value how the address (and the screen) calls it, the default first.

    Values that differ in what is offered run by run are given at the time: `parameter.among(labels)`. `known` are
    those that there are besides: where an address says one that is not offered just now, the default is shown and
    nothing is wrong. `former` are words that addresses once had, with the value that each means: they stay good.
    """

    labels: Mapping[Any, str] = field(default_factory=dict, hash=False)
    known: Mapping[Any, str] = field(default_factory=dict, hash=False)
    former: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def read(self, name: str, texts: Texts, usual: Any = None) -> Any:
        for value, label in self.labels.items():
            if label == texts[-1]:
                return value
        if texts[-1] in self.former:
            return self.former[texts[-1]]
        if texts[-1] in self.known.values():
            return usual
        default = self.labels.get(usual, "none")
        default = default if any(letter.isupper() for letter in default[1:]) else default.lower()
        raise Wrong(f"{name} '{texts[-1]}', which does not exist; showing {default} instead.")

    def write(self, value: Any) -> Texts:
        return (self.labels.get(value, str(value)),)


@dataclass(frozen=True)
class Several:
    """Any number of texts, repeated in the address. What the data do not have is said where they are looked up."""

    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def read(self, name: str, texts: Texts, usual: Any = None) -> list[str]:
        known = {label: value for value, label in self.labels.items()}
        return [known.get(text, text) for text in texts if text]

    def write(self, value: Iterable[str]) -> Texts:
        return tuple(self.labels.get(one, one) for one in value)


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`. The address has it times `factor` (100 for shares)."""

    low: float = float("-inf")
    high: float = float("inf")
    step: float = 1.0
    factor: float = 1.0
    decimals: int = 10
    whole: bool = False

    def read(self, name: str, texts: Texts, usual: Any = None) -> float | int:
        text = texts[-1]
        try:
            number = float(text)
            if not self.low <= number <= self.high or (self.whole and number != int(number)):
                raise ValueError
        except ValueError:
            bounds = f" from {self.low:,.6g} to {self.high:,.6g}" if abs(self.low) + self.high < float("inf") else ""
            raise Wrong(f"{name}={text}, which is no number{bounds}; it is left as it was.") from None
        return int(number) if self.whole else number / self.factor

    def write(self, value: float) -> Texts:
        return (f"{round(value * self.factor, self.decimals):.10g}",)


@dataclass(frozen=True)
class Text:
    """Any text."""

    def read(self, name: str, texts: Texts, usual: Any = None) -> str | None:
        return texts[-1].strip() or None

    def write(self, value: object) -> Texts:
        return (str(value),)


@dataclass(frozen=True)
class Flag:
    """On or off."""

    def read(self, name: str, texts: Texts, usual: Any = None) -> bool:
        if texts[-1].lower() not in ("true", "false"):
            raise Wrong(f"{name}={texts[-1]}, which is neither true nor false; it is left as it was.")
        return texts[-1].lower() == "true"

    def write(self, value: object) -> Texts:
        return ("true" if value else "false",)


@dataclass(frozen=True)
class DayRange:
    """No day, one day, or a first and a last one, in order."""

    def read(self, name: str, texts: Texts, usual: Any = None) -> tuple[date, ...]:
        try:
            days = sorted(date.fromisoformat(text) for text in texts if text)
        except ValueError:
            raise Wrong(f"{name} '{' '.join(texts)}', which are no days such as 2026-01-31; left out.") from None
        return tuple(days) if len(days) < 2 else (days[0], days[-1])

    def write(self, value: Iterable[date]) -> Texts:
        return tuple(day.isoformat() for day in value)


@dataclass(frozen=True)
class Pairs:
    """A number by name, as in `weight=Q01:12.5&weight=Q02:8`."""

    low: float = float("-inf")
    high: float = float("inf")
    decimals: int = 6

    def read(self, name: str, texts: Texts, usual: Any = None) -> dict[str, float]:
        found = {}
        for text in texts:
            key, _, number = text.rpartition(":")
            try:
                found[key] = float(number)
                if not key or not self.low <= found[key] <= self.high:
                    raise ValueError
            except ValueError:
                bounds = f" from {self.low:g} to {self.high:g}" if abs(self.low) + self.high < float("inf") else ""
                raise Wrong(f"{name}={text}, which is no name with a number{bounds}; it is left as it was.") from None
        return found

    def write(self, value: Mapping[str, float]) -> Texts:
        return tuple(f"{key}:{round(number, self.decimals):.10g}" for key, number in value.items())


@dataclass(frozen=True)
class Parameter:
    """One thing that a viewer can set.

    `name` is its word in the address, `scope` the page that it belongs to (SHARED: all), `default` what holds while
    the address says nothing (for a Choice None stands for the first). With `in_address` False it is remembered for the
    session and never written into the address. With `has_own_words` its page says itself what an address got wrong.
    """

    name: str
    kind: Kind
    default: Any = field(default=None, hash=False)
    scope: str = SHARED
    in_address: bool = True
    has_own_words: bool = False

    @property
    def usual(self) -> Any:
        """The default; of a Choice that names none, its first."""
        if self.default is None and isinstance(self.kind, Choice):
            return next(iter(self.kind.labels), None)
        return self.default

    def among(self, labels: Mapping[Any, str], default: Any = None) -> "Parameter":
        """The same parameter with the choices of this run, the default first unless given."""
        kind = self.kind
        if isinstance(kind, Choice):
            kind = replace(kind, labels=labels, known={**kind.known, **kind.labels})
        elif isinstance(kind, Several):
            kind = replace(kind, labels=labels)
        return replace(self, kind=kind, default=self.default if default is None else default)

    def usually(self, default: Any) -> "Parameter":
        """The same parameter with another default, where that depends on the data or their definitions."""
        return replace(self, default=default)

    def read(self, texts: Texts | None) -> Any:
        """The value of what an address says; Wrong when it can't be."""
        return self.usual if texts is None or not any(texts) else self.kind.read(self.name, texts, self.usual)

    def write(self, value: Any) -> Texts | None:
        """What the address says for a value; None for the default, which it leaves out."""
        if value is None or value == self.usual:
            return None
        return self.kind.write(value) or None


WITHOUT_FILTERS: set[str] = set()
"""Pages whose address has no shared parameters."""

TABLE: dict[tuple[str, str], Parameter] = {}
"""All parameters declared, by scope and name; what a user adds at run time is declared at run time."""


def declare(*parameters: Parameter) -> None:
    """Enter parameters into the table. The address of a page is all shared ones, and those of the page."""
    for parameter in parameters:
        TABLE[parameter.scope, parameter.name] = parameter


def is_shared(name: str) -> bool:
    """Whether a name in an address is a shared parameter; every other name is the page's."""
    return (SHARED, name) in TABLE
