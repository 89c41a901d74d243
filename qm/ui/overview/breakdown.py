"""The breakdown: the picked metric by group, with intervals."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from qm.charts import breakdown
from qm.charts.breakdown import FEW
from qm.metrics import DIMENSIONS, METRICS
from qm.models.comparison.outlying_groups import beyond_chance
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import UNKNOWN, narrow
from qm.ui.overview.figures import Figures
from qm.ui.overview.groups import largest, named
from qm.wording import Scale

IN_ORDER = ("hour", "weekday", "wait_band", "tenure")


def breakdown_section(store: Store, figures: Figures, name: str, dimension: str) -> None:
    """The metric by a dimension; clicking a group narrows to it."""
    metric, scale = figures.metric(name), figures.scale(name)
    found = figures.answer(store, figures.view.current, name, (dimension,))
    if found.empty:
        st.caption(f"No {metric.label.lower()} by {DIMENSIONS[dimension].label.lower()} in this selection.")
        return
    groups, more = largest(named(store, found, dimension))
    total = figures.total(name, figures.view.days).value
    chart = breakdown(groups, scale, total=total, ranked=dimension not in IN_ORDER)
    columns = ["group", "value", "numerator", "denominator", "n", "low", "high"]
    label = DIMENSIONS[dimension].label.lower()
    figure = Figure(
        chart,
        groups[columns].rename(columns={"group": dimension}),
        f"{metric.label} by {label}",
        takeaway(scale, groups, total) + more,
        [*figures.view.lines, metric.meaning],
        f"{name}-by-{dimension}",
    )
    show_chart(figure, key="breakdown", on_pick=narrower(name, dimension))


def narrower(name: str, dimension: str) -> Callable[[list[dict[str, Any]]], None] | None:
    """The callback that narrows to the group clicked; None where contacts cannot be narrowed by it."""
    if dimension not in METRICS["contacts"].dimensions:
        return None

    def look(marks: list[dict[str, Any]]) -> None:
        key = marks[0]["key"]
        if key:  # the bar of all others stands for no group
            narrow(dimension, None if key == UNKNOWN else key)

    return look


def takeaway(scale: Scale, groups: pd.DataFrame, total: float) -> str:
    """The sentence to take from the breakdown: which groups surely differ from the whole."""
    if scale.kind == "count":
        top = groups.nlargest(1, "value").iloc[0]
        whole = groups["value"].sum()
        return f"Most: {top['group']} with {scale.text(top['value'])}, {top['value'] / whole:.0%} of those shown."
    enough = groups[groups["n"] >= FEW]
    sign = beyond_chance(enough["value"], enough["low"], enough["high"], total)
    above, below = enough[sign > 0], enough[sign < 0]
    if above.empty and below.empty:
        return f"No group differs from the whole ({scale.text(total)}) by more than chance would explain."
    parts = []
    for word, some in (("above", above.nlargest(3, "value")), ("below", below.nsmallest(3, "value"))):
        if len(some):
            listed = ", ".join(f"{g} {scale.text(v)}" for g, v in zip(some["group"], some["value"], strict=True))
            parts.append(f"{word}: {listed}")
    return f"Beyond chance from the whole ({scale.text(total)}), {'; '.join(parts)}."
