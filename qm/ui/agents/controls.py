"""What is asked of the page: who is compared, on what, in which order."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.agents import CONTROLLABLE
from qm.analysis.data_facts import metrics_with_data
from qm.metrics import METRICS
from qm.store import Session
from qm.ui import state

PEOPLE = {"agent": "Agents", "team": "Teams", "supervisor": "Supervisors"}
ORDERS = {"name": "By name", "value": "By value"}
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
            "Look closer at",
            width=280,
            help=f"{METRICS[state.value_of(on)].explained(session.definitions())} Context depends on staffing and "
            "demand more than on who did the work.",
        )
        order = state.segmented_control(
            ORDER, "List", help="By value shows how wide a guess each place is; who has too few cases has none."
        )
    return Choices(by, name, order)
