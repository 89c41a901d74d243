"""What the lower half of the page is about: the metric, and the dimension it is split by."""

from qm.metrics import DIMENSIONS, METRICS
from qm.ui import state

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
state.declare(METRIC, BY)


def chosen_metric() -> str:
    """The metric picked, also before its list is drawn on this run; notes what the address gets wrong."""
    state.value_of(BY)
    return str(state.value_of(METRIC))


def chosen_dimension(metric: str) -> str:
    """The dimension that `metric` is split by, also before its list is drawn on this run."""
    return str(state.value_of(_fitting(metric)))


def _fitting(metric: str) -> state.Parameter:
    """The dimensions that fit a metric."""
    return BY.among({name: DIMENSIONS[name].label for name in DIMENSIONS_OFFERED if name in METRICS[metric].dimensions})


def pick_metric() -> str:
    """The list of metrics; tiles set the same choice."""
    return str(state.selectbox(METRIC, "Look closer at", width=260))


def set_metric(name: str) -> None:
    """Pick a metric; only in callbacks."""
    state.put(METRIC, name)


def looking_at(metric: str, dimension: str) -> dict[state.Parameter, str]:
    """The change that looks closer at a metric by a dimension."""
    return {METRIC: metric, _fitting(metric): dimension}


def pick_dimension(metric: str) -> str:
    """The dimension that the breakdown and what moved it are split by, of those that fit the metric."""
    return str(state.selectbox(_fitting(metric), "Split by", width=200))
