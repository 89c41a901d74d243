"""The pictures: service level over the lever last moved, the map, what each lever adds, and the weeks ahead."""

from typing import Any

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.lever_table import BY_KEY
from qm.analysis.whatif.questions.backlog_ahead import backlog_ahead
from qm.analysis.whatif.questions.lever_contributions import lever_contributions
from qm.analysis.whatif.questions.lever_curve import lever_curve
from qm.analysis.whatif.questions.service_map import beside_the_axes, landscape_of, service_map
from qm.charts.settings import curves, open_work, steps, terrain
from qm.store import Session
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.lever_state import last_moved, put


def curve_section(answer: WhatIfAnswer, height: int = 260) -> None:
    """Service level over the lever that moved last, with the goal."""
    drawn = lever_curve(answer, last_moved(answer.queue))
    chart = curves(
        drawn.lines,
        drawn.points,
        target=answer.setting.target,
        x_title=drawn.x_title,
        decimals=drawn.decimals,
        height=height,
    )
    figure = Figure(chart, drawn.lines, drawn.title, drawn.takeaway, answer.lines, "whatif-curve")
    with st.container(key="whatif.picture", gap="small"):
        show_chart(figure, key="whatif.curve")


def map_section(session: Session, answer: WhatIfAnswer) -> None:
    """Service level over agents and repeats; clicking a place makes it the scenario."""
    queue = answer.queue
    ground = landscape_of(session, queue.selection, beside_the_axes(queue, answer.setting.levers))
    drawn, today = service_map(answer, ground), queue.today
    table = drawn.cells.drop(columns=["left", "right", "bottom", "top", "words"])

    def go(marks: list[dict[str, Any]]) -> None:
        agents, rate = float(marks[0]["agents"]), float(marks[0]["rate"])
        put({BY_KEY["staff"]: (agents, today.agents), BY_KEY["repeats"]: (rate, today.repeat_rate)})

    chart = terrain(
        drawn.cells, drawn.target, drawn.tipping, drawn.points, x_title=BY_KEY["staff"].label_of(queue.kind)
    )
    title, takeaway = "Service level by agents and repeat rate", f"{drawn.takeaway} Click a place to go there."
    show_chart(Figure(chart, table, title, takeaway, answer.lines, "whatif-map"), key="whatif.map", on_pick=go)


def steps_section(answer: WhatIfAnswer) -> None:
    """What each lever contributes."""
    drawn, title = lever_contributions(answer), "What each lever adds"
    if drawn.steps is None:
        st.markdown(f"**{title}**")
        st.caption(drawn.takeaway)
        return
    figure = Figure(steps(drawn.steps), drawn.steps, title, drawn.takeaway, answer.lines, "whatif-levers")
    show_chart(figure, key="whatif.steps")


def ahead_section(answer: WhatIfAnswer) -> None:
    """What is open over six weeks like the average one, from what is open at the start."""
    drawn, title = backlog_ahead(answer), "Backlog in the weeks ahead"
    chart = open_work(drawn.frame, drawn.tipping)
    figure = Figure(chart, drawn.frame, title, drawn.takeaway, answer.lines, "whatif-backlog")
    with st.container(border=True):
        show_chart(figure, key="whatif.ahead")
