"""How the figures of one metric are written and drawn: in text, on an axis, as a change."""

import math
from dataclasses import dataclass
from typing import Protocol

PERCENT, DURATION, NUMBER, SCORE, DECIMAL = "percent", "duration", "number", "score", "decimal"
DASH = "–"
NO_CHANGE = "no change"


@dataclass(frozen=True)
class Axis:
    """What an axis needs: figures are divided by `divisor`, its ticks end in `suffix`."""

    divisor: float
    format: str
    suffix: str
    title: str | None = None

    @property
    def label(self) -> str:
        """The Vega expression for a tick's text."""
        return f"format(datum.value, '{self.format}') + '{self.suffix}'"


class Measured(Protocol):
    """What a scale needs to know of a metric."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def better(self) -> str: ...


@dataclass(frozen=True)
class Scale:
    """One metric's way with figures.

    `format` percent (a share of 1), duration (seconds), number (a count), score, decimal.
    `kind` share, mean, count or net; `better` up, down or neither.
    """

    name: str
    label: str
    format: str
    kind: str
    better: str

    @classmethod
    def of(cls, metric: Measured) -> "Scale":
        """The scale of a metric of the catalogue."""
        return cls(metric.name, metric.label, metric.format, metric.kind, metric.better)

    def text(self, value: float | None) -> str:
        """A figure for reading: 81.2%, 6:52 min, 12,345; a dash for none."""
        return DASH if value is None or math.isnan(value) else written(value, self.format)

    def change_text(self, difference: float | None) -> str:
        """A difference for reading, with its sign: +3.2 points, −0:31 min."""
        if difference is None or math.isnan(difference):
            return DASH
        amount = (
            f"{abs(difference) * 100:.1f} points" if self.format == PERCENT else written(abs(difference), self.format)
        )
        if not any(digit in amount for digit in "123456789"):
            return NO_CHANGE
        return ("+" if difference > 0 else "−") + amount

    def axis(self, largest: float, smallest: float = 0.0) -> Axis:
        """The axis for figures up to `largest` in size; `smallest` their least distance worth telling apart."""
        if self.format == PERCENT:
            return Axis(1, ".0%" if max(largest - smallest, 0) >= 0.05 else ".1%", "")
        if self.format == DURATION:
            for least, divisor, suffix in ((3 * 86400, 86400, " d"), (2 * 3600, 3600, " h"), (120, 60, " min")):
                if largest >= least:
                    return Axis(divisor, "~g", suffix)
            return Axis(1, "~g", " s")
        return Axis(1, ",~r" if self.format == NUMBER else ".2~f", "")

    def change_axis(self, largest: float) -> Axis:
        """The axis for differences: shares in points."""
        if self.format == PERCENT:
            return Axis(0.01, "+~g", "", "percentage points")
        axis = self.axis(largest)
        return Axis(axis.divisor, "+" + axis.format.replace("r", "g"), axis.suffix)


def written(value: float, format: str) -> str:
    """A figure in the way of `format`, for reading."""
    if format == DURATION:
        return duration(value)
    text = {PERCENT: f"{value * 100:.1f}%", NUMBER: f"{value:,.0f}"}.get(format, f"{value:.2f}")
    return text.replace("-", "−")


def duration(seconds: float) -> str:
    """Seconds for reading: 48 s, 6:52 min, 3:05 h, 2.4 days."""
    size, sign = abs(seconds), "−" if seconds < 0 else ""
    if size < 99.5:
        return f"{sign}{size:.0f} s" if size >= 9.95 or size == round(size) else f"{sign}{size:.1f} s"
    if size < 3599.5:
        minutes, rest = divmod(round(size), 60)
        return f"{sign}{minutes}:{rest:02d} min"
    if size < 2 * 86400:
        hours, rest = divmod(round(size / 60), 60)
        return f"{sign}{hours}:{rest:02d} h"
    return f"{sign}{size / 86400:.1f} days"
