"""A queue fitted for the what-if model: what happened, what it rests on, and how well the model tells it."""

from qm.analysis.whatif.fit.backtest import DayErrors, backtest, day_errors, summary
from qm.analysis.whatif.fit.fitted_queue import Fit, Observed, fit, typical
from qm.analysis.whatif.fit.observations import Queue, queues

__all__ = ["DayErrors", "Fit", "Observed", "Queue", "backtest", "day_errors", "fit", "queues", "summary", "typical"]
