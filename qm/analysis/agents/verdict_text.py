"""Verdicts of a comparison for reading."""

import pandas as pd

from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEW, ORDINARY, TOO_FEW
from qm.models.comparison.standing import BETTER, EXPECTED, HIGHER, LOWER, SMALL, WORSE, standing

_DIRECTIONS = {"aht": ("longer", "shorter"), "asa": ("slower", "faster")}
_ARROWS = {BETTER: "▲", WORSE: "▼", HIGHER: "△", LOWER: "▽"}


def standings(frame: pd.DataFrame, better: str) -> pd.Series:
    """The standing of every row of a comparison: better, worse, higher, lower, small difference or as expected."""
    words = frame["verdict"].map({v: standing(v, better) for v in (ABOVE, BELOW, ORDINARY, TOO_FEW)})
    return words.where(frame["matters"] | (words == EXPECTED), SMALL)


def verdict_text(verdict: str, n: int, name: str, better: str, matters: bool = True) -> str:
    """A verdict for reading, with what limits it: better than expected (15 cases)."""
    if verdict == TOO_FEW:
        return f"too few to tell ({n:,})"
    limits = [] if matters or verdict == ORDINARY else ["small"]
    limits += [f"only {n:,} cases"] if n < FEW else []
    word = standing(verdict, better)
    told = (
        "as expected" if word == EXPECTED else f"{_ARROWS[word]} {direction_text(verdict, name, better)} than expected"
    )
    return told + (f" ({', '.join(limits)})" if limits else "")


def direction_text(verdict: str, name: str, better: str) -> str:
    """Which way somebody differs on a metric: better, longer, slower."""
    if better != "neither" and name not in _DIRECTIONS:
        return standing(verdict, better)
    return _DIRECTIONS.get(name, ("higher", "lower"))[verdict != ABOVE]


def verdict_texts(frame: pd.DataFrame, name: str, better: str) -> list[str]:
    """`verdict_text` of every row of a comparison."""
    texts: dict[tuple[str, int, bool], str] = {}  # thousands of rows have few different ones
    rows = list(zip(frame["verdict"].tolist(), frame["n"].clip(upper=FEW).tolist(), frame["matters"], strict=True))
    for verdict, n, matters in rows:
        if (verdict, n, matters) not in texts:
            texts[verdict, n, matters] = verdict_text(verdict, n, name, better, bool(matters))
    return [texts[row] for row in rows]
