"""Verdicts of a comparison for reading."""

import pandas as pd

from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEW, ORDINARY, TOO_FEW
from qm.models.comparison.standing import BETTER, EXPECTED, HIGHER, LOWER, WORSE, standing

_DIRECTIONS = {"aht": ("longer", "shorter"), "asa": ("slower", "faster")}
_ARROWS = {BETTER: "▲", WORSE: "▼", HIGHER: "△", LOWER: "▽"}


def standings(frame: pd.DataFrame, better: str) -> pd.Series:
    """The standing of every row of a comparison: better, worse, higher, lower or as expected."""
    return frame["verdict"].map({v: standing(v, better) for v in (ABOVE, BELOW, ORDINARY, TOO_FEW)})


def verdict_text(verdict: str, n: int, name: str, better: str) -> str:
    """A verdict for reading, with how few cases it rests on: better than expected, few cases (15)."""
    if verdict == TOO_FEW:
        return f"too few cases ({n:,})"
    few = f", few cases ({n:,})" if n < FEW else ""
    word = standing(verdict, better)
    if word == EXPECTED:
        return f"as expected{few}"
    direction = _DIRECTIONS.get(name, ("higher", "lower"))[verdict != ABOVE]
    if better != "neither":
        direction = f"{word} ({direction})" if name in _DIRECTIONS else word
    return f"{_ARROWS[word]} {direction} than expected{few}"


def verdict_texts(frame: pd.DataFrame, name: str, better: str) -> list[str]:
    """`verdict_text` of every row of a comparison."""
    texts: dict[tuple[str, int], str] = {}  # thousands of rows have few different ones
    pairs = list(zip(frame["verdict"].tolist(), frame["n"].clip(upper=FEW).tolist(), strict=True))
    for verdict, n in pairs:
        if (verdict, n) not in texts:
            texts[verdict, n] = verdict_text(verdict, n, name, better)
    return [texts[pair] for pair in pairs]
