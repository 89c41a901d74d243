"""What the lower half of the page is about: the metric, and the dimension it is split by."""

import streamlit as st

from qm.metrics import DIMENSIONS, METRICS
from qm.ui.address import check_choice

# Each list begins with its default: one set elsewhere would clash with what callbacks set.
METRICS_OFFERED = ("service_level", *(name for name in METRICS if name != "service_level"))
DIMENSIONS_OFFERED = (
    "reason",
    *(name for name, d in DIMENSIONS.items() if d.kind != "date" and name not in ("month", "reason")),
)


def chosen_metric() -> str:
    """The metric picked, also before its list is drawn on this run; notes what the address gets wrong."""
    labels = {name: METRICS[name].label for name in METRICS_OFFERED}
    check_choice("metric", labels)
    check_choice("by", {name: DIMENSIONS[name].label for name in DIMENSIONS_OFFERED})
    return _chosen("metric", labels)


def chosen_dimension(metric: str) -> str:
    """The dimension that `metric` is split by, also before its list is drawn on this run."""
    return _chosen("by", {name: DIMENSIONS[name].label for name in _fitting(metric)})


def _chosen(key: str, labels: dict[str, str]) -> str:
    asked = st.query_params.get(key)
    name = st.session_state.get(key) or next((n for n, label in labels.items() if label == asked), None)
    return name if name in labels else next(iter(labels))


def _fitting(metric: str) -> list[str]:
    return [name for name in DIMENSIONS_OFFERED if name in METRICS[metric].dimensions]


def pick_metric() -> str:
    """The list of metrics; tiles set the same choice."""
    return st.selectbox(
        "Look closer at",
        METRICS_OFFERED,
        key="metric",
        bind="query-params",
        format_func=lambda name: METRICS[name].label,
        width=260,
    )


def set_metric(name: str) -> None:
    """Pick a metric; only in callbacks."""
    st.session_state["metric"] = name


def pick_dimension(metric: str) -> str:
    """The dimension that the breakdown and what moved it are split by, of those that fit the metric."""
    return st.selectbox(
        "Split by",
        _fitting(metric),
        key="by",
        bind="query-params",
        format_func=lambda name: DIMENSIONS[name].label,
        width=200,
    )
