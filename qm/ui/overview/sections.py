"""The sections below the tiles: the metric looked at more closely, over time, by group, by hour, and what moved it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from qm import charts
from qm.analysis.groups import UNKNOWN
from qm.analysis.overview import OverviewAnswer
from qm.errors import QMError
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.narrowing import narrow, narrow_to_point
from qm.ui.markup import literal

Pick = Callable[[list[dict[str, Any]]], None]


def trend_section(answer: OverviewAnswer) -> None:
    """The trend; clicking a point looks at its days."""
    trend = answer.trend
    if not trend.is_drawn:
        st.caption(literal(trend.takeaway))
        return
    chart = charts.trend(trend.frame, answer.scale, height=200)
    name = f"{answer.metric}-by-{trend.grain}"
    figure = Figure(chart, trend.table, trend.title, trend.takeaway, list(answer.lines), name)
    show_chart(
        figure,
        key="trend",
        on_pick=partial(narrow_to_point, trend.frame),
        hint=f"Click a point to look at its {trend.grain}.",
        titled=False,
    )


def breakdown_section(answer: OverviewAnswer) -> None:
    """The metric by a dimension; clicking a group narrows to it. QMError where the filters say nothing about it."""
    groups = answer.breakdown
    if groups is None:
        raise QMError(answer.refusal)
    if groups.frame.empty:
        st.caption(literal(groups.takeaway))
        return
    chart = charts.breakdown(groups.frame, answer.scale, total=groups.total, ranked=groups.is_ranked)
    name = f"{answer.metric}-by-{answer.dimension}"
    figure = Figure(chart, groups.table, groups.title, groups.takeaway, list(answer.lines), name)
    show_chart(figure, key="breakdown", on_pick=_narrower(answer))


def change_section(answer: OverviewAnswer) -> None:
    """What moved the metric, by a dimension; clicking a group narrows to it."""
    change = answer.change
    if change is None:
        return
    if change.frame.empty:
        st.markdown(f"**{literal(change.title)}**")
        st.caption(literal(change.takeaway))
        return
    chart = charts.moves(change.largest, answer.scale)
    name = f"{answer.metric}-moved-by-{answer.dimension}"
    figure = Figure(chart, change.table, change.title, change.takeaway, list(answer.lines), name)
    show_chart(figure, key="moves", on_pick=_narrower(answer))


def week_section(answer: OverviewAnswer) -> None:
    """The metric by weekday and hour; clicking a cell narrows to both."""
    week = answer.week
    if week is None:
        return
    if not week.is_drawn:
        st.caption(literal(week.takeaway))
        return
    chart = charts.heatmap(week.frame, answer.scale)
    name = f"{answer.metric}-by-weekday-and-hour"
    figure = Figure(chart, week.table, week.title, week.takeaway, list(answer.lines), name)
    show_chart(figure, key="heatmap", on_pick=_narrow_to_hour)


def _narrow_to_hour(marks: list[dict[str, Any]]) -> None:
    narrow("weekday", str(int(marks[0]["weekday"])))
    narrow("hour", str(int(marks[0]["hour"])))


def _narrower(answer: OverviewAnswer) -> Pick | None:
    """The callback that narrows to the group clicked; None where contacts cannot be narrowed by it."""
    if not answer.is_narrowable:
        return None

    def narrow_to_group(marks: list[dict[str, Any]]) -> None:
        key = marks[0]["key"]
        if key:  # the bar of all others stands for no group
            narrow(answer.dimension, None if key == UNKNOWN else key)

    return narrow_to_group
