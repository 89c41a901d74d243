"""The week: the picked metric by weekday and hour."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.charts import Scale, heatmap
from qm.charts.breakdown import FEW
from qm.charts.heatmap import WEEKDAYS
from qm.metrics import measure
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import narrow
from qm.ui.overview.figures import Figures


def heatmap_section(store: Store, figures: Figures, name: str) -> None:
    """The metric by weekday and hour; clicking a cell narrows to both."""
    metric, scale = figures.metric(name), figures.scale(name)
    found = measure(store, figures.view.current, [name], ["weekday", "hour"])
    found = found[found["weekday"].notna() & found["hour"].notna()]
    if len(found) < 2:
        st.caption(f"{metric.label} by weekday and hour needs contacts in more than one hour of the week.")
        return
    figure = Figure(
        heatmap(found, scale), found.drop(columns="metric"), f"{metric.label} by weekday and hour",
        takeaway(scale, found), [*figures.view.lines, metric.meaning], f"{name}-by-weekday-and-hour",
    )  # fmt: skip

    def look(marks: list[dict[str, Any]]) -> None:
        narrow("weekday", str(int(marks[0]["weekday"])))
        narrow("hour", str(int(marks[0]["hour"])))

    show_chart(figure, key="heatmap", on_pick=look)


def takeaway(scale: Scale, cells: pd.DataFrame) -> str:
    """The sentence to take from the heatmap: the best and the worst hour with enough cases."""
    count = scale.kind == "count"
    enough = cells if count else cells[cells["n"] >= 3 * FEW]
    if len(enough) < 2:
        return "Too few contacts in any hour of the week to compare; hours with fewer than 10 have no colour."
    high, low = enough.loc[enough["value"].idxmax()], enough.loc[enough["value"].idxmin()]
    first, second = (low, high) if scale.better == "up" else (high, low)
    words = (
        ("Worst", "best")
        if scale.better != "neither"
        else ("Most" if count else "Highest", "least" if count else "lowest")
    )
    text = f"{words[0]} {_cell(first, scale)}, {words[1]} {_cell(second, scale)}"
    return text + ("." if count else "; hours with fewer than 10 contacts have no colour.")


def _cell(row: pd.Series, scale: Scale) -> str:
    n = "" if scale.kind == "count" else f" (n {int(row['n']):,})"
    return f"{WEEKDAYS[int(row['weekday']) - 1]} {int(row['hour']):02d}:00 with {scale.text(row['value'])}{n}"
