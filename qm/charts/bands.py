"""A metric over bands of a condition: what it is when like is compared with like, and as it stands."""

import altair as alt
import pandas as pd

from qm.charts.breakdown import FEW
from qm.charts.layers import layered
from qm.charts.palette import ORDINARY, RATE
from qm.wording.scale import Scale

ADJUSTED, RAW = "like with like", "as it stands"


def bands(frame: pd.DataFrame, scale: Scale, *, condition: str, height: int = 240) -> alt.LayerChart:
    """The chart over bands of `condition` (the axis title).

    `frame` has one row per band in order: band, value, low, high (like with like), raw and n.
    Bands of fewer than ten cases are grey.
    """
    figures = frame[["value", "low", "high", "raw"]]
    axis = scale.axis(float(figures.max().max()), float(figures.min().min()))
    drawn = frame.assign(
        **{name: frame[name] / axis.divisor for name in figures},
        value_text=frame["value"].map(scale.text),
        raw_text=frame["raw"].map(scale.text),
        interval_text=[
            f"{scale.text(a)} to {scale.text(b)}" if a == a else "–"
            for a, b in zip(frame["low"], frame["high"], strict=True)
        ],
    )
    x = alt.X(
        "band:N",
        sort=frame["band"].tolist(),
        title=condition,
        axis=alt.Axis(labelAngle=0, labelFlush=False, labelOverlap=True, ticks=False, domain=False),
    )
    y_scale = alt.Scale(zero=False, nice=True)
    ticks = alt.Axis(labelExpr=axis.label, tickCount=5, title=None, labelFlush=False)
    tooltip = [
        alt.Tooltip("band:N", title=condition.capitalize()),
        alt.Tooltip("value_text:N", title="Like with like"),
        alt.Tooltip("interval_text:N", title="95% interval"),
        alt.Tooltip("raw_text:N", title="As it stands"),
        alt.Tooltip("n:Q", title="n", format=",.0f"),
    ]
    colour = alt.Color(
        "line:N",
        scale=alt.Scale(domain=[ADJUSTED, RAW], range=[RATE, ORDINARY]),
        legend=alt.Legend(
            title=None,
            orient="top",
            symbolType="circle",
            symbolOpacity=1,
            labelFontSize=11,
            symbolSize=60,
            columnPadding=6,
        ),
    )
    base = alt.Chart(drawn).encode(x=x, tooltip=tooltip)
    adjusted_line = base.transform_calculate(line=f"'{ADJUSTED}'")
    y = alt.Y("value:Q", scale=y_scale, axis=ticks)
    return layered(
        [
            base.transform_calculate(line=f"'{RAW}'")
            .mark_point(filled=False, size=45, strokeWidth=1.5)
            .encode(y=alt.Y("raw:Q", scale=y_scale, axis=ticks), color=colour),
            adjusted_line.mark_line(strokeWidth=1.5, opacity=0.6).encode(y=y, color=colour),
            adjusted_line.mark_rule(strokeWidth=2, opacity=0.55).encode(
                y=alt.Y("low:Q", scale=y_scale, axis=ticks), y2=alt.Y2("high:Q"), color=colour
            ),
            adjusted_line.mark_point(filled=True, size=90).encode(
                y=y, color=colour, opacity=alt.OpacityValue(1, condition={"test": f"datum.n < {FEW}", "value": 0.35})
            ),
        ],
        height=height,
    )
