"""How far quality is asked to be better: the average score or pass rates of questions, and links set by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qm.errors import QMError
from qm.wording import listed

SCORE = "quality"
QUESTION = "question."
LINK = "quality-link."
OUTCOMES = ("repeat", "transfers", "aht")
"""What quality is linked with, by the word that sets its link by hand: points of 100 for every point of quality, and
seconds of handle time."""

MOST_POINTS = 100.0
MOST_LINK = {"repeat": 10.0, "transfers": 10.0, "aht": 600.0}


@dataclass(frozen=True)
class QualityMoves:
    """`points` by lever, `quality` or `question.ID`, how many points of 100 more than today; `typed` by outcome, a link
    set by hand: per point, in points of 100, or in seconds of handle time."""

    points: tuple[tuple[str, float], ...] = ()
    typed: tuple[tuple[str, float], ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The levers that are moved; the score where none is."""
        return tuple(name for name, _ in self.points) or (SCORE,)

    @property
    def numbers(self) -> dict[str, float]:
        """All of it by word, as `moved` takes it."""
        return dict(self.points) | {LINK + name: slope for name, slope in self.typed}

    def moved(self, name: str, number: float) -> "QualityMoves":
        """The same with one number elsewhere, by its word: `quality`, `question.ID` or `quality-link.OUTCOME`.

        A lever at 0 is not moved. Raises QMError for what can't be."""
        if name.startswith(LINK):
            outcome = name.removeprefix(LINK)
            if outcome not in OUTCOMES:
                raise QMError(f"Quality has no link with '{outcome}'; it has with {listed(OUTCOMES)}.")
            _check(f"The link of quality with {outcome} can't be {number:g}: it", number, MOST_LINK[outcome])
            return replace(self, typed=_with(self.typed, outcome, number))
        what = "The quality score" if name == SCORE else f"The pass rate of {name.removeprefix(QUESTION)}"
        _check(f"{what} can't move by {number:g} points: the change", number, MOST_POINTS)
        points = _with(self.points, name, number) if number else tuple(p for p in self.points if p[0] != name)
        if len({one == SCORE for one, _ in points}) > 1:
            raise QMError(
                "The average score holds every question already: move the score, or the pass rate of questions."
            )
        return replace(self, points=points)


def moves_of(numbers: Mapping[str, float]) -> QualityMoves:
    """What numbers by word ask for; words of other levers are left out."""
    moves = QualityMoves()
    for name, number in numbers.items():
        if is_quality(name):
            moves = moves.moved(name, number)
    return moves


def is_quality(name: str) -> bool:
    """Whether a word is of the quality lever."""
    return name == SCORE or name.startswith((QUESTION, LINK))


def _with(pairs: tuple[tuple[str, float], ...], name: str, number: float) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((dict(pairs) | {name: float(number)}).items()))


def _check(what: str, number: float, most: float) -> None:
    if not abs(number) <= most:
        raise QMError(f"{what} can be from {-most:g} to {most:g}.")
