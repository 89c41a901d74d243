"""A queue fitted for the what-if model: what happened, what it rests on, and how well the model tells it."""

from qm.metrics.fit.centre import Fit, Observed, backtest, fit, summary, typical
from qm.metrics.fit.rows import Queue, queues

__all__ = ["Fit", "Observed", "Queue", "backtest", "fit", "queues", "summary", "typical"]
