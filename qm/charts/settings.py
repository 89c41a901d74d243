"""Charts of a what-if: a figure along one axis for several cases, what each lever adds, and the map of two levers."""

from typing import Any

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import IMPROVING, ORDINARY, WORSENING

CASES = {"observed": WORSENING, "today": ORDINARY, "scenario": IMPROVING}
"""Colours of the cases; dash and shape say the same."""

SHARE = alt.Axis(format=".0%", tickCount=5, labelFlush=False)


def curves(
    lines: pd.DataFrame,
    points: pd.DataFrame,
    *,
    target: float | None,
    x_title: str,
    y_title: str = "Service level",
    decimals: int = 1,
    height: int = 280,
) -> alt.LayerChart:
    """Service level against a number for several cases.

    `lines` has x, service_level and case (a word of `CASES`); `points` the same for where each case stands.
    """
    low, high = float(lines["x"].min()), float(lines["x"].max())
    x = alt.X("x:Q", title=x_title, scale=alt.Scale(domain=[low, high], nice=False, zero=False))
    y = alt.Y("service_level:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=SHARE)
    tooltip = [
        alt.Tooltip("case:N", title="Case"),
        alt.Tooltip("x:Q", title=x_title, format=f",.{decimals}f"),
        alt.Tooltip("service_level:Q", title=y_title, format=".1%"),
    ]
    cases = pd.concat([lines, points])
    colour, dash = _case_colour(cases, False), _case_dash(cases, False)
    base = alt.Chart(lines).encode(x=x, y=y, color=colour, tooltip=tooltip)
    layers = [base.mark_line(strokeWidth=2.5).encode(strokeDash=dash)]
    if target is not None:
        goal = alt.Chart(pd.DataFrame({"target": [target], "words": [f"goal {target:.0%}"]}))
        layers.append(goal.mark_rule(strokeDash=[4, 4], color=ORDINARY).encode(y=alt.Y("target:Q")))
        words = goal.mark_text(align="right", dx=-2, dy=8, color=ORDINARY, fontSize=12)
        layers.append(words.encode(x=alt.XValue("width"), y=alt.Y("target:Q"), text=alt.Text("words:N")))
    marks = alt.Chart(points).mark_point(filled=True, size=130, opacity=1, clip=True)
    layers.append(marks.encode(x=x, y=y, color=colour, shape=_case_shape(cases, False), tooltip=tooltip))
    for case, below in (("today", 16), ("scenario", -16)):  # apart, where both stand close together
        named = points[points["case"] == case]
        if len(named):
            name = alt.Chart(named).mark_text(dy=below, fontSize=12, fontWeight="bold")
            layers.append(name.encode(x=x, y=y, color=colour, text=alt.Text("case:N")))
    return layered(layers, height)


def course(frame: pd.DataFrame, *, clock: bool, height: int = 260) -> alt.LayerChart:
    """Service level over time for several cases: `frame` has at (hours into the day with `clock`, else a
    timestamp), label, service_level, case and contacts."""
    if clock:
        x = alt.X(
            "at:Q",
            title=None,
            scale=alt.Scale(nice=False, zero=False),
            axis=alt.Axis(labelExpr="format(datum.value, '02d') + ':00'", tickMinStep=1, grid=False),
        )
    else:
        x = alt.X("at:T", title=None, axis=alt.Axis(format="%-d %b", grid=False, labelOverlap=True, tickCount=8))
    y = alt.Y("service_level:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=SHARE)
    tooltip = [
        alt.Tooltip("label:N", title="When"),
        alt.Tooltip("case:N", title="Case"),
        alt.Tooltip("service_level:Q", title="Service level", format=".1%"),
        alt.Tooltip("contacts:Q", title="Contacts", format=",.0f"),
    ]
    known = frame[frame["service_level"].notna()]
    base = alt.Chart(known).encode(x=x, y=y, color=_case_colour(frame), tooltip=tooltip)
    marks = base.mark_point(filled=True, size=36, opacity=1).encode(shape=_case_shape(frame))
    return layered([base.mark_line(strokeWidth=2).encode(strokeDash=_case_dash(frame)), marks], height)


def open_work(frame: pd.DataFrame, edge: float | None, *, height: int = 260) -> alt.LayerChart:
    """Contacts that are open over weeks, for several cases: `frame` has at (days from the first Monday), label, open
    and case; `edge` is the backlog above which it runs away, drawn where it is near."""
    most = max(float(frame["open"].max()), 1.0)
    days = [float(frame["at"].min()), float(frame["at"].max())]
    x = alt.X(
        "at:Q",
        title="weeks",
        scale=alt.Scale(domain=days, nice=False),
        axis=alt.Axis(values=list(range(0, int(days[1]) + 1, 7)), labelExpr="datum.value / 7", grid=True),
    )
    near = edge is not None and edge <= 1.6 * most
    top = max(most, edge or 0.0) if near else most
    y = alt.Y("open:Q", title="open", scale=alt.Scale(domain=[0, top * 1.08], nice=False))
    tooltip = [
        alt.Tooltip("label:N", title="When"),
        alt.Tooltip("case:N", title="Case"),
        alt.Tooltip("open:Q", title="Open", format=",.0f"),
    ]
    lines = (
        alt.Chart(frame)
        .mark_line(strokeWidth=2, clip=True)
        .encode(x=x, y=y, color=_case_colour(frame), strokeDash=_case_dash(frame), tooltip=tooltip)
    )
    layers: list[alt.Chart] = [lines]
    if near:
        rule = alt.Chart(pd.DataFrame({"open": [edge], "words": ["runs away above"]}))
        layers.append(rule.mark_rule(color=WORSENING, strokeDash=[6, 4], strokeWidth=2).encode(y=y))
        layers.append(
            rule.mark_text(align="left", dx=6, dy=-7, color=WORSENING, fontSize=12).encode(
                x=alt.XValue(0), y=y, text=alt.Text("words:N")
            )
        )
    return layered(layers, height)


def steps(frame: pd.DataFrame, *, height: int = 250) -> alt.LayerChart:
    """A waterfall of changes: `frame` has label, start, end (points from today), kind (total, better, worse) and
    text, in order."""
    drawn = frame.assign(top=frame[["start", "end"]].max(axis=1))
    low, high = min(float(frame["end"].min()), 0.0), max(float(drawn["top"].max()), 0.0)
    room = (high - low) * 0.14 or 1.0
    split = alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", labelOverlap=False, ticks=False)
    x = alt.X("label:N", title=None, sort=list(frame["label"]), axis=split)
    y = alt.Y(
        "start:Q",
        title="points from today",
        scale=alt.Scale(domain=[low, high + room], nice=False),
        axis=alt.Axis(format="+.2~f", tickCount=5, labelFlush=False),
    )
    colour = alt.Color(
        "kind:N",
        legend=None,
        scale=alt.Scale(domain=["total", "better", "worse"], range=[ORDINARY, IMPROVING, WORSENING]),
    )
    tooltip = [alt.Tooltip("label:N", title="Step"), alt.Tooltip("text:N", title="Points")]
    bars = alt.Chart(drawn).mark_bar(cornerRadius=2).encode(x=x, y=y, y2=alt.Y2("end:Q"), color=colour, tooltip=tooltip)
    words = alt.Chart(drawn).mark_text(dy=-8, fontSize=13, fontWeight="bold", color=ORDINARY)
    return layered([bars, words.encode(x=x, y=alt.Y("top:Q"), text=alt.Text("text:N"))], height)


def terrain(
    cells: pd.DataFrame,
    target: pd.DataFrame,
    tipping: pd.DataFrame,
    points: pd.DataFrame,
    *,
    x_title: str = "Agents on the phone",
    pick: str = "picked",
    height: int = 380,
) -> alt.LayerChart:
    """Service level over agents × repeat rate; the figures under the pointer stand above the map.

    `cells` has agents, rate, left, right, bottom, top, service_level and words (the figures in text);
    `target` and `tipping` the lines as agents and rate; `points` agents, rate and case. Clicking a cell
    selects its `agents` and `rate` under the name `pick`.
    """
    across = [float(cells["left"].min()), float(cells["right"].max())]
    up = [float(cells["bottom"].min()), float(cells["top"].max())]
    x = alt.X("left:Q", title=x_title, scale=alt.Scale(domain=across, nice=False, zero=False))
    y_axis = alt.Axis(format=".0%", tickCount=6)
    y = alt.Y("bottom:Q", title="Repeat rate", scale=alt.Scale(domain=up, nice=False), axis=y_axis)
    at = {"x": alt.X("agents:Q"), "y": alt.Y("rate:Q")}
    picked = alt.selection_point(name=pick, fields=["agents", "rate"], on="click", clear="dblclick")
    under = alt.selection_point(
        name="under", fields=["agents", "rate"], on="pointerover", clear="pointerout", empty=False
    )
    legend = alt.Legend(title=None, format=".0%", gradientLength=height - 80, tickCount=5, labelFontSize=12)
    ground = (
        alt.Chart(cells)
        .mark_rect(cursor="pointer", stroke=None, strokeWidth=0)
        .encode(
            x=x,
            x2=alt.X2("right:Q"),
            y=y,
            y2=alt.Y2("top:Q"),
            color=alt.Color("service_level:Q", scale=alt.Scale(domain=[0, 1]), legend=legend),
        )
        .add_params(picked, under)
    )
    seen = alt.Chart(cells).transform_filter(under)
    frame = seen.mark_rect(fillOpacity=0, stroke="#FFFFFF", strokeWidth=2).encode(
        x=alt.X("left:Q"), x2=alt.X2("right:Q"), y=alt.Y("bottom:Q"), y2=alt.Y2("top:Q")
    )
    words = seen.mark_text(align="left", baseline="bottom", fontSize=15, fontWeight="bold", color=ORDINARY).encode(
        x=alt.XValue(0), y=alt.YValue(-6), text=alt.Text("words:N")
    )
    layers = [ground, frame, words]
    if len(target) > 1:
        for colour, width in (("#1D2A30", 5.0), ("#FFFFFF", 2.5)):
            line = alt.Chart(target).mark_line(color=colour, strokeWidth=width, clip=True)
            layers.append(line.encode(**at, order=alt.Order("rate:Q")))
    if len(tipping) > 1:
        line = alt.Chart(tipping).mark_line(color=WORSENING, strokeWidth=3, strokeDash=[6, 4], clip=True)
        layers.append(line.encode(**at, order=alt.Order("agents:Q")))
    marks = alt.Chart(points).mark_point(filled=True, size=220, opacity=1, stroke="#FFFFFF", strokeWidth=2, clip=True)
    layers.append(marks.encode(**at, shape=_case_shape(points, False), fill=_case_fill(points)))
    for halo in (True, False):  # words that read on light and dark ground alike
        stroke: dict[str, Any] = {"stroke": "#1D2A30", "strokeWidth": 3} if halo else {}
        words = alt.Chart(points).mark_text(
            dy=-18, fontSize=13, fontWeight="bold", color="#FFFFFF", clip=True, **stroke
        )
        layers.append(words.encode(**at, text=alt.Text("case:N")))
    return layered(layers, height).properties(padding={"left": 4, "right": 8, "top": 28, "bottom": 4})


def _present(frame: pd.DataFrame) -> list[str]:
    return [case for case in CASES if (frame["case"] == case).any()]


def _case_colour(frame: pd.DataFrame, legend: bool = True) -> alt.Color:
    present = _present(frame)
    scale = alt.Scale(domain=present, range=[CASES[c] for c in present])
    return alt.Color("case:N", scale=scale, legend=_legend(legend))


def _case_fill(frame: pd.DataFrame) -> alt.Fill:
    present = _present(frame)
    return alt.Fill("case:N", scale=alt.Scale(domain=present, range=[CASES[c] for c in present]), legend=None)


def _case_dash(frame: pd.DataFrame, legend: bool = True) -> alt.StrokeDash:
    dashes = {"observed": [1, 0], "today": [5, 3], "scenario": [1, 0]}
    present = _present(frame)
    scale = alt.Scale(domain=present, range=[dashes[c] for c in present])
    return alt.StrokeDash("case:N", scale=scale, legend=_legend(legend))


def _case_shape(frame: pd.DataFrame, legend: bool = True) -> alt.Shape:
    shapes = {"observed": "square", "today": "circle", "scenario": "diamond"}
    present = _present(frame)
    scale = alt.Scale(domain=present, range=[shapes[c] for c in present])
    return alt.Shape("case:N", scale=scale, legend=_legend(legend))


def _legend(shown: bool) -> alt.Legend | None:
    """One legend for all that tells cases apart: where one channel had one and another none, they would contradict."""
    return alt.Legend(title=None, orient="top", labelFontSize=12) if shown else None
