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


class Layers(alt.LayerChart):
    """Layers in which nothing is left to merge; Altair would copy each several times to find out."""

    def __init__(self, **parts: Any) -> None:
        alt.TopLevelLayerSpec.__init__(self, **parts)


def layered(layers: Sequence[alt.Chart], height: int, data: pd.DataFrame | None = None) -> alt.LayerChart:
    """The layers on shared scales, `height` pixels high, as wide as there is room.

    `data` is what layers without data of their own draw; kept once, it travels once.
    """
    named = [layer.copy(deep=False) for layer in layers]
    parameters = []
    for number, layer in enumerate(named):
        layer.name = f"layer_{number}"
        if layer.params is not alt.Undefined:  # they belong above the layers; a selection names the layer it watches
            written = [one.to_dict(validate=False) for one in layer.params]
            parameters += [one | {"views": [layer.name]} if "select" in one else one for one in written]
            layer.params = alt.Undefined
    parts = {"data": data, "params": parameters or None}
    return Layers(
        layer=named, height=height, padding=PADDING, **{name: part for name, part in parts.items() if part is not None}
    )


def clickable(pick: str | None) -> dict[str, Any]:
    """How a mark that can be clicked differs from one that cannot: by the pointer above it."""
    return {"cursor": "pointer"} if pick else {}


def picking(layer: alt.Chart, pick: str | None, fields: list[str]) -> alt.Chart:
    """The layer with marks whose `fields` a click selects under the name `pick`; as it is for None."""
    if pick is None:
        return layer
    return layer.add_params(alt.selection_point(name=pick, fields=fields, on="click", clear="dblclick"))


def where(field: str, values: list[str], then: Any) -> dict[str, Any]:
    """The condition of an encoding: `then` where `field` has one of `values`."""
    return {"test": {"field": field, "oneOf": values}, "value": then}
