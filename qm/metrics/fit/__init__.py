"""A queue fitted for the what-if model: what happened, what it rests on, and how well the model tells it."""

from qm.metrics.fit.centre import Fit, Observed, fit, typical
from qm.metrics.fit.past import DayErrors, backtest, day_errors, summary
from qm.metrics.fit.rows import Queue, queues

__all__ = ["DayErrors", "Fit", "Observed", "Queue", "backtest", "day_errors", "fit", "queues", "summary", "typical"]
