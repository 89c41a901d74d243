"""What is asked of the page: who is compared, on what, in which order."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.agents import CONTROLLABLE
from qm.metrics import METRICS
from qm.store import Session
from qm.ui.address import check_choice
from qm.ui.lookup import known

PEOPLE = {"agent": "Agents", "team": "Teams", "supervisor": "Supervisors"}
ORDERS = {"name": "By name", "value": "By value"}
CONTEXT = " (context)"
OFFERED = (*CONTROLLABLE, *(n for n, m in METRICS.items() if m.kind != "count" and n not in CONTROLLABLE))


@dataclass(frozen=True)
class Choices:
    """Who is compared (agent, team or supervisor), the metric looked closer at, and the order of the list."""

    by: str
    metric: str
    order: str


def controls(session: Session) -> Choices:
    """The controls, and what they say."""
    default = next((name for name in OFFERED if name in known(session.store)), OFFERED[0])
    offered = (default, *(name for name in OFFERED if name != default))
    labels = {name: METRICS[name].label + ("" if name in CONTROLLABLE else CONTEXT) for name in offered}
    check_choice("people", PEOPLE)
    check_choice("on", labels)
    check_choice("order", ORDERS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="agents.controls"):
        by = st.segmented_control(
            "Compare",
            list(PEOPLE),
            format_func=PEOPLE.__getitem__,
            key="people",
            default="agent",
            bind="query-params",
            required=True,
        )
        name = st.selectbox(
            "Look closer at",
            list(labels),
            format_func=labels.__getitem__,
            key="on",
            bind="query-params",
            width=280,
            help=f"{METRICS[_chosen(labels)].explained(session.definitions())} Context depends on staffing and demand "
            "more than on who did the work.",
        )
        order = st.segmented_control(
            "List",
            list(ORDERS),
            format_func=ORDERS.__getitem__,
            key="order",
            default="name",
            bind="query-params",
            required=True,
            help="By value shows how wide a guess each place is; who has too few cases has none.",
        )
    return Choices(str(by or "agent"), str(name or default), str(order or "name"))


def _chosen(labels: dict[str, str]) -> str:
    """The metric chosen, also before its list is drawn on this run."""
    asked = st.query_params.get("on")
    name = st.session_state.get("on") or next((n for n, label in labels.items() if label == asked), None)
    return str(name) if name in labels else next(iter(labels))
