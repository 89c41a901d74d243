"""Charts of evaluators: agreement by question, by pair and over rounds, severity, and agents without it."""

import altair as alt
import pandas as pd

from qm.charts.breakdown import FEW
from qm.charts.layers import layered, where
from qm.charts.palette import IMPROVING, ORDINARY, RATE, UNUSUAL, WORSENING

LABELS = alt.Axis(labelLimit=230, labelFlush=False, ticks=False, domain=False)
STANDINGS = {
    "severe": WORSENING,
    "lenient": IMPROVING,
    "unreliable": UNUSUAL,
    "severe, unreliable": WORSENING,
    "lenient, unreliable": IMPROVING,
    "ordinary": ORDINARY,
    "unknown": ORDINARY,
}
SHAPES = {
    "severe": "triangle-right",
    "lenient": "triangle-left",
    "unreliable": "diamond",
    "severe, unreliable": "triangle-right",
    "lenient, unreliable": "triangle-left",
    "ordinary": "circle",
    "unknown": "circle",
}


def agreement(frame: pd.DataFrame, shown: str, beside: str | None, *, share: bool) -> alt.LayerChart:
    """Agreement by question, in the order of `frame`: a dot with its interval, and a ring for the coefficient `beside`.

    `frame` has question (its words stand above its dot, so that the dots have all the width), value, low, high, other
    (missing where it cannot be had), n (with fewer than ten contacts a dot is pale) and the texts value_text,
    interval_text, other_text, equal_text, usual_text, verdict. `share` draws from 0 to 100 %.
    """
    bare = alt.Axis(labels=False, ticks=False, domain=False, grid=False)
    y = alt.Y("question:N", title=None, scale=alt.Scale(domain=frame["question"].tolist(), padding=0.9), axis=bare)
    least = min(float(frame[["value", "low", "other"]].min().min()), 0.0)
    x_scale = alt.Scale(domain=[0 if share else max(least - 0.05, -1), 1], nice=False)
    ticks = alt.Axis(format=".0%" if share else ".1f", tickCount=6, title=None, labelFlush=False)
    names = [shown] if beside is None else [shown, beside]
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1, symbolSize=80, labelFontSize=12)

    def colour(field: str) -> alt.Color:
        return alt.Color(
            f"{field}:N", scale=alt.Scale(domain=names, range=[RATE, ORDINARY][: len(names)]), legend=legend
        )

    tooltip = [
        alt.Tooltip("question:N", title="Question"),
        alt.Tooltip("value_text:N", title=shown),
        alt.Tooltip("interval_text:N", title="Likely range"),
        *([alt.Tooltip("other_text:N", title=beside)] if beside else []),
        alt.Tooltip("equal_text:N", title="Equal answers"),
        alt.Tooltip("usual_text:N", title="Most common answer"),
        alt.Tooltip("n:Q", title="Contacts", format=","),
        alt.Tooltip("verdict:N", title="Verdict"),
    ]
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    at = alt.X("value:Q", scale=x_scale, axis=ticks)
    layers = [
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2, opacity=0.55, color=RATE)
        .encode(x=alt.X("low:Q", scale=x_scale, axis=ticks), x2=alt.X2("high:Q")),
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=90)
        .encode(
            x=at,
            color=colour("main"),
            opacity=alt.OpacityValue(1, condition={"test": f"datum.n < {FEW}", "value": 0.35}),
        ),
    ]
    # Clipped, because words that reach beyond the chart would take its width away.
    layers.append(
        base.mark_text(align="left", dy=-14, fontSize=11.5, color=ORDINARY, clip=True).encode(
            x=alt.XValue(2), text=alt.Text("question:N")
        )
    )
    if beside is not None:
        layers.insert(
            1,
            base.transform_filter("isValid(datum.other)")
            .mark_point(filled=False, size=70, strokeWidth=2)
            .encode(x=alt.X("other:Q", scale=x_scale, axis=ticks), color=colour("ring")),
        )
    return layered(layers, height=36 * len(frame) + 75, data=frame.assign(main=shown, ring=beside))


