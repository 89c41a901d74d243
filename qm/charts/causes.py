"""A metric by the groups of several dimensions, below each other on one axis: where it is high, and for whom."""

import altair as alt
import pandas as pd

from qm.charts.breakdown import FEW, SOME
from qm.charts.layers import layered
from qm.charts.palette import ORDINARY, RATE
from qm.wording.scale import Scale

APART = "\u241f"  # stands between the dimension and the group: groups of two dimensions may have one name


def causes(frame: pd.DataFrame, scale: Scale, *, pick: str = "picked") -> alt.LayerChart:
    """The chart. Clicking a dot selects its `dimension` and `key` under the name `pick`.

    `frame` has one row per dimension and group, in the order to be drawn: dimension, heading
    (its name), key, group, value, low, high, n and whole: the figure of all of which that
    dimension is known, drawn as a tick to hold the groups against.
    """
    named = [f"{g} (n {n:,.0f})" if n < SOME else g for g, n in zip(frame["group"], frame["n"], strict=True)]
    axis = scale.axis(float(frame["high"].max()))
    drawn = frame.assign(
        **{name: frame[name] / axis.divisor for name in ("value", "low", "high", "whole")},
        place=[f"{h}{APART}{name}" for h, name in zip(frame["heading"], named, strict=True)],
        value_text=frame["value"].map(scale.text),
        whole_text=frame["whole"].map(scale.text),
        interval_text=[f"{scale.text(a)} to {scale.text(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)],
    )
    order = [
        line
        for heading in dict.fromkeys(drawn["heading"])
        for line in (heading, *drawn.loc[drawn["heading"] == heading, "place"])
    ]
    y = alt.Y(
        "place:N",
        title=None,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(
            labelExpr=f"indexof(datum.value, '{APART}') < 0 ? datum.value : split(datum.value, '{APART}')[1]",
            labelFontWeight={
                "condition": {"test": f"indexof(datum.value, '{APART}') < 0", "value": "bold"},
                "value": "normal",
            },
            labelLimit=170,
            labelFlush=False,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )
    ticks = alt.Axis(labelExpr=axis.label, tickCount=5, title=None, labelFlush=False)
    x_scale = alt.Scale(zero=False, nice=True)
    colour = alt.ColorValue(RATE, condition={"test": f"datum.n < {FEW}", "value": ORDINARY})
    tooltip = [
        alt.Tooltip("heading:N", title="By"),
        alt.Tooltip("group:N", title="Group"),
        alt.Tooltip("value_text:N", title=scale.label),
        alt.Tooltip("interval_text:N", title="95% interval"),
        alt.Tooltip("n:Q", title="n", format=","),
        alt.Tooltip("whole_text:N", title="All of which this is known"),
    ]
    selection = alt.selection_point(name=pick, fields=["dimension", "key"], on="click", clear="dblclick")
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip, color=colour)
    layers = [
        alt.Chart(drawn)
        .mark_tick(color=ORDINARY, thickness=1.5, opacity=0.8, height={"band": 0.9})
        .encode(y=y, x=alt.X("whole:Q", scale=x_scale, axis=ticks)),
        base.mark_rule(strokeWidth=2, opacity=0.55).encode(
            x=alt.X("low:Q", scale=x_scale, axis=ticks), x2=alt.X2("high:Q")
        ),
        base.mark_point(filled=True, size=80, opacity=1, cursor="pointer")
        .encode(x=alt.X("value:Q", scale=x_scale, axis=ticks))
        .add_params(selection),
    ]
    return layered(layers, height=23 * len(order) + 40)
