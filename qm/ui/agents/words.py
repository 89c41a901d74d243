"""What a comparison says, in words."""

import pandas as pd

from qm.charts import verdicts
from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEW, ORDINARY, TOO_FEW

_DIFFERS = {"aht": ("longer", "shorter"), "asa": ("slower", "faster")}
_ARROWS = {verdicts.BETTER: "▲", verdicts.WORSE: "▼", verdicts.HIGHER: "△", verdicts.LOWER: "▽"}


def standing(verdict: str, better: str) -> str:
    """The word of `verdicts.MARKS` for a verdict on a metric whose `better` is up, down or neither."""
    if verdict not in (ABOVE, BELOW):
        return verdicts.EXPECTED
    if better == "neither":
        return verdicts.HIGHER if verdict == ABOVE else verdicts.LOWER
    return verdicts.BETTER if (verdict == ABOVE) == (better == "up") else verdicts.WORSE


def standings(frame: pd.DataFrame, better: str) -> pd.Series:
    """`standing` of every row of a comparison."""
    return frame["verdict"].map({v: standing(v, better) for v in (ABOVE, BELOW, ORDINARY, TOO_FEW)})


def together(first: str, second: str) -> str:
    """The word for what two metrics say at once; better or worse counts before merely higher or lower."""
    said = {first, second} & {verdicts.BETTER, verdicts.WORSE}
    if len(said) == 2:
        return verdicts.MIXED
    rest = {first, second} & {verdicts.HIGHER, verdicts.LOWER}
    return said.pop() if said else rest.pop() if len(rest) == 1 else verdicts.EXPECTED


def verdict_text(verdict: str, n: int, name: str, better: str) -> str:
    """A verdict for reading, with how few cases it rests on: better than expected, few cases (15)."""
    if verdict == TOO_FEW:
        return f"too few cases ({n:,})"
    few = f", few cases ({n:,})" if n < FEW else ""
    word = standing(verdict, better)
    if word == verdicts.EXPECTED:
        return f"as expected{few}"
    direction = verdict == ABOVE
    said = _DIFFERS.get(name, ("higher", "lower"))[not direction]
    if better != "neither":
        said = f"{word} ({said})" if name in _DIFFERS else word
    return f"{_ARROWS[word]} {said} than expected{few}"


def verdict_texts(frame: pd.DataFrame, name: str, better: str) -> list[str]:
    """`verdict_text` of every row of a comparison."""
    said: dict[tuple[str, int], str] = {}  # thousands of rows say few different things
    texts = []
    for verdict, n in zip(frame["verdict"].tolist(), frame["n"].clip(upper=FEW).tolist(), strict=True):
        if (verdict, n) not in said:
            said[verdict, n] = verdict_text(verdict, n, name, better)
        texts.append(said[verdict, n])
    return texts