def pairs(frame: pd.DataFrame, label: str, *, share: bool) -> alt.LayerChart:
    """The matrix of evaluators: `frame` has one row per ordered pair: left, right, value (missing where too few),
    few (a truth value), text (in the cell), and the texts value_text, interval_text, bias_text and contacts.

    Cells with too few contacts stay empty, with a broken line around them.
    """
    names = sorted(set(frame["left"]))
    axis = alt.Axis(orient="top", labelAngle=0 if len(names) <= 12 else -60, ticks=False, domain=False)
    x = alt.X("right:N", title=None, scale=alt.Scale(domain=names), axis=axis)
    y = alt.Y("left:N", title=None, scale=alt.Scale(domain=names), axis=LABELS)
    tooltip = [
        alt.Tooltip("left:N", title="Evaluator"),
        alt.Tooltip("right:N", title="and"),
        alt.Tooltip("value_text:N", title=label),
        alt.Tooltip("interval_text:N", title="Likely range"),
        alt.Tooltip("contacts:Q", title="Contacts both scored", format=","),
        alt.Tooltip("bias_text:N", title="Score difference"),
    ]
    low, high = frame["value"].min(), frame["value"].max()
    domain = [low, high] if low < high else [0.0, 1.0]
    height = (46 if len(names) <= 12 else 24) * len(names)
    legend = None  # where figures stand in the cells
    if len(names) > 12:
        legend = alt.Legend(
            title=None, format=".0%" if share else ".2f", gradientLength=max(height - 40, 80), tickCount=4
        )
    base = alt.Chart().encode(x=x, y=y, tooltip=tooltip)
    layers = [
        base.transform_filter("datum.few").mark_rect(
            fillOpacity=0, stroke=ORDINARY, strokeOpacity=0.5, strokeDash=[3, 3], cornerRadius=2
        ),
        base.transform_filter("!datum.few && datum.left != datum.right")
        .mark_rect(cornerRadius=2)
        .encode(color=alt.Color("value:Q", scale=alt.Scale(domain=domain), legend=legend)),
    ]
    if len(names) <= 12:
        strong = base.transform_filter("!datum.few")
        layers += [
            strong.mark_text(fontSize=13, fontWeight="bold", color="#FFFFFF", stroke="#1D2A30", strokeWidth=3).encode(
                text=alt.Text("text:N")
            ),
            strong.mark_text(fontSize=13, fontWeight="bold", color="#FFFFFF").encode(text=alt.Text("text:N")),
            base.transform_filter("datum.few").mark_text(fontSize=11, color=ORDINARY).encode(text=alt.Text("text:N")),
        ]
    return layered(layers, height=height, data=frame)


def standings(frame: pd.DataFrame, *, title: str, zero: bool, format: str, pick: str = "picked") -> alt.LayerChart:
    """Evaluators on one measure: `frame` has rater, name, value, low, high, verdict, value_text, interval_text, n.

    `zero` draws the line of the middle evaluator. Clicking a dot selects its `rater` under the name `pick`.
    """
    y = alt.Y("name:N", title=None, scale=alt.Scale(domain=frame["name"].tolist()), axis=LABELS)
    ticks = alt.Axis(labelExpr=f"format(datum.value, '{format}')", tickCount=5, title=title, labelFlush=False)
    x_scale = alt.Scale(zero=zero, nice=True)
    present = [v for v in STANDINGS if (frame["verdict"] == v).any()]
    legend = None
    if present not in (["ordinary"], ["unknown"]):
        legend = alt.Legend(title=None, orient="top", symbolOpacity=1, symbolSize=70, labelFontSize=11, columnPadding=6)
    colour = alt.Color(
        "verdict:N", scale=alt.Scale(domain=present, range=[STANDINGS[v] for v in present]), legend=legend
    )
    tooltip = [
        alt.Tooltip("rater:N", title="Evaluator"),
        alt.Tooltip("value_text:N", title=title),
        alt.Tooltip("interval_text:N", title="Likely range"),
        alt.Tooltip("n:Q", title="Evaluations", format=","),
        alt.Tooltip("verdict:N", title="Verdict"),
    ]
    base = alt.Chart(frame[frame["value"].notna()]).encode(y=y, tooltip=tooltip, color=colour)
    layers = [
        base.mark_rule(strokeWidth=2, opacity=0.6).encode(
            x=alt.X("low:Q", scale=x_scale, axis=ticks), x2=alt.X2("high:Q")
        ),
        base.mark_point(filled=True, size=110, opacity=1).encode(
            x=alt.X("value:Q", scale=x_scale, axis=ticks),
            shape=alt.Shape(
                "verdict:N", legend=legend, scale=alt.Scale(domain=present, range=[SHAPES[v] for v in present])
            ),
        ),
    ]
    if zero:
        line = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=ORDINARY, strokeDash=[4, 3])
        layers.insert(0, line.encode(x=alt.X("zero:Q", scale=x_scale, axis=ticks)))
    return layered(layers, height=(30 if len(frame) <= 12 else 22) * len(frame) + 60)


