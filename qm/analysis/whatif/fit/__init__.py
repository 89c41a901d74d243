"""A queue fitted for the what-if model: what happened, what it rests on, and how well the model tells it."""

from qm.analysis.whatif.fit.backtest import DayErrors, backtest, day_errors, fit_summary
from qm.analysis.whatif.fit.fitted_queue import FittedQueue, fit_queue
from qm.analysis.whatif.fit.observed import Observed
from qm.analysis.whatif.fit.queues import Queue, narrowed, of_queue, queues

__all__ = [
    "DayErrors",
    "FittedQueue",
    "Observed",
    "Queue",
    "backtest",
    "day_errors",
    "fit_queue",
    "fit_summary",
    "narrowed",
    "of_queue",
    "queues",
]
