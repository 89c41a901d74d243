"""One customer's contacts from top to bottom, each hanging on the time since the one before."""

from typing import Any

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import ORDINARY, RATE, WORSENING

FIRST, REPEAT = "new matter", "repeat"


def journey(frame: pd.DataFrame, pick: str | None = None) -> alt.LayerChart:
    """The timeline. With `pick`, clicking a contact selects its `name` under that name.

    `frame` has one row per contact in order of time: name (as on the axis, unlike any other),
    at (when it began), before (when the one before ended; the same moment for the first),
    is_repeat, abandoned, gap (the time since the one before, in words), mark (what is written
    above it) and details (the whole story, for the pointer).
    """
    first, last = drawn_from(frame)
    drawn = frame.assign(
        kind=[REPEAT if r else FIRST for r in frame["is_repeat"]],
        is_late=frame["at"] > first + (last - first) / 2,  # written to the left of it, else there is no room
    )
    x_scale = alt.Scale(domain=[moment(first), moment(last)])
    axis = alt.Axis(
        format="%-d %b %y" if last - first > pd.Timedelta(days=4) else "%-d %b %H:%M",
        tickCount=5,
        labelOverlap=True,
        labelFlush=False,
        title=None,
    )
    # The scale is told once, where there is no x2: told more often, its ends are compared as text and found to differ.
    x = alt.X("at:T", axis=axis)
    y = alt.Y(
        "name:N",
        title=None,
        sort=drawn["name"].tolist(),
        axis=alt.Axis(labelLimit=150, labelFlush=False, ticks=False, domain=False),
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[FIRST, REPEAT], range=[RATE, WORSENING]),
        legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1, labelFontSize=12),
    )
    shape = alt.ShapeValue("circle", condition={"test": "datum.abandoned", "value": "cross"})
    tooltip = [
        alt.Tooltip("name:N", title="Contact"),
        alt.Tooltip("gap:N", title="Since the one before"),
        alt.Tooltip("kind:N", title="Counts as"),
        alt.Tooltip("details:N", title="What happened"),
    ]
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip)
    words: dict[str, Any] = {"fontSize": 12, "dy": -13, "color": ORDINARY, "limit": 320}
    return layered(
        [
            base.mark_rule(strokeWidth=2, opacity=0.6).encode(
                x=alt.X("before:T", axis=axis), x2=alt.X2("at:T"), color=colour
            ),
            _points(base, pick).encode(x=alt.X("at:T", scale=x_scale, axis=axis), color=colour, shape=shape),
            base.transform_filter("!datum.is_late")
            .mark_text(align="left", dx=-5, **words)
            .encode(x=x, text=alt.Text("mark:N")),
            base.transform_filter("datum.is_late")
            .mark_text(align="right", dx=5, **words)
            .encode(x=x, text=alt.Text("mark:N")),
        ],
        height=40 * len(drawn) + 60,
    )


def _points(base: alt.Chart, pick: str | None) -> alt.Chart:
    if pick is None:
        return base.mark_point(size=120, opacity=1, filled=True)
    selection = alt.selection_point(name=pick, fields=["name"], on="click", clear="dblclick")
    return base.mark_point(size=120, opacity=1, filled=True, cursor="pointer").add_params(selection)


def drawn_from(frame: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The stretch of time that holds every contact, with a little room."""
    first, last = frame["before"].min(), frame["at"].max()
    room = max((last - first) * 0.04, pd.Timedelta(minutes=10))
    return first - room, last + room


def moment(at: pd.Timestamp) -> alt.DateTime:
    """A moment as Vega-Lite takes it in a scale."""
    return alt.DateTime(year=at.year, month=at.month, date=at.day, hours=at.hour, minutes=at.minute)
