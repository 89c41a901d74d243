"""A board to be read from the back of a room: a sentence and figures in large letters."""

from textwrap import wrap
from typing import Literal

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import IMPROVING, ORDINARY, WORSENING

ACROSS = 3
WIDE = 78
SENTENCE, FIGURE, DIFFERENCE, LABEL, BELOW = 30, 76, 36, 28, 18


def board(sentence: str, tiles: pd.DataFrame, ink: str) -> alt.LayerChart:
    """Letters in `ink`; `tiles` has label, figure, difference ("" for none), kind (better, worse, neither) and below,
    and stands three in a row."""
    lines = wrap(sentence, WIDE)
    head = len(lines) * SENTENCE * 1.45 + 30
    rows = -(-len(tiles) // ACROSS)
    height = int(head + rows * 240)
    placed = tiles.assign(
        x=[i % ACROSS for i in range(len(tiles))], y=[head + i // ACROSS * 240 for i in range(len(tiles))]
    )
    said = pd.DataFrame({"x": 0, "y": [SENTENCE * 1.45 * (i + 0.5) for i in range(len(lines))], "words": lines})

    def text(
        frame: pd.DataFrame, of: str, size: int, down: float, weight: Literal["normal", "bold"] = "normal"
    ) -> alt.Chart:
        mark = alt.Chart(frame).mark_text(
            align="left", baseline="top", fontSize=size, fontWeight=weight, dy=down, clip=False, color=ink
        )
        return mark.encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, ACROSS], nice=False)),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False)),
            text=alt.Text(f"{of}:N"),
        )

    colours = alt.Scale(domain=["better", "worse", "neither"], range=[IMPROVING, WORSENING, ORDINARY])
    change = text(placed, "difference", DIFFERENCE, 124, "bold").encode(
        color=alt.Color("kind:N", scale=colours, legend=None)
    )
    layers = [
        text(said, "words", SENTENCE, -12),
        text(placed, "label", LABEL, 0),
        text(placed, "figure", FIGURE, 38, "bold"),
        change,
        text(placed, "below", BELOW, 172),
    ]
    return layered(layers, height)
