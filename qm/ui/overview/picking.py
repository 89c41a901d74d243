"""What is looked at more closely: the metric, by which grain, and the dimension it is split by."""

import streamlit as st

from qm.analysis.overview import OverviewAnswer
from qm.metrics import DIMENSIONS, METRICS
from qm.ui import state
from qm.ui.frame.grain import pick_grain

METRICS_OFFERED = ("service_level", *(name for name in METRICS if name != "service_level"))
DIMENSIONS_OFFERED = (
    "reason",
    *(name for name, d in DIMENSIONS.items() if d.kind != "date" and name not in ("month", "reason")),
)
METRIC = state.Parameter(
    "metric", state.Choice({name: METRICS[name].label for name in METRICS_OFFERED}), scope="overview"
)
BY = state.Parameter(
    "by", state.Choice({name: DIMENSIONS[name].label for name in DIMENSIONS_OFFERED}), scope="overview"
)
ALL_FIGURES = state.Parameter("figures", state.Choice({"now": "Now", "all": "All"}), scope="overview")
state.declare(METRIC, BY, ALL_FIGURES)


def chosen_metric() -> str:
    """The metric picked, also before its list is drawn on this run; notes what the address gets wrong."""
    state.check(BY, ALL_FIGURES)
    return str(state.value_of(METRIC))


def chosen_dimension(metric: str) -> str:
    """The dimension that `metric` is split by, also before its list is drawn on this run."""
    return str(state.value_of(_fitting(metric)))


def _fitting(metric: str) -> state.Parameter:
    """The dimensions that fit a metric."""
    return BY.among({name: DIMENSIONS[name].label for name in DIMENSIONS_OFFERED if name in METRICS[metric].dimensions})


def pick_trend(answer: OverviewAnswer) -> None:
    """The metric whose trend is drawn (tiles set the same choice), and its grain."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        state.selectbox(METRIC, "Look closer at", label_visibility="collapsed", width=220)
        pick_grain(answer.trend.grain)


def set_metric(name: str) -> None:
    """Pick a metric; only in callbacks."""
    state.put(METRIC, name)


def shows_all() -> bool:
    """Whether all figures are open."""
    return bool(state.value_of(ALL_FIGURES) == "all")


def show_all(wanted: bool) -> None:
    """Open or close all figures; only in callbacks."""
    state.put(ALL_FIGURES, "all" if wanted else None)


def looking_at(metric: str, dimension: str) -> dict[state.Parameter, str]:
    """The change that looks closer at a metric by a dimension."""
    return {METRIC: metric, _fitting(metric): dimension}


def pick_dimension(metric: str) -> str:
    """The dimension that the breakdown and what moved it are split by, of those that fit the metric."""
    return str(state.selectbox(_fitting(metric), "Split by", width=200))
