"""What evaluator disagreement costs: the highest correlation that a score can have with satisfaction."""

import numpy as np

from qm.models.statistics.estimate import Estimate, unknown


def ceiling(score: Estimate, grade: float = 1.0) -> Estimate:
    """√(reliability of the score × that of the grade): Spearman 1904.

    `score` is the reliability of one evaluation, ICC(2,1) of total scores in calibrations; `grade`
    that of one survey answer, which is seldom known: 1 gives the ceiling its best case.
    """
    if score.value is None:
        return unknown(score.why or "the reliability of the score is not known")
    if score.value <= 0:
        return unknown("evaluators agree no better than chance, so the score measures nothing that could correlate")
    low, high = (None if x is None else float(np.sqrt(np.clip(x * grade, 0, 1))) for x in (score.low, score.high))
    return Estimate(float(np.sqrt(min(score.value * grade, 1.0))), low, high, score.why)


def disattenuated(observed: float, ceiling: float) -> float:
    """What the correlation would be if evaluators agreed perfectly; at most 1."""
    return float(np.clip(observed / ceiling, -1, 1)) if ceiling > 0 else float("nan")


def of_mean(reliability: float, k: float) -> float:
    """The reliability of the mean of k evaluations (Spearman and Brown)."""
    return k * reliability / (1 + (k - 1) * reliability)


def evaluations_needed(reliability: float, wanted: float) -> float:
    """How many evaluations must be averaged to be as reliable as `wanted`; infinite where one says nothing."""
    from scipy.optimize import brentq  # slow to load, and few need it

    if reliability <= 0:
        return float("inf")
    if of_mean(reliability, 1e6) < wanted:
        return float("inf")
    return float(brentq(lambda k: of_mean(reliability, k) - wanted, 1e-6, 1e6))
