"""One figure of the agent over time: its limits, its signals, and when there was coaching."""

from functools import partial

import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.agent_trend import OFFERED, AgentTrend
from qm.charts import trend
from qm.metrics import METRICS
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.narrowing import narrow_to_point

LABELS = {name: METRICS[name].label for name in OFFERED}
FIGURE = state.Parameter("figure", state.Choice(LABELS), scope="agents")
state.declare(FIGURE)


def check_address() -> None:
    """Notes what the address gets wrong, before anything is drawn."""
    state.check(FIGURE)


def choose() -> str:
    """The metric looked at over time."""
    return str(state.selectbox(FIGURE, "Over time", width=260))


def trend_section(answer: AgentAnswer, drawn: AgentTrend | None, name: str) -> None:
    """The chart; clicking a point looks at its days."""
    if drawn is None:
        st.caption(f"There are no two stretches with enough cases for {LABELS[name].lower()}; choose a longer period.")
        return
    figure = Figure(
        trend(drawn.frame, drawn.scale, events=drawn.events),
        drawn.frame.drop(columns=["direction", "period"]),
        f"{drawn.metric.label} over time",  # drawn as markup, so without the name
        drawn.takeaway,
        [answer.called, *answer.lines, drawn.metric.meaning],
        f"{name}-of-agent",
    )
    show_chart(figure, key="course", on_pick=partial(narrow_to_point, drawn.frame))
