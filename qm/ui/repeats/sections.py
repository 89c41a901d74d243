"""The sections between the tiles and the rows: how soon, after what, for whom, and whether service feeds on itself."""

from typing import Any

import streamlit as st

from qm.analysis.groups import UNKNOWN
from qm.analysis.repeats import FeedbackLink, RepeatsAnswer, ServiceFeedback
from qm.charts.bands import bands
from qm.charts.causes import causes
from qm.charts.pareto import pareto
from qm.charts.windows import windows
from qm.metrics import DIMENSIONS
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.errors import fragment
from qm.ui.frame.narrowing import narrow
from qm.ui.markup import sentence
from qm.ui.repeats.setting import CAUSE, COUNTED_IN, set_window


def curve_section(answer: RepeatsAnswer) -> None:
    """The window curve; clicking a point looks at its window."""
    curve, setting = answer.curve, answer.setting
    if curve.frame.empty:
        _say(curve.title, curve.takeaway)
        return
    chart = windows(curve.frame, setting.scale, window_days=setting.window)
    lines = [*setting.lines, "each window counts only contacts whose whole window has passed"]
    figure = Figure(chart, curve.frame, curve.title, curve.takeaway, lines, "repeats-by-window")
    show_chart(figure, key="curve", on_pick=_set_window)


def _set_window(marks: list[dict[str, Any]]) -> None:
    set_window(float(marks[0]["window_days"]))


@fragment
def pareto_section(answer: RepeatsAnswer) -> None:
    """The causes of repeat contacts, largest first, with what they add up to."""
    chart, choice = st.container(), st.container(horizontal=True)
    with choice:
        by = _choose(CAUSE, "What they follow")
        of = _choose(COUNTED_IN, "Counted in")
    shares = answer.pareto(by, of)
    with chart:
        if shares.frame.empty:
            _say(shares.title, shares.takeaway)
            return
        lines = [*answer.setting.lines, "laid at the door of the contact that ended last before"]
        table = shares.frame.drop(columns="text")
        figure = Figure(pareto(shares.frame), table, shares.title, shares.takeaway, lines, f"repeats-by-{by}")
        show_chart(figure, key="pareto")


def _choose(parameter: state.Parameter, label: str) -> str:
    return str(state.segmented_control(parameter, label, label_visibility="collapsed", wrap=True))


def groups_section(answer: RepeatsAnswer) -> None:
    """The repeat rate by reason, channel, wait, score and tenure; clicking a dot narrows to its group."""
    groups, setting = answer.groups, answer.setting
    if groups.frame.empty:
        _say(groups.title, groups.takeaway)
        return
    chart = causes(groups.frame, setting.scale)
    figure = Figure(chart, groups.table, groups.title, groups.takeaway, setting.lines, "repeats-by-group")
    show_chart(figure, key="causes", on_pick=_narrow_to_group)
    st.page_link(
        "pages/overview.py",
        label="Split it by anything else",
        icon=":material/monitoring:",
        query_params=state.link("overview", {"metric": setting.metric.label}),
    )


def _narrow_to_group(marks: list[dict[str, Any]]) -> None:
    dimension, key = marks[0]["dimension"], marks[0]["key"]
    if dimension in DIMENSIONS:  # contacts cannot be narrowed by the score of their evaluation
        narrow(dimension, None if key == UNKNOWN else key)


def feedback_section(feedback: ServiceFeedback) -> None:
    """Three charts, like compared with like, and what they come to together."""
    st.markdown("**Does a worse service level feed on itself?**")
    st.caption(sentence(feedback.summary, strong=[feedback.headline]))
    with st.grid(3, min_column_width=235, gap="medium"):
        for link in feedback.links:
            with st.container(gap="xsmall"):
                _show_link(link, [*feedback.lines, link.meaning])


def _show_link(link: FeedbackLink, lines: list[str]) -> None:
    if link.comparison is None:
        _say(link.title, link.takeaway)
        return
    chart = bands(link.frame, link.scale, condition=link.condition)
    name = f"{link.name}-by-{link.condition.split()[0]}"
    show_chart(Figure(chart, link.frame, link.title, link.takeaway, lines, name), key=f"circle.{link.name}")


def _say(title: str, takeaway: str) -> None:
    st.markdown(f"**{sentence(title)}**")
    st.caption(sentence(takeaway))
