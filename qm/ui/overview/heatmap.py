"""The week: the picked metric by weekday and hour."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.charts import heatmap
from qm.charts.breakdown import FEW
from qm.charts.heatmap import WEEKDAYS
from qm.models.comparison.outlying_groups import beyond_chance
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import narrow
from qm.ui.overview.figures import Figures
from qm.wording import Scale


def heatmap_section(store: Store, figures: Figures, name: str) -> None:
    """The metric by weekday and hour; clicking a cell narrows to both."""
    metric, scale = figures.metric(name), figures.scale(name)
    found = figures.answer(store, figures.view.current, name, ("weekday", "hour"))
    found = found[found["weekday"].notna() & found["hour"].notna()]
    if len(found) < 2:
        st.caption(f"{metric.label} by weekday and hour needs contacts in more than one hour of the week.")
        return
    total = figures.total(name, figures.view.days).value
    figure = Figure(
        heatmap(found, scale),
        found.drop(columns="metric"),
        f"{metric.label} by weekday and hour",
        takeaway(scale, found, total),
        [*figures.view.lines, metric.meaning],
        f"{name}-by-weekday-and-hour",
    )

    def look(marks: list[dict[str, Any]]) -> None:
        narrow("weekday", str(int(marks[0]["weekday"])))
        narrow("hour", str(int(marks[0]["hour"])))

    show_chart(figure, key="heatmap", on_pick=look)


def takeaway(scale: Scale, cells: pd.DataFrame, total: float) -> str:
    """The sentence to take from the week: the hours that surely differ from the whole, the farthest first."""
    if scale.kind == "count":
        most, least = cells.loc[cells["value"].idxmax()], cells.loc[cells["value"].idxmin()]
        return f"Most {_cell(most, scale)}, least {_cell(least, scale)}."
    enough = cells[cells["n"] >= FEW]
    blank = " Hours with fewer than 10 cases have no colour." if len(enough) < len(cells) else ""
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    if not sign.any():
        return f"No hour of the week differs from the whole ({scale.text(total)}) by more than chance explains." + blank
    parts = [
        f"{len(some)} {word}, farthest {_cell(some.loc[(some['value'] - total).abs().idxmax()], scale)}"
        for word, some in (("above", enough[sign > 0]), ("below", enough[sign < 0]))
        if len(some)
    ]
    return f"Hours of the week beyond chance from the whole ({scale.text(total)}): {'; '.join(parts)}." + blank


def _cell(row: pd.Series, scale: Scale) -> str:
    n = "" if scale.kind == "count" else f" (n {int(row['n']):,})"
    return f"{WEEKDAYS[int(row['weekday']) - 1]} {int(row['hour']):02d}:00 with {scale.text(row['value'])}{n}"
