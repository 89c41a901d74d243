"""One figure of several scenarios side by side, with the goal."""

import altair as alt
import pandas as pd

from qm.charts.layers import layered
from qm.charts.palette import IMPROVING, ORDINARY


def scenario_bars(frame: pd.DataFrame, target: float, *, title: str) -> alt.LayerChart:
    """A bar for each scenario: `frame` has scenario, service_level (a share), text (how it is written), and is_today,
    in order."""
    order = list(frame["scenario"])
    y = alt.Y("scenario:N", title=None, sort=order, axis=alt.Axis(labelLimit=220, ticks=False))
    x = alt.X("service_level:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", tickCount=5))
    colour = alt.Color("is_today:N", legend=None, scale=alt.Scale(domain=[True, False], range=[ORDINARY, IMPROVING]))
    tooltip = [alt.Tooltip("scenario:N", title="Scenario"), alt.Tooltip("text:N", title=title)]
    bars = alt.Chart(frame).mark_bar(cornerRadius=2).encode(x=x, y=y, color=colour, tooltip=tooltip)
    words = alt.Chart(frame).mark_text(align="left", dx=6, fontSize=12, color=ORDINARY)
    goal = alt.Chart(pd.DataFrame({"target": [target], "words": [f"goal {target:.0%}"]}))
    rule = goal.mark_rule(strokeDash=[4, 4], color=ORDINARY).encode(x=alt.X("target:Q"))
    name = goal.mark_text(dy=-6, baseline="bottom", color=ORDINARY, fontSize=12)
    return layered(
        [
            bars,
            words.encode(x=x, y=y, text=alt.Text("text:N")),
            rule,
            name.encode(x=alt.X("target:Q"), y=alt.YValue(0), text=alt.Text("words:N")),
        ],
        40 * len(order) + 90,  # with room for axis and goal
    ).properties(padding={"left": 4, "right": 8, "top": 20, "bottom": 4})
