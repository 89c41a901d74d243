"""The pictures: the map, service level against agents, what each lever adds, and the backlog of the weeks ahead."""

from typing import Any

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.lever_table import BY_KEY
from qm.analysis.whatif.questions.backlog_ahead import backlog_ahead
from qm.analysis.whatif.questions.lever_contributions import lever_contributions
from qm.analysis.whatif.questions.service_level_by_agents import service_level_by_agents
from qm.analysis.whatif.questions.service_map import service_map
from qm.charts.settings import curves, open_work, steps, terrain
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.lever_state import put


def map_section(answer: WhatIfAnswer) -> None:
    """Service level over agents and repeats; clicking a place makes it the scenario."""
    drawn, today = service_map(answer), answer.queue.today
    table = drawn.cells.drop(columns=["left", "right", "bottom", "top", "words"])

    def go(marks: list[dict[str, Any]]) -> None:
        agents, rate = float(marks[0]["agents"]), float(marks[0]["rate"])
        put({BY_KEY["staff"]: (agents, today.agents), BY_KEY["repeats"]: (rate, today.repeat_rate)})

    chart = terrain(drawn.cells, drawn.target, drawn.tipping, drawn.points)
    title, takeaway = "Service level over agents and repeats", f"{drawn.takeaway} Click to go there."
    show_chart(Figure(chart, table, title, takeaway, answer.lines, "whatif-map"), key="whatif.map", on_pick=go)


def curve_section(answer: WhatIfAnswer) -> None:
    """Service level against agents for both cases."""
    drawn = service_level_by_agents(answer)
    chart = curves(drawn.lines, drawn.points, target=answer.setting.target, x_title="Agents present")
    title = "Service level against agents"
    show_chart(Figure(chart, drawn.lines, title, drawn.takeaway, answer.lines, "whatif-agents"), key="whatif.curve")


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
    """What is open over six weeks like the mean one, from what is open at the start."""
    drawn, title = backlog_ahead(answer), "Open contacts in the weeks ahead"
    chart = open_work(drawn.frame, drawn.tipping)
    show_chart(Figure(chart, drawn.frame, title, drawn.takeaway, answer.lines, "whatif-backlog"), key="whatif.ahead")


def promise_section(answer: WhatIfAnswer) -> None:
    """Answered as promised against agents, for both cases."""
    drawn, title = service_level_by_agents(answer), "Answered as promised against agents"
    target = answer.setting.target
    chart = curves(drawn.lines, drawn.points, target=target, x_title="Agents present", y_title="Answered in time")
    show_chart(Figure(chart, drawn.lines, title, drawn.takeaway, answer.lines, "whatif-promise"), key="whatif.promise")
