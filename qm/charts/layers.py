"""Layers put together the same way in every chart."""

from collections.abc import Sequence

import altair as alt

PADDING = {"left": 4, "right": 8, "top": 4, "bottom": 4}


def layered(layers: Sequence[alt.Chart], height: int) -> alt.LayerChart:
    """The layers on shared scales, `height` pixels high, as wide as there is room."""
    return alt.LayerChart(layer=list(layers), height=height, padding=PADDING)
