"""How units that were compared are marked: one colour and one shape for each thing that can be said of them."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from qm.charts.palette import IMPROVING, ORDINARY, UNUSUAL, WORSENING
from qm.models.comparison.standing import BETTER, EXPECTED, HIGHER, LOWER, MIXED, SMALL, WORSE

MARKS = {
    EXPECTED: (ORDINARY, "circle"),
    SMALL: (ORDINARY, "square"),
    BETTER: (IMPROVING, "triangle-up"),
    WORSE: (WORSENING, "triangle-down"),
    MIXED: (UNUSUAL, "diamond"),
    HIGHER: (UNUSUAL, "triangle-up"),
    LOWER: (UNUSUAL, "triangle-down"),
}
LEFT: dict[str, Any] = {"align": "right", "dx": -8}
RIGHT: dict[str, Any] = {"align": "left", "dx": 8}
"""Where a name stands beside its mark."""

MOST = 600
ALL_NAMED, NAMED = 8, 12


def colour(frame: pd.DataFrame, words: Mapping[str, str] | None = None) -> alt.Color:
    """Colour by the field `standing`, with a legend of those there are; `words` calls some of them otherwise."""
    there = _there(frame)
    return alt.Color(
        "standing:N", scale=alt.Scale(domain=there, range=[MARKS[w][0] for w in there]), legend=_legend(words)
    )


def shape(frame: pd.DataFrame, words: Mapping[str, str] | None = None) -> alt.Shape:
    """Shape by the field `standing`; its legend and that of the colour are one."""
    there = _there(frame)
    return alt.Shape(
        "standing:N", scale=alt.Scale(domain=there, range=[MARKS[w][1] for w in there]), legend=_legend(words)
    )


def _there(frame: pd.DataFrame) -> list[str]:
    return [word for word in MARKS if word in set(frame["standing"])]


def _legend(words: Mapping[str, str] | None) -> alt.Legend:
    called = dict(words or {})
    text = "".join(f"datum.label == '{word}' ? '{said}' : " for word, said in called.items()) + "datum.label"
    return alt.Legend(
        title=None,
        orient="top",
        symbolOpacity=1,
        labelFontSize=12,
        columnPadding=8,
        columns=3,
        labelLimit=110,
        labelExpr=text,
    )


def left_out(frame: pd.DataFrame) -> str:
    """A sentence where not all rows are drawn; else nothing."""
    if len(frame) <= MOST:
        return ""
    drawn = max(MOST, int((frame["standing"] != EXPECTED).sum()))
    return f" {drawn:,} of {len(frame):,} are drawn, among them all who differ."


def thinned(frame: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """At most `most` rows, those that differ last so that they lie on top; of the others evenly many are left out."""
    differs = frame["standing"] != EXPECTED
    others, room = frame[~differs], max(most - int(differs.sum()), 0)
    if len(others) > room:
        step = len(others) / room if room else len(others) + 1
        others = others.iloc[[int(i * step) for i in range(room)]]
    return pd.concat([others, frame[differs]], ignore_index=True)


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows whose names fit beside their marks: all of few, else those better or worse unless they are many."""
    if len(frame) <= ALL_NAMED:
        return frame
    differs = frame[frame["standing"].isin((BETTER, WORSE, MIXED))]
    return differs if len(differs) <= NAMED else differs.head(0)