def rounds(frame: pd.DataFrame, label: str, *, share: bool, whole: float, pick: str = "picked") -> alt.LayerChart:
    """Agreement over time: `frame` has at (a time), step (its name), value, low, high, contacts, current (inside the
    period looked at), signal (unusual or not), rule, value_text, interval_text. `whole` is all of them together.

    Clicking a point selects its `step` under the name `pick`.
    """
    x = alt.X(
        "at:T",
        title=None,
        axis=alt.Axis(format="%-d %b %y", labelOverlap=True, labelFlush=False, grid=False, tickCount=8),
    )
    y_scale = alt.Scale(zero=False, nice=True)
    ticks = alt.Axis(format=".0%" if share else ".2~f", tickCount=5, title=None, labelFlush=False)
    tooltip = [
        alt.Tooltip("step:N", title="Round"),
        alt.Tooltip("at:T", title="On", format="%-d %B %Y"),
        alt.Tooltip("value_text:N", title=label),
        alt.Tooltip("interval_text:N", title="Likely range"),
        alt.Tooltip("contacts:Q", title="Contacts"),
        alt.Tooltip("said:N", title="Verdict"),
    ]
    selection = alt.selection_point(name=pick, fields=["step"], on="click", clear="dblclick")
    base = alt.Chart().transform_filter("isValid(datum.value)").encode(x=x, tooltip=tooltip)
    layers: list[alt.Chart] = []
    current = frame[frame["current"]]
    if len(current) and len(current) < len(frame):
        band = pd.DataFrame({"from": [current["at"].min()], "to": [current["at"].max()]})
        layers.append(
            alt.Chart(band)
            .mark_rect(color=ORDINARY, opacity=0.10)
            .encode(x=alt.X("from:T", title=None), x2=alt.X2("to:T"))
        )
    layers += [
        alt.Chart(pd.DataFrame({"whole": [whole]}))
        .mark_rule(color=ORDINARY, strokeDash=[4, 3])
        .encode(y=alt.Y("whole:Q", scale=y_scale, axis=ticks)),
        base.mark_rule(strokeWidth=1.5, opacity=0.45, color=RATE).encode(
            y=alt.Y("low:Q", scale=y_scale, axis=ticks), y2=alt.Y2("high:Q")
        ),
        base.mark_line(strokeWidth=1.5, opacity=0.8).encode(y=alt.Y("value:Q", scale=y_scale, axis=ticks)),
        base.mark_point(filled=True, opacity=1, size=75, cursor="pointer")
        .encode(
            y=alt.Y("value:Q", scale=y_scale, axis=ticks),
            color=alt.ColorValue(RATE, condition=where("signal", ["worsening"], WORSENING)),
            shape=alt.ShapeValue("circle", condition=where("signal", ["worsening"], "triangle-down")),
        )
        .add_params(selection),
    ]
    return layered(layers, height=260, data=frame)


def shifts(frame: pd.DataFrame, *, removed: bool) -> alt.LayerChart:
    """Agents' scores: as given, and with `removed` where they move to. `frame` has name, before, before_low,
    before_high, after, after_low, after_high, n, verdict and texts, in the order to be drawn."""
    y = alt.Y("name:N", title=None, sort=frame["name"].tolist(), axis=LABELS)
    x_scale, ticks = alt.Scale(zero=False, nice=True), alt.Axis(format=".0%", tickCount=5, title=None, labelFlush=False)
    tooltip = [
        alt.Tooltip("name:N", title="Agent"),
        alt.Tooltip("before_text:N", title="As given"),
        *(
            [
                alt.Tooltip("after_text:N", title="Severity removed"),
                alt.Tooltip("change_text:N", title="Change"),
                alt.Tooltip("beyond_text:N", title="More than all agents gain"),
            ]
            if removed
            else []
        ),
        alt.Tooltip("n:Q", title="Evaluations", format=","),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    low, high, value = ("after_low", "after_high", "after") if removed else ("before_low", "before_high", "before")
    names = ["as given", "severity removed"] if removed else ["as given"]
    colour = alt.Color(
        "line:N",
        scale=alt.Scale(domain=names, range=[ORDINARY, RATE][-len(names) :]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1, labelFontSize=12),
    )
    layers = [
        base.mark_rule(strokeWidth=2, opacity=0.35, color=RATE).encode(
            x=alt.X(f"{low}:Q", scale=x_scale, axis=ticks), x2=alt.X2(f"{high}:Q")
        )
    ]
    if removed:
        layers += [
            base.mark_rule(strokeWidth=3, color=ORDINARY).encode(
                x=alt.X("before:Q", scale=x_scale, axis=ticks), x2=alt.X2("after:Q")
            ),
            base.transform_calculate(line="'as given'")
            .mark_point(filled=False, size=60, strokeWidth=2)
            .encode(x=alt.X("before:Q", scale=x_scale, axis=ticks), color=colour),
        ]
    layers.append(
        base.transform_calculate(line=f"'{names[-1]}'")
        .mark_point(filled=True, size=80, opacity=1)
        .encode(x=alt.X(f"{value}:Q", scale=x_scale, axis=ticks), color=colour)
    )
    return layered(layers, height=26 * len(frame) + 50)
