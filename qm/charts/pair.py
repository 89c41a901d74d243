"""Two metrics of the same units against each other, best estimates with their intervals: neither is seen alone."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from qm.charts import verdicts
from qm.charts.breakdown import SOME
from qm.charts.layers import layered
from qm.charts.palette import ORDINARY
from qm.wording.scale import Axis, Scale

BARS = 40  # with so many units everybody's interval is drawn, else only of those that differ


def pair(
    frame: pd.DataFrame,
    x_scale: Scale,
    y_scale: Scale,
    *,
    centre: tuple[float, float],
    words: Mapping[str, str] | None = None,
    pick: str = "picked",
    height: int = 320,
) -> alt.LayerChart:
    """The chart. Clicking a mark selects its `agent` under the name `pick`.

    `frame` has one row per unit: agent (its id), group (its name), standing (a word of
    `verdicts.MARKS`), and for each of the two, as x and y, x, x_low, x_high, x_n and x_verdict (in words).
    `centre` is where the whole centre stands on x and y; `words` calls some standings otherwise in the legend.
    """
    x_axis, y_axis = _axis(frame, x_scale, "x"), _axis(frame, y_scale, "y")
    drawn = verdicts.thinned(frame)
    texts = {
        f"{side}_text": [
            f"{scale.text(v)} ({scale.text(a)} to {scale.text(b)}), {n:,} cases"
            for v, a, b, n in zip(*(drawn[f"{side}{part}"] for part in ("", "_low", "_high", "_n")), strict=True)
        ]
        for side, scale in (("x", x_scale), ("y", y_scale))
    }
    figures = {
        f"{s}{p}": drawn[f"{s}{p}"] / a.divisor
        for s, a in (("x", x_axis), ("y", y_axis))
        for p in ("", "_low", "_high")
    }
    few = (drawn["x_n"] < SOME) | (drawn["y_n"] < SOME)
    drawn = drawn.assign(**texts, **figures, few=few)
    x_ticks = alt.Axis(labelExpr=x_axis.label, tickCount=5, title=x_scale.label, labelFlush=False)
    y_ticks = alt.Axis(labelExpr=y_axis.label, tickCount=5, title=y_scale.label, labelFlush=False)
    free = alt.Scale(zero=False, nice=True)
    x, y = alt.X("x:Q", scale=free, axis=x_ticks), alt.Y("y:Q", scale=free, axis=y_ticks)
    colour = verdicts.colour(drawn, words)
    tooltip = [
        alt.Tooltip("group:N", title="Who"),
        alt.Tooltip("y_text:N", title=y_scale.label),
        alt.Tooltip("y_verdict:N", title="Verdict"),
        alt.Tooltip("x_text:N", title=x_scale.label),
        alt.Tooltip("x_verdict:N", title="Verdict "),
    ]
    whole = alt.Chart(pd.DataFrame({"x": [centre[0] / x_axis.divisor], "y": [centre[1] / y_axis.divisor]}))
    lines = whole.mark_rule(color=ORDINARY, strokeDash=[4, 3])
    base = alt.Chart(drawn).encode(color=colour)
    selection = alt.selection_point(name=pick, fields=["agent"], on="click", clear="dblclick")
    layers = [
        lines.encode(x=x),
        lines.encode(y=y),
        base.mark_point(filled=True, size=80 if len(drawn) <= 300 else 40, cursor="pointer")
        .encode(
            x=x,
            y=y,
            shape=verdicts.shape(drawn, words),
            tooltip=tooltip,
            opacity=alt.OpacityValue(0.95, condition={"test": "datum.few", "value": 0.45}),
        )
        .add_params(selection),
    ]
    barred = drawn if len(drawn) <= BARS else drawn[drawn["standing"] != verdicts.EXPECTED]
    if len(barred):
        bars = alt.Chart(barred).mark_rule(strokeWidth=1.5, opacity=0.35).encode(color=colour)
        layers[2:2] = [
            bars.encode(x=alt.X("x_low:Q", scale=free, axis=x_ticks), x2=alt.X2("x_high:Q"), y=y),
            bars.encode(y=alt.Y("y_low:Q", scale=free, axis=y_ticks), y2=alt.Y2("y_high:Q"), x=x),
        ]
    some = verdicts.named(drawn)
    on_the_left = some["x"] < centre[0] / x_axis.divisor
    for names, side in ((some[on_the_left], verdicts.LEFT), (some[~on_the_left], verdicts.RIGHT)):
        if len(names):
            text = alt.Chart(names).mark_text(dy=-7, fontSize=11, limit=130, **side)
            layers.append(text.encode(x=x, y=y, text=alt.Text("group:N"), color=colour))
    return layered(layers, height)


def _axis(frame: pd.DataFrame, scale: Scale, side: str) -> Axis:
    values = frame[[side, f"{side}_low", f"{side}_high"]]
    return scale.axis(float(values.max().max()), float(values.min().min()))
