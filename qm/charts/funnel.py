"""Everybody by number of cases, with the limits within which values lie by chance: the fewer cases, the wider."""

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from qm.charts import verdicts
from qm.charts.breakdown import SOME
from qm.charts.layers import layered
from qm.charts.palette import ORDINARY
from qm.wording.scale import Scale

WIDE = 20  # numbers of cases that differ by more than this factor are drawn on a logarithmic axis


def funnel(
    frame: pd.DataFrame,
    limits: pd.DataFrame,
    scale: Scale,
    *,
    centre: float,
    words: Mapping[str, str] | None = None,
    pick: str = "picked",
    height: int = 320,
) -> alt.LayerChart:
    """The funnel plot. Clicking a mark selects its `agent` under the name `pick`.

    `frame` has one row per unit: agent (its id), group (its name), n, adjusted (the value as it would
    be with the centre's mix of work), value, expected, shrunk, low95, high95, verdict_text and
    standing (a word of `verdicts.MARKS`). `limits` has n, confidence, low and high. `words` calls some standings
    otherwise in the legend.
    """
    axis = scale.axis(float(frame["adjusted"].abs().max()), float(frame["adjusted"].min()))
    drawn = verdicts.thinned(frame)
    drawn = drawn.assign(
        adjusted=drawn["adjusted"] / axis.divisor,
        few=drawn["n"] < SOME,
        value_text=drawn["value"].map(scale.text),
        expected_text=drawn["expected"].map(scale.text),
        shrunk_text=[
            f"{scale.text(v)} ({scale.text(a)} to {scale.text(b)})"
            for v, a, b in zip(drawn["shrunk"], drawn["low95"], drawn["high95"], strict=True)
        ],
    )
    least, most = float(frame["n"].min()), float(frame["n"].max())
    kind: Literal["log", "linear"] = "log" if most > WIDE * least else "linear"
    x_scale = alt.Scale(type=kind, domain=[least * 0.95, most * 1.05], nice=False)
    ticks = alt.Axis(format="~s", tickCount=5, title="number of cases", grid=False, labelFlush=False)
    x = alt.X("n:Q", scale=x_scale, axis=ticks)
    bounds = _range(frame["adjusted"], limits, centre)
    y_scale = alt.Scale(domain=[bound / axis.divisor for bound in bounds], nice=True, zero=False)
    labels = alt.Axis(labelExpr=axis.label, tickCount=5, title=scale.label, labelFlush=False)
    y = alt.Y("adjusted:Q", scale=y_scale, axis=labels)
    lines = alt.Chart(
        limits.assign(
            low=limits["low"] / axis.divisor,
            high=limits["high"] / axis.divisor,
            named=["95% by chance" if c == limits["confidence"].min() else "verdict" for c in limits["confidence"]],
        )
    ).encode(
        x=x,
        detail=alt.Detail("confidence:N"),
        strokeDash=alt.StrokeDash(
            "named:N",
            title=None,
            scale=alt.Scale(domain=["95% by chance", "verdict"], range=[[1, 0], [5, 3]]),
            legend=alt.Legend(orient="bottom", symbolType="stroke", labelFontSize=12),
        ),
    )
    limit = lines.mark_line(color=ORDINARY, strokeWidth=1.5, clip=True, opacity=0.8)
    middle = alt.Chart(pd.DataFrame({"at": [centre / axis.divisor]})).mark_rule(color=ORDINARY, opacity=0.8)
    tooltip = [
        alt.Tooltip("group:N", title="Who"),
        alt.Tooltip("n:Q", title="Cases", format=","),
        alt.Tooltip("value_text:N", title="Observed"),
        alt.Tooltip("expected_text:N", title="Expected for this mix"),
        alt.Tooltip("shrunk_text:N", title="Best estimate (95%)"),
        alt.Tooltip("verdict_text:N", title="Verdict"),
    ]
    selection = alt.selection_point(name=pick, fields=["agent"], on="click", clear="dblclick")
    colour = verdicts.colour(drawn, words)
    layers = [
        middle.encode(y=alt.Y("at:Q", scale=y_scale, axis=labels)),
        limit.encode(y=alt.Y("low:Q", scale=y_scale, axis=labels)),
        limit.encode(y=alt.Y("high:Q", scale=y_scale, axis=labels)),
        alt.Chart(drawn)
        .mark_point(filled=True, size=80 if len(drawn) <= 300 else 40, cursor="pointer", clip=True)
        .encode(
            x=x,
            y=y,
            color=colour,
            shape=verdicts.shape(drawn, words),
            tooltip=tooltip,
            opacity=alt.OpacityValue(0.95, condition={"test": "datum.few", "value": 0.45}),
        )
        .add_params(selection),
    ]
    some = verdicts.named(drawn)
    middle_n = (least * most) ** 0.5 if kind == "log" else (least + most) / 2
    on_the_left = some["n"] < middle_n
    for names, side in ((some[on_the_left], verdicts.RIGHT), (some[~on_the_left], verdicts.LEFT)):
        if len(names):
            text = alt.Chart(names).mark_text(dy=-7, fontSize=11, limit=130, **side)
            layers.append(text.encode(x=x, y=y, text=alt.Text("group:N"), color=colour))
    return layered(layers, height)


def _range(adjusted: pd.Series, limits: pd.DataFrame, centre: float) -> tuple[float, float]:
    """From the lowest to the highest mark, and the limits where most marks are."""
    within = limits[limits["n"] >= limits["n"].quantile(0.3)]
    low = min(float(adjusted.min()), float(within["low"].min()), centre)
    high = max(float(adjusted.max()), float(within["high"].max()), centre)
    return low - 0.04 * (high - low), high + 0.04 * (high - low)
