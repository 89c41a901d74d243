"""A metric over time: its limits, its signals, the period looked at, and what it is compared with."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered, where
from qm.charts.palette import ORDINARY, SIGNALS, UNUSUAL
from qm.wording.scale import Scale

VERDICT_LABELS = {
    "improving": "better than normal",
    "worsening": "worse than normal",
    "higher": "unusually high",
    "lower": "unusually low",
    "ordinary": "normal",
    "few cases": "too few to judge",
    "not complete": "not complete",
    "stragglers": "stragglers",
}
UNJUDGED = ["few cases", "not complete", "stragglers"]


def trend(
    frame: pd.DataFrame, scale: Scale, *, pick: str = "picked", height: int = 300, events: pd.DataFrame | None = None
) -> alt.LayerChart:
    """The trend chart. Clicking a point selects its `start` under the name `pick`.

    `frame` has one row per point in order of time: start, end (timestamps, the end after the
    last day), period (its name), value, n, centre, lower, upper (missing where there are no
    limits), signal (a word of `VERDICT_LABELS`), direction (above, below, within), rule, current
    (inside the period looked at), compared (the figure compared with, missing if none) and
    compared_period (its name). `events` are marked by a line each: at (timestamp), kind and what (the words).
    """
    figures = ["value", "centre", "lower", "upper", "compared"]
    low, high = float(frame[figures].min().min()), float(frame[figures].max().max())
    domain = _domain(low, high, scale)
    axis = scale.axis(max(abs(d) for d in domain), domain[0])
    drawn = frame.assign(
        **{name: frame[name] / axis.divisor for name in figures},
        verdict=frame["signal"].map(VERDICT_LABELS),
        value_text=frame["value"].map(scale.text),
        limits_text=[
            f"{scale.text(a)} to {scale.text(b)}" if a == a else "none yet"
            for a, b in zip(frame["lower"], frame["upper"], strict=True)
        ],
        compared_text=frame["compared"].map(scale.text),
    )
    x = alt.X(
        "start:T",
        title=None,
        axis=alt.Axis(format="%-d %b %y", labelOverlap=True, labelFlush=False, grid=False, tickCount=8),
    )
    y_scale = alt.Scale(domain=[d / axis.divisor for d in domain], nice=False, zero=False)
    y = alt.Y("value:Q", title=None, scale=y_scale, axis=alt.Axis(labelExpr=axis.label, labelFlush=False, tickCount=5))
    base = alt.Chart().encode(x=x)
    layers: list[alt.Chart] = []
    current = drawn[drawn["current"]]
    if len(current) and len(current) < len(drawn):
        layers.append(
            alt.Chart(pd.DataFrame({"from": [current["start"].min()], "to": [current["end"].max()]}))
            .mark_rect(color=ORDINARY, opacity=0.10)
            .encode(x=alt.X("from:T", title=None), x2=alt.X2("to:T"))
        )
    if drawn["lower"].notna().any():
        limits = base.transform_filter("isValid(datum.lower)")
        layers.append(
            limits.mark_area(color=ORDINARY, opacity=0.13).encode(y=alt.Y("lower:Q", title=None), y2=alt.Y2("upper:Q"))
        )
        layers.append(limits.mark_line(color=ORDINARY, strokeWidth=1, strokeDash=[2, 3]).encode(y=alt.Y("centre:Q")))
    if drawn["compared"].notna().any():
        compared = base.transform_filter("isValid(datum.compared)").encode(y=alt.Y("compared:Q", title=None))
        layers.append(compared.mark_line(strokeDash=[5, 4], strokeWidth=1.5, opacity=0.8, color=ORDINARY))
    if events is not None and len(events):
        layers += _events(events, domain[0] / axis.divisor, y_scale)
    finished = base.transform_filter("datum.signal != 'not complete'")
    layers.append(finished.mark_line(strokeWidth=2).encode(y=y))
    if drawn["signal"].iloc[-1] == "not complete" and len(drawn) > 1:
        layers.append(alt.Chart(drawn.tail(2)).mark_line(strokeWidth=1.5, strokeDash=[2, 3]).encode(x=x, y=y))
    layers.append(_points(drawn, x, y, pick))
    return layered(layers, height=height, data=drawn)


def _events(events: pd.DataFrame, foot_at: float, y_scale: alt.Scale) -> list[alt.Chart]:
    """Coaching as a line from top to bottom, feedback as a mark at the foot: there is much of it."""
    tooltip = [
        alt.Tooltip("at:T", title="Held", format="%-d %b %Y"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("what:N", title="About"),
    ]
    base = alt.Chart(events).encode(x=alt.X("at:T", title=None), tooltip=tooltip)
    line = base.transform_filter("datum.kind == 'coaching'").mark_rule(color=UNUSUAL, strokeWidth=2.5)
    foot = base.transform_filter("datum.kind != 'coaching'").mark_point(
        shape="triangle-up", color=UNUSUAL, filled=True, size=45, opacity=0.8
    )
    return [line, foot.encode(y=alt.Y(datum=foot_at, scale=y_scale, title=None))]


def _domain(low: float, high: float, scale: Scale) -> list[float]:
    """From a little below to a little above; counts from zero, shares within 0 and 1."""
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1
    if scale.kind == "count":
        return [0, high + room]
    if scale.kind == "share":
        return [max(0, low - room), min(1, high + room)]
    return [low - room if low - room > 0 or low < 0 else 0, high + room]


def _points(drawn: pd.DataFrame, x: alt.X, y: alt.Y, pick: str) -> alt.Chart:
    present = [word for key, word in VERDICT_LABELS.items() if (drawn["signal"] == key).any()]
    colours = [SIGNALS[key] for key, word in VERDICT_LABELS.items() if word in present]
    legend = (
        alt.Legend(title=None, orient="top", symbolType="circle", labelFontSize=12)
        if present != [VERDICT_LABELS["ordinary"]]
        else None
    )
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("value_text:N", title="Value"),
        alt.Tooltip("n:Q", title="Cases", format=","),
        alt.Tooltip("limits_text:N", title="Normal range"),
        alt.Tooltip("verdict:N", title="Verdict"),
    ]
    if (drawn["rule"] != "").any():
        tooltip.append(alt.Tooltip("rule:N", title="Rule"))
    if drawn["compared"].notna().any():
        tooltip += [alt.Tooltip("compared_text:N", title="Compared with"), alt.Tooltip("compared_period:N", title="in")]
    selection = alt.selection_point(name=pick, fields=["start"], on="click", clear="dblclick")
    return (
        alt.Chart()
        .mark_point(filled=True, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("verdict:N", scale=alt.Scale(domain=present, range=colours), legend=legend),
            shape=alt.Shape(
                "direction:N",
                scale=alt.Scale(domain=["above", "below", "within"], range=["triangle-up", "triangle-down", "circle"]),
                legend=None,
            ),
            size=alt.SizeValue(120, condition=where("signal", ["ordinary", *UNJUDGED], 34)),
            fillOpacity=alt.FillOpacityValue(1, condition=where("signal", UNJUDGED, 0)),
            tooltip=tooltip,
        )
        .add_params(selection)
    )
