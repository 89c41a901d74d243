"""What moved a metric: every group's part of the change, from its own rate and from the mix."""

import altair as alt
import pandas as pd

from qm.charts.layers import clickable, layered, picking
from qm.charts.palette import MIX, ORDINARY, RATE
from qm.wording.scale import Scale

EFFECTS = {"rate": "own rate", "mix": "share of all"}


def moves(frame: pd.DataFrame, scale: Scale, *, pick: str | None = "picked") -> alt.LayerChart:
    """The chart of contributions, largest first as given. Clicking a bar selects its `key` under the name `pick`
    (None: clicking does nothing).

    `frame` has one row per group: key, group, rate, mix and total (rate + mix; for counts rate
    is the change itself and mix is missing), in the metric's own unit.
    """
    parts = frame[["rate", "mix", "total"]].fillna(0)
    axis = scale.change_axis(float(parts.abs().max().max() or 0))
    count = frame["mix"].isna().all()
    effects = ["rate"] if count else ["rate", "mix"]
    long = frame.melt(["key", "group", "total"], effects, "effect", "change").assign(
        change_text=lambda f: f["change"].map(scale.change_text),
        total_text=lambda f: f["total"].map(scale.change_text),
        change=lambda f: f["change"].fillna(0) / axis.divisor,
        total=lambda f: f["total"] / axis.divisor,
        effect=lambda f: f["effect"].map(EFFECTS),
    )
    y = alt.Y(
        "group:N",
        title=None,
        sort=frame["group"].tolist(),
        axis=alt.Axis(labelLimit=170, labelFlush=False, ticks=False, domain=False),
    )
    ticks = alt.Axis(labelExpr=axis.label, tickCount=5, title=axis.title, labelFlush=False)
    names = [EFFECTS[name] for name in effects]
    tooltip = [
        alt.Tooltip("group:N", title="Group"),
        *([] if count else [alt.Tooltip("effect:N", title="Part"), alt.Tooltip("change_text:N", title="Its effect")]),
        alt.Tooltip("total_text:N", title="Change" if count else "Both together"),
    ]
    bars = (
        alt.Chart()
        .mark_bar(height={"band": 0.6}, **clickable(pick))
        .encode(
            x=alt.X("change:Q", axis=ticks),
            y=y,
            color=alt.Color(
                "effect:N",
                scale=alt.Scale(domain=names, range=[RATE, MIX][: len(names)]),
                legend=None if count else alt.Legend(title=None, orient="top", labelFontSize=12),
            ),
            tooltip=tooltip,
        )
    )
    bars = picking(bars, pick, ["key"])
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=ORDINARY).encode(x=alt.X("zero:Q", axis=ticks))
    if count:
        return layered([zero, bars], height=26 * len(frame) + 40, data=long)
    total = (
        alt.Chart()
        .transform_filter(f"datum.effect == '{names[0]}'")
        .mark_tick(thickness=3, size=16, color=ORDINARY)
        .encode(x=alt.X("total:Q", axis=ticks), y=y, tooltip=tooltip[:1] + tooltip[-1:])
    )
    return layered([zero, bars, total], height=26 * len(frame) + 80, data=long)
