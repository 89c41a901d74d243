"""How many come back within each number of days: the curve, its interval, and what coincidence leaves of it."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import MIX, ORDINARY, RATE
from qm.wording.scale import Scale

COUNTED, NET = "as counted", "net of coincidence"


def windows(
    frame: pd.DataFrame, scale: Scale, *, window_days: float, pick: str = "picked", height: int = 280
) -> alt.LayerChart:
    """The window curve. Clicking a point selects its `window_days` under the name `pick`.

    `frame` has one row per window: window_days, value, low, high, n, net (missing where
    coincidence is not known) and coincidence. `window_days` is the window in force, marked.
    """
    top = float(frame["high"].max())
    axis = scale.axis(top)
    drawn = frame.assign(
        **{name: frame[name] / axis.divisor for name in ("value", "low", "high", "net")},
        within=[f"{d:g} day" if d == 1 else f"{d:g} days" for d in frame["window_days"]],
        value_text=frame["value"].map(scale.text),
        net_text=frame["net"].map(scale.text),
        interval_text=[f"{scale.text(a)} to {scale.text(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)],
    )
    ticks = alt.Axis(labelFlush=False, grid=False, values=[1, 7, 14, 21, 28], title="days after the contact ended")
    x_scale = alt.Scale(domain=[0, max(30.0, window_days)], nice=False)
    x = alt.X("window_days:Q", scale=x_scale, axis=ticks)
    labels = alt.Axis(labelExpr=axis.label, labelFlush=False, tickCount=5, title=None)
    y_scale = alt.Scale(domain=[0, top * 1.08 / axis.divisor], nice=False)
    y = alt.Y("value:Q", scale=y_scale, axis=labels)
    tooltip = [
        alt.Tooltip("within:N", title="Within"),
        alt.Tooltip("value_text:N", title="Came back"),
        alt.Tooltip("interval_text:N", title="95% interval"),
        alt.Tooltip("net_text:N", title="Net of coincidence"),
        alt.Tooltip("n:Q", title="n (window complete)", format=","),
    ]
    lines = [COUNTED, NET] if drawn["net"].notna().any() else [COUNTED]
    colour = alt.Color(
        "line:N",
        scale=alt.Scale(domain=lines, range=[RATE, MIX][: len(lines)]),
        legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1, labelFontSize=12)
        if len(lines) > 1
        else None,
    )
    base = alt.Chart(drawn).encode(x=x)
    layers = [
        alt.Chart(pd.DataFrame({"at": [window_days]}))
        .mark_rule(color=ORDINARY, strokeDash=[4, 3])
        .encode(x=alt.X("at:Q", scale=x_scale, axis=ticks)),
        base.mark_area(color=RATE, opacity=0.16).encode(
            y=alt.Y("low:Q", scale=y_scale, axis=labels), y2=alt.Y2("high:Q")
        ),
    ]
    if len(lines) > 1:
        layers.append(
            base.transform_filter("isValid(datum.net)")
            .transform_calculate(line=f"'{NET}'")
            .mark_line(strokeWidth=2, strokeDash=[5, 3])
            .encode(y=alt.Y("net:Q", scale=y_scale, axis=labels), color=colour)
        )
    counted = base.transform_calculate(line=f"'{COUNTED}'")
    layers.append(counted.mark_line(strokeWidth=2).encode(y=y, color=colour))
    selection = alt.selection_point(name=pick, fields=["window_days"], on="click", clear="dblclick")
    layers.append(
        counted.mark_point(filled=True, opacity=1, cursor="pointer")
        .encode(
            y=y,
            color=colour,
            tooltip=tooltip,
            size=alt.SizeValue(36, condition={"test": f"datum.window_days == {float(window_days)!r}", "value": 140}),
        )
        .add_params(selection)
    )
    return layered(layers, height=height)
