"""The sections below the tiles: the metric looked at more closely, over time, by group, by hour, and what moved it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from qm import charts
from qm.analysis.groups import UNKNOWN
from qm.analysis.overview import OverviewAnswer, next_split
from qm.errors import QMError
from qm.store import Session
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.narrowing import narrow_to_point, narrowed, narrowed_to_hour
from qm.ui.markup import literal
from qm.ui.overview.picking import looking_at

Pick = Callable[[list[dict[str, Any]]], None]
HEIGHT = 200
"""Of the trend, in pixels: it ends above the fold of a screen of 800."""


def trend_section(answer: OverviewAnswer) -> None:
    """The trend; clicking a point looks at its days, and the trend stays as it is."""
    trend = answer.trend
    if not trend.is_drawn:
        st.caption(literal(trend.takeaway))
        return
    chart = charts.trend(trend.frame, answer.scale, height=HEIGHT)
    figure = _figure(answer, trend, chart, f"by-{trend.grain}")
    hint = f"Click a {trend.grain} to look into it."
    show_chart(figure, key="trend", on_pick=partial(narrow_to_point, trend.frame), hint=hint, titled=False)


def breakdown_section(session: Session, answer: OverviewAnswer) -> None:
    """The metric by a dimension; clicking a group narrows to it. QMError where the filters say nothing about it."""
    groups = answer.breakdown
    if groups is None:
        raise QMError(answer.refusal)
    if groups.frame.empty:
        _say(groups.title, groups.takeaway)
        return
    pick = _narrower(session, answer)
    chart = charts.breakdown(
        groups.frame, answer.scale, total=groups.total, ranked=groups.is_ranked, pick="picked" if pick else None
    )
    figure = _figure(answer, groups, chart, f"by-{answer.dimension}")
    show_chart(figure, key="breakdown", on_pick=pick, hint="Click one to look into it.")


def change_section(session: Session, answer: OverviewAnswer) -> None:
    """What moved the metric, by a dimension; clicking a group narrows to it."""
    change = answer.change
    if change is None:
        return
    if change.frame.empty:
        _say(change.title, change.takeaway)
        return
    pick = _narrower(session, answer)
    chart = charts.moves(change.largest, answer.scale, pick="picked" if pick else None)
    figure = _figure(answer, change, chart, f"moved-by-{answer.dimension}")
    show_chart(figure, key="moves", on_pick=pick, hint="Click one to look into it.")


def week_section(answer: OverviewAnswer) -> None:
    """The metric by weekday and hour; clicking a cell narrows to both."""
    week = answer.week
    if week is None:
        return
    if not week.is_drawn:
        _say(week.title, week.takeaway)
        return
    figure = _figure(answer, week, charts.heatmap(week.frame, answer.scale), "by-weekday-and-hour")
    show_chart(figure, key="heatmap", on_pick=_narrow_to_hour, hint="Click an hour to look into it.")


def _figure(answer: OverviewAnswer, part: Any, chart: Any, name: str) -> Figure:
    lines = list(answer.lines)
    return Figure(chart, part.table, part.title, part.takeaway, lines, f"{answer.metric}-{name}", part.evidence)


def _say(title: str, takeaway: str) -> None:
    st.markdown(f"**{literal(title)}**")
    st.caption(literal(takeaway))


def _narrow_to_hour(marks: list[dict[str, Any]]) -> None:
    state.put_all(narrowed_to_hour(*(str(int(marks[0][name])) for name in ("weekday", "hour"))))


def _narrower(session: Session, answer: OverviewAnswer) -> Pick | None:
    """The callback that narrows to the group clicked; None where contacts cannot be narrowed by it.

    The chart would have one row left, so it moves on to the next dimension, in the same step.
    """
    if not answer.is_narrowable:
        return None

    def narrow_to_group(marks: list[dict[str, Any]]) -> None:
        key = marks[0]["key"]
        if not key:  # the bar of all others stands for no group
            return
        value = None if key == UNKNOWN else key
        filters = answer.view.current.with_(answer.dimension, value)
        following = next_split(session, filters, answer.metric, (answer.dimension,))
        further = looking_at(answer.metric, following) if following else {}
        state.put_all({**narrowed(answer.dimension, value), **further})

    return narrow_to_group
