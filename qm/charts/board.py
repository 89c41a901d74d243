"""A figure to be read from the back of a room."""

from typing import Literal

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import IMPROVING, ORDINARY, WORSENING

Kind = Literal["better", "worse", "neither"]
COLOURS: dict[Kind, str] = {"better": IMPROVING, "worse": WORSENING, "neither": ORDINARY}
HEIGHT = 168


def large(label: str, figure: str, difference: str, kind: Kind, ink: str) -> alt.LayerChart:
    """Label, figure and how it differs ("" for not at all), one under the other in large letters, in `ink`."""
    lines = ((label, 27, "normal", ink, 0), (figure, 74, "bold", ink, 36), (difference, 34, "bold", COLOURS[kind], 122))
    layers = [
        alt.Chart(pd.DataFrame({"words": [words]}))
        .mark_text(align="left", baseline="top", fontSize=size, fontWeight=weight, color=colour)  # type: ignore[arg-type]
        .encode(x=alt.XValue(0), y=alt.YValue(down), text=alt.Text("words:N"))
        for words, size, weight, colour, down in lines
        if words
    ]
    return layered(layers, HEIGHT)
