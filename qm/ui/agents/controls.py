"""What is asked of the page: who is compared, on what, in which order."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.agents import CONTROLLABLE
from qm.analysis.agents.agent_list import BY_NAME, BY_VALUE, STANDING_OUT
from qm.analysis.data_facts import metrics_with_data
from qm.metrics import METRICS
from qm.store import Session
from qm.ui import state

PEOPLE = {"agent": "Agents", "team": "Teams", "supervisor": "Supervisors"}
ORDERS = {STANDING_OUT: "Standing out", BY_NAME: "By name", BY_VALUE: "By value"}
CONTEXT = " (context)"
WHO = state.Parameter("people", state.Choice(PEOPLE), scope="agents")
ON = state.Parameter("on", state.Choice(), scope="agents")
ORDER = state.Parameter("order", state.Choice(ORDERS), scope="agents")
FIND = state.Parameter("find", state.Text(), scope="agents")
state.declare(WHO, ON, ORDER, FIND)
OFFERED = (*CONTROLLABLE, *(n for n, m in METRICS.items() if m.kind != "count" and n not in CONTROLLABLE))


@dataclass(frozen=True)
class Choices:
    """Who is compared (agent, team or supervisor), the metric looked closer at, and the order of the list."""

    by: str
    metric: str
    order: str


def controls(session: Session) -> Choices:
    """The controls, and what they say."""
    default = next((name for name in OFFERED if name in metrics_with_data(session)), OFFERED[0])
    offered = (default, *(name for name in OFFERED if name != default))
    labels = {name: METRICS[name].label + ("" if name in CONTROLLABLE else CONTEXT) for name in offered}
    on = ON.among(labels)
    state.check(WHO, on, ORDER)
    with st.container(horizontal=True, vertical_alignment="bottom", key="agents.controls"):
        by = state.segmented_control(WHO, "Compare")
        name = state.selectbox(
            on,
            "Metric",
            width=260,
            help=f"{METRICS[state.value_of(on)].explained(session.definitions())} What is called context depends more "
            "on staffing and demand than on the agent.",
        )
        order = state.segmented_control(
            ORDER,
            "List",
            help="Standing out: clear differences worth acting on first, worse before better. By value: each place "
            "with its likely range.",
        )
    return Choices(by, name, order)
