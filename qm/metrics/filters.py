"""Filters: one frozen value that knows its SQL, its bound parameters and its wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from qm.metrics.dimensions import DIMENSIONS, dimension

Values = tuple[str | None, ...]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Filters:
    """What is looked at: a period, both days included, and values of dimensions (None = unknown).

    Hashable, so it can key a cache. Raises QMError for a dimension that does not exist.
    """

    date_from: date | None = None
    date_to: date | None = None
    where: tuple[tuple[str, Values], ...] = ()

    def __post_init__(self) -> None:
        kept = {dimension(name).name: _values(values) for name, values in self.where}
        for name, values in kept.items():
            DIMENSIONS[name].values(values)
        object.__setattr__(self, "where", tuple((name, kept[name]) for name in DIMENSIONS if kept.get(name)))

    def with_(self, name: str, values: str | Iterable[str | None] | None) -> "Filters":
        """The same with `name` narrowed to `values`; no values at all removes it."""
        chosen = (values,) if values is None or isinstance(values, str) else tuple(values)
        others = tuple(pair for pair in self.where if pair[0] != dimension(name).name)
        return replace(self, where=(*others, (name, chosen)))

    def without(self, name: str) -> "Filters":
        """The same without `name`."""
        return self.with_(name, ())

    def period(self, date_from: date | None, date_to: date | None) -> "Filters":
        """The same over another period."""
        return replace(self, date_from=date_from, date_to=date_to)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that are narrowed."""
        return tuple(name for name, _ in self.where)

    @property
    def parameters(self) -> dict[str, Any]:
        """Every value, by the name that `condition` binds it to."""
        bound: dict[str, Any] = {}
        if self.date_from:
            bound["date_from"] = self.date_from
        if self.date_to:
            bound["date_before"] = min(self.date_to, date.max - timedelta(days=1)) + timedelta(days=1)
        for name, values in self.where:
            bound |= {f"{name}_{i}": value for i, value in enumerate(DIMENSIONS[name].values(values))}
        return bound

    def condition(self, time: str, expressions: Mapping[str, str]) -> str:
        """The SQL condition on a row: `time` is its time or day, `expressions` its dimensions."""
        parts = []
        if self.date_from:
            parts.append(f"{time} >= $date_from")
        if self.date_to:
            parts.append(f"{time} < $date_before")
        parts += [_among(name, expressions[name], values) for name, values in self.where]
        return " and ".join(parts) or "true"

    def describe(self) -> str:
        """The filters in words: `1–28 June 2026 · channel voice · team Red`."""
        named = [f"{DIMENSIONS[name].label.lower()} {_in_words(name, values)}" for name, values in self.where]
        return " · ".join([_period_in_words(self.date_from, self.date_to), *named])


def _values(values: Iterable[Any]) -> Values:
    return tuple(dict.fromkeys(None if value is None else str(value) for value in values))


def _among(name: str, expression: str, values: Values) -> str:
    known = len([value for value in values if value is not None])
    listed = f"{expression} in ({', '.join(f'${name}_{i}' for i in range(known))})"
    if None not in values:
        return listed
    return f"({listed} or {expression} is null)" if known else f"{expression} is null"


def _in_words(name: str, values: Values) -> str:
    texts = ["unknown" if value is None else value for value in values]
    if name == "weekday":
        texts = [WEEKDAYS[int(text) - 1] if text in tuple("1234567") else text for text in texts]
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " or " + texts[-1]


def _period_in_words(first: date | None, last: date | None) -> str:
    if first and last:
        if first == last:
            return _day_in_words(first)
        if first.year != last.year:
            return f"{_day_in_words(first)} – {_day_in_words(last)}"
        if first.month != last.month:
            return f"{first.day} {MONTHS[first.month - 1]} – {_day_in_words(last)}"
        return f"{first.day}–{_day_in_words(last)}"
    if first:
        return f"from {_day_in_words(first)}"
    return f"until {_day_in_words(last)}" if last else "all days"


def _day_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
