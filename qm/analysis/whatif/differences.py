"""Figures of a what-if and how they differ, in words. A difference is that of the figures as they are written, so that
whoever subtracts what stands on the screen gets what stands there too."""

from collections.abc import Callable
from dataclasses import dataclass

from qm.wording import duration

OUT_OF_REACH = "out of reach"


def agents_text(value: float) -> str:
    """A number of agents; one that is none is more than was looked at."""
    return f"{value:.1f}" if value == value else OUT_OF_REACH


def points_text(difference: float) -> str:
    """A difference of shares in points."""
    return signed(difference * 100, 1, " points")


def seconds_text(difference: float) -> str:
    """A difference of times."""
    if abs(difference) >= 2 * 86_400:
        return signed(difference / 86_400, 1, " days")
    if abs(difference) >= 2 * 3600:
        return signed(difference / 3600, 1, " h")
    if abs(difference) >= 600:
        return signed(difference / 60, 0, " min")
    return signed(difference, 0 if abs(difference) >= 9.5 or difference == round(difference) else 1, " s")


def signed(value: float, decimals: int = 0, unit: str = "") -> str:
    """A difference with its sign; 0 without one."""
    if value != value:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in text for digit in "123456789"):
        return f"0{unit}"
    return ("+" if value > 0 else "-") + text + unit


@dataclass(frozen=True)
class Written:
    """How one kind of figure is written: the figure, a difference, and the figure rounded as it is written."""

    text: Callable[[float], str]
    change: Callable[[float], str]
    rounded: Callable[[float], float]

    def between(self, before: float, after: float) -> float:
        """The difference of two figures as written."""
        return self.rounded(after) - self.rounded(before)

    def difference(self, before: float, after: float) -> str:
        """The same in words; a dash where there is none."""
        if abs(before) == float("inf") or abs(after) == float("inf"):
            return "–"
        return self.change(self.between(before, after))


def _seconds_as_written(seconds: float) -> float:
    if abs(seconds) < 9.95:
        return round(seconds, 1)
    if seconds != seconds or abs(seconds) >= 2 * 86_400:
        return seconds
    return float(round(seconds)) if abs(seconds) < 3600 else round(seconds / 60) * 60.0


def _whole(value: float) -> float:
    return float(round(value)) if abs(value) < 1e15 else value  # NaN and inf stay what they are


SHARES = Written(lambda v: f"{v:.1%}", points_text, lambda v: round(v, 3))
COUNTS = Written(lambda v: f"{v:,.0f}", signed, _whole)
AGENTS = Written(agents_text, lambda d: signed(d, 1), lambda v: round(v, 1))
TIMES = Written(duration, seconds_text, _seconds_as_written)
GROWTH = Written(lambda v: f"{v:.1f}", lambda d: signed(d, 1), lambda v: round(v, 1))
"""Shares of 1, numbers of contacts or hours, agents, seconds, and contacts that one contact turns into."""
