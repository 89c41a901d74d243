"""A metric by group: a dot and its interval each, or a bar for counts; small samples shown as such."""

import altair as alt
import pandas as pd

from qm.charts.layers import clickable, layered, picking, where
from qm.charts.palette import ORDINARY, RATE
from qm.wording.scale import Scale

FEW, SOME = 10, 30  # below 10 cases no colour and no rank; below 30 a label


def breakdown(
    frame: pd.DataFrame, scale: Scale, *, total: float | None = None, ranked: bool = True, pick: str | None = "picked"
) -> alt.LayerChart:
    """The breakdown chart. Clicking a row selects its `key` under the name `pick`; None for marks that do nothing.

    `frame` has one row per group: key (the value as addressed), group (its name), value, low,
    high (missing without an interval) and n. `ranked` sorts by value, groups of fewer than ten
    cases last; otherwise the frame's order stays. `total` draws the line of the whole.
    """
    size = frame["n"].fillna(0)
    count = scale.kind == "count"
    shown = frame.assign(
        sample=pd.cut(size, [-1, FEW - 1, SOME - 1, float("inf")], labels=["few", "some", "enough"]).astype(str),
        name=[_name(g, n, count) for g, n in zip(frame["group"], size, strict=True)],
    )
    if count:
        shown = shown.assign(sample="enough")
    if ranked:
        shown = shown.assign(last=shown["sample"] == "few").sort_values(
            ["last", "value"], ascending=[True, False], na_position="last", kind="stable"
        )
    figures = shown[["value", "low", "high"]]
    axis = scale.axis(float(figures.abs().max().max() or 0), float(figures.min().min() or 0))
    drawn = shown.assign(
        **{name: shown[name] / axis.divisor for name in ("value", "low", "high")},
        value_text=shown["value"].map(scale.text),
        interval_text=[
            f"{scale.text(a)} to {scale.text(b)}" if a == a else "–"
            for a, b in zip(shown["low"], shown["high"], strict=True)
        ],
    )
    y = alt.Y(
        "name:N",
        title=None,
        sort=drawn["name"].tolist(),
        axis=alt.Axis(labelLimit=170, labelFlush=False, ticks=False, domain=False),
    )
    ticks = alt.Axis(labelExpr=axis.label, tickCount=5, title=None, labelFlush=False)
    tooltip = [
        alt.Tooltip("group:N", title="Group"),
        alt.Tooltip("value_text:N", title="Value"),
        *([] if count else [alt.Tooltip("interval_text:N", title="Likely range")]),
        alt.Tooltip("n:Q", title="Cases", format=","),
    ]
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    layers: list[alt.Chart] = []
    if count:
        bars = base.mark_bar(height={"band": 0.7}, **clickable(pick))
        bars = bars.encode(x=alt.X("value:Q", axis=ticks, scale=alt.Scale(zero=True)))
        layers.append(picking(bars, pick, ["key"]))
    else:
        x_scale = alt.Scale(zero=False, nice=True)
        if total is not None:
            layers.append(
                alt.Chart(pd.DataFrame({"total": [total / axis.divisor]}))
                .mark_rule(color=ORDINARY, strokeDash=[4, 3])
                .encode(x=alt.X("total:Q", scale=x_scale, axis=ticks))
            )
        known = base.transform_filter("isValid(datum.low)")
        layers.append(
            _by_sample(known.mark_rule(strokeWidth=2, opacity=0.55)).encode(
                x=alt.X("low:Q", axis=ticks), x2=alt.X2("high:Q")
            )
        )
        points = _by_sample(base.mark_point(filled=True, size=90, opacity=1, **clickable(pick)))
        layers.append(picking(points.encode(x=alt.X("value:Q", scale=x_scale, axis=ticks)), pick, ["key"]))
    return layered(layers, height=26 * len(drawn) + 40, data=drawn)


def _name(group: str, n: float, count: bool) -> str:
    return group if count or n >= SOME else f"{group} (n {n:.0f})"


def _by_sample(chart: alt.Chart) -> alt.Chart:
    """Grey for fewer than ten cases; everything else in the theme's colour."""
    return chart.encode(color=alt.ColorValue(RATE, condition=where("sample", ["few"], ORDINARY)))
