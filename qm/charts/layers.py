"""Layers put together the same way in every chart."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import disable_debug_mode

PADDING = {"left": 4, "right": 8, "top": 4, "bottom": 4}

# Altair would check every part when it is made, which takes longer than making it. Writing a
# chart out checks it as a whole, and the charts' tests do that.
disable_debug_mode()


def layered(layers: Sequence[alt.Chart], height: int, data: pd.DataFrame | None = None) -> alt.LayerChart:
    """The layers on shared scales, `height` pixels high, as wide as there is room.

    `data` is what layers without data of their own draw; kept once, it travels once.
    """
    # Without names of its own Altair makes some from the layers' data written out.
    named = [layer.properties(name=f"layer_{i}") for i, layer in enumerate(layers)]
    shared = {} if data is None else {"data": data}
    return alt.LayerChart(layer=named, height=height, padding=PADDING, **shared)


def where(field: str, values: list[str], then: Any) -> dict[str, Any]:
    """The condition of an encoding: `then` where `field` has one of `values`."""
    return {"test": {"field": field, "oneOf": values}, "value": then}
