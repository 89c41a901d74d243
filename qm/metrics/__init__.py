"""Every number, defined once and asked for through one door."""

from qm.metrics.catalogue import DEFERRED_METRICS, METRICS, Metric, metric, metrics_that_fit
from qm.metrics.derived import redefine, redefine_as, refresh
from qm.metrics.dimensions import DIMENSIONS, Dimension, dimension
from qm.metrics.filters import Filters
from qm.metrics.queries import Measurement, measure, measure_all, span, values
from qm.metrics.rows import count, rows

__all__ = [
    "DEFERRED_METRICS",
    "DIMENSIONS",
    "METRICS",
    "Dimension",
    "Filters",
    "Measurement",
    "Metric",
    "count",
    "dimension",
    "measure",
    "measure_all",
    "metric",
    "metrics_that_fit",
    "redefine",
    "redefine_as",
    "refresh",
    "rows",
    "span",
    "values",
]
