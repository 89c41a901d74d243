"""Figures and moves in words."""

from dataclasses import dataclass
from typing import Literal

from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import Setting, controls_of, today


@dataclass(frozen=True)
class Tile:
    """One answer in large: its label, the figure, how it differs from today, whether more is better, a line below."""

    label: str
    figure: str
    difference: str
    colour: Literal["normal", "inverse", "off"]
    below: str

    @property
    def key(self) -> str:
        return "whatif." + self.label.split()[0].lower()

    @property
    def change(self) -> str | None:
        """The difference where there is one."""
        return None if self.difference.startswith("0") else self.difference


WITHOUT_EFFECT = ("target", "cost", "coaching", "checking", "aim")


def moves_of(centre: Centre, setting: Setting) -> list[str]:
    """The levers that moved, in words: those that change what happens."""
    standing, moves = today(centre), []
    for control in controls_of(centre.kind):
        if control.name in WITHOUT_EFFECT:
            continue
        a, b = standing.value(control.name), setting.value(control.name)
        if abs(a - b) * control.factor >= 10**-control.decimals / 2:
            moves.append(f"{control.label.lower()} from {control.shown(a)} to {control.shown(b)}")
    return moves


def agents_text(value: float) -> str:
    """A number of agents; one that is none is more than was looked at."""
    return f"{value:.1f}" if value == value else "beyond reach"


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
    return signed(difference, 0 if abs(difference) >= 9.5 else 1, " s")


def signed(value: float, decimals: int = 0, unit: str = "") -> str:
    """A difference with its sign; 0 without one."""
    if value != value:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in text for digit in "123456789"):
        return f"0{unit}"
    return ("+" if value > 0 else "-") + text + unit
