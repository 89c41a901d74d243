"""A metric by weekday and hour: when in the week it is what it is."""

import altair as alt
import pandas as pd

from qm.charts.breakdown import FEW
from qm.charts.layers import layered
from qm.charts.palette import ORDINARY
from qm.wording.scale import Scale

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def heatmap(frame: pd.DataFrame, scale: Scale, *, pick: str = "picked", height: int = 250) -> alt.LayerChart:
    """The heatmap. Clicking a cell selects its `weekday` and `hour` under the name `pick`.

    `frame` has one row per weekday (1 Monday to 7) and hour (0 to 23): value and n. Cells of
    fewer than ten cases get no colour, except for counts.
    """
    axis = scale.axis(float(frame["value"].abs().max() or 0), float(frame["value"].min() or 0))
    drawn = frame.assign(
        day=[WEEKDAYS[int(d) - 1] for d in frame["weekday"]],
        shown=frame["value"] / axis.divisor,
        value_text=frame["value"].map(scale.text),
        clock=[f"{int(h):02d}:00–{int(h):02d}:59" for h in frame["hour"]],
    )
    first, last = int(frame["hour"].min()), int(frame["hour"].max())
    x = alt.X(
        "hour:O",
        title=None,
        scale=alt.Scale(domain=list(range(first, last + 1))),
        axis=alt.Axis(labelAngle=0, labelFlush=False, ticks=False, domain=False, labelOverlap=True),
    )
    y = alt.Y("day:O", title=None, sort=list(WEEKDAYS), axis=alt.Axis(labelFlush=False, ticks=False, domain=False))
    tooltip = [
        alt.Tooltip("day:N", title="Day"),
        alt.Tooltip("clock:N", title="Time"),
        alt.Tooltip("value_text:N", title=scale.label),
        alt.Tooltip("n:Q", title="Cases", format=","),
    ]
    drawn = drawn.assign(enough=(drawn["n"] >= FEW) | (scale.kind == "count"))
    selection = alt.selection_point(name=pick, fields=["weekday", "hour"], on="click", clear="dblclick")
    legend = alt.Legend(title=None, labelExpr=axis.label, gradientLength=height - 60, tickCount=4, labelFontSize=12)
    cells = (
        alt.Chart()
        .transform_filter("datum.enough")
        .mark_rect(cursor="pointer", cornerRadius=2, stroke=None)
        .encode(
            x=x,
            y=y,
            tooltip=tooltip,
            color=alt.Color("shown:Q", scale=alt.Scale(zero=scale.kind == "count", nice=False), legend=legend),
        )
        .add_params(selection)
    )
    if drawn["enough"].all():
        return layered([cells], height=height, data=drawn)
    empty = (
        alt.Chart()
        .transform_filter("!datum.enough")
        .mark_rect(fillOpacity=0, stroke=ORDINARY, strokeOpacity=0.35, strokeDash=[2, 2], cornerRadius=2)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    return layered([empty, cells], height=height, data=drawn)
