"""What is asked: who is compared, on what, in which order."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.agents import CONTROLLABLE
from qm.analysis.view import View
from qm.metrics import METRICS, Metric
from qm.store import Definitions, Store
from qm.ui.address import check_choice
from qm.ui.agents.picking import inside
from qm.ui.lookup import known
from qm.wording import Scale

PEOPLE = {"agent": "Agents", "team": "Teams", "supervisor": "Supervisors"}
ONE = {"agent": "agent", "team": "team", "supervisor": "supervisor"}
ORDERS = {"name": "By name", "value": "By value"}
CONTEXT = " (context)"
OFFERED = (*CONTROLLABLE, *(n for n, m in METRICS.items() if m.kind != "count" and n not in CONTROLLABLE))


@dataclass(frozen=True)
class Question:
    """The filters, who is compared (`by`), the metric looked closer at and the order of the list.

    `inside` names the one team or supervisor whose agents are compared: team Red.
    """

    view: View
    definitions: Definitions
    by: str
    name: str
    order: str
    inside: str = ""

    @property
    def metric(self) -> Metric:
        return METRICS[self.name].under(self.definitions)

    @property
    def scale(self) -> Scale:
        return self.scale_of(self.name)

    def scale_of(self, name: str) -> Scale:
        """How figures of a metric are written and drawn under the definitions in force."""
        m = METRICS[name].under(self.definitions)
        return Scale(m.name, m.label, m.format, m.kind, m.better)

    @property
    def is_controllable(self) -> bool:
        return self.name in CONTROLLABLE

    def fits(self, name: str) -> bool:
        """Whether the filters can be asked of a metric."""
        return {self.by, *self.view.current.dimensions} <= set(METRICS[name].dimensions)

    @property
    def everyone(self) -> str:
        """Who is listed: every agent of team Red."""
        return f"every {ONE[self.by]}" + (f" of {self.inside}" if self.inside else "")

    def many(self, count: int) -> str:
        """So many of those compared: 1 team, 60 agents."""
        return f"{count:,} {ONE[self.by]}{'' if count == 1 else 's'}"

    @property
    def lines(self) -> list[str]:
        """What is shown, for the head of everything that is saved."""
        return [*self.view.lines, self.metric.meaning]


def _chosen(labels: dict[str, str]) -> str:
    """The metric chosen, also before its list is drawn on this run."""
    asked = st.query_params.get("on")
    name = st.session_state.get("on") or next((n for n, label in labels.items() if label == asked), None)
    return str(name) if name in labels else next(iter(labels))


def ask(store: Store, view: View) -> Question:
    """The question, with the controls that change it."""
    default = next((name for name in OFFERED if name in known(store)), OFFERED[0])
    offered = (default, *(name for name in OFFERED if name != default))
    labels = {name: METRICS[name].label + ("" if name in CONTROLLABLE else CONTEXT) for name in offered}
    check_choice("people", PEOPLE)
    check_choice("on", labels)
    check_choice("order", ORDERS)
    definitions = store.definitions()
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
            help=f"{METRICS[_chosen(labels)].explained(definitions)} Context depends on staffing and demand more than "
            "on who did the work.",
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
    by, where = str(by or "agent"), ""
    one = inside(view, by)
    if one is not None:
        by, where = "agent", f"{ONE[by]} {one}"
    return Question(view, definitions, by, str(name or default), str(order or "name"), where)
