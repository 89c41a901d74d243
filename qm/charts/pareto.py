"""Pareto: which causes make up most of it. Bars are shares of the whole, the line adds them up."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import MIX, RATE


def pareto(frame: pd.DataFrame) -> alt.LayerChart:
    """The Pareto chart, in the order given (largest first, what is left over last).

    `frame` has one row per cause: group, share and cumulative (of the whole), and text, the
    amount as it is written.
    """
    drawn = frame.assign(
        named=frame["group"] + "  " + frame["text"],
        share_text=[f"{v:.1%}" for v in frame["share"]],
        cumulative_text=[f"{v:.0%}" for v in frame["cumulative"]],
    )
    y = alt.Y(
        "named:N",
        title=None,
        sort=drawn["named"].tolist(),
        axis=alt.Axis(labelLimit=190, labelFlush=False, ticks=False, domain=False),
    )
    ticks = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], title=None, labelFlush=False)
    whole = alt.Scale(domain=[0, 1.14], nice=False)
    tooltip = [
        alt.Tooltip("group:N", title="Cause"),
        alt.Tooltip("text:N", title="Amount"),
        alt.Tooltip("share_text:N", title="Share"),
        alt.Tooltip("cumulative_text:N", title="Together with those above"),
    ]
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip)
    added_up = base.encode(x=alt.X("cumulative:Q", scale=whole, axis=ticks))
    return layered(
        [
            base.mark_bar(color=RATE, height={"band": 0.65}).encode(x=alt.X("share:Q", scale=whole, axis=ticks)),
            added_up.mark_line(color=MIX, strokeWidth=2).encode(order=alt.Order("cumulative:Q")),
            added_up.mark_point(color=MIX, filled=True, size=45, opacity=1),
            added_up.mark_text(align="left", dx=8, dy=-2, fontSize=12, color=MIX).encode(
                text=alt.Text("cumulative_text:N")
            ),
        ],
        height=30 * len(drawn) + 50,
    )
