"""One customer's contacts from top to bottom, each hanging on the time since the one before."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import ORDINARY, RATE, WORSENING

FIRST, REPEAT = "new matter", "repeat"
HANDLED, ABANDONED = "handled", "abandoned"


def journey(frame: pd.DataFrame) -> alt.LayerChart:
    """The timeline.

    `frame` has one row per contact in order of time: name (as on the axis, unlike any other),
    at (when it began), before (when the one before ended; the same moment for the first),
    is_repeat, abandoned, gap (the time since the one before, in words), mark (what is written
    beside it) and details (the whole story, for the pointer).
    """
    drawn = frame.assign(
        kind=[REPEAT if r else FIRST for r in frame["is_repeat"]],
        end=[ABANDONED if a else HANDLED for a in frame["abandoned"]],
    )
    span = drawn["at"].iloc[-1] - drawn["before"].iloc[0]
    day = pd.Timedelta(days=1)
    room = max(span * 0.06, pd.Timedelta(minutes=10))
    x_scale = alt.Scale(
        domain=[alt_moment(drawn["before"].iloc[0] - room), alt_moment(drawn["at"].iloc[-1] + room * 2)]
    )
    axis = alt.Axis(format="%-d %b %y" if span > 2 * day else "%-d %b %H:%M", tickCount=6, labelOverlap=True,
                    labelFlush=False, title=None)  # fmt: skip
    x = alt.X("at:T", scale=x_scale, axis=axis)
    y = alt.Y("name:N", title=None, sort=drawn["name"].tolist(),
              axis=alt.Axis(labelLimit=230, labelFlush=False, ticks=False, domain=False))  # fmt: skip
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=[FIRST, REPEAT], range=[RATE, WORSENING]),
        legend=alt.Legend(title=None, orient="top", symbolType="circle", labelFontSize=12),
    )  # fmt: skip
    tooltip = [alt.Tooltip("name:N", title="Contact"), alt.Tooltip("gap:N", title="Since the one before"),
               alt.Tooltip("kind:N", title="Counts as"), alt.Tooltip("details:N", title="What happened")]  # fmt: skip
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip)
    return layered(
        [
            base.mark_rule(strokeWidth=2, opacity=0.6).encode(
                x=alt.X("before:T", scale=x_scale, axis=axis), x2=alt.X2("at:T"), color=colour
            ),
            base.mark_point(size=120, opacity=1, filled=True).encode(
                x=x,
                color=colour,
                shape=alt.Shape(
                    "end:N", scale=alt.Scale(domain=[HANDLED, ABANDONED], range=["circle", "cross"]),
                    legend=alt.Legend(title=None, orient="top", labelFontSize=12),
                ),
            ),
            base.mark_text(align="left", dx=10, fontSize=12, color=ORDINARY).encode(x=x, text=alt.Text("mark:N")),
        ],
        height=30 * len(drawn) + 60,
    )  # fmt: skip


def alt_moment(at: pd.Timestamp) -> alt.DateTime:
    """A moment as Vega-Lite takes it in a scale."""
    return alt.DateTime(year=at.year, month=at.month, date=at.day, hours=at.hour, minutes=at.minute)
