"""Questions by agreement, worst first, each with a verdict on what can be said of it."""

import pandas as pd

from qm.analysis.calibration.coefficients import Coefficient
from qm.models.scorecard.drivers import SATURATED
from qm.models.scorecard.question_verdict import LEAST_AGREEMENT

FEW = 10  # contacts: with fewer no verdict and no colour
GOOD = 0.6
STEPS = 4  # different answers from which near misses are common


def ranked_questions(questions: pd.DataFrame, coefficient: Coefficient) -> pd.DataFrame:
    """One row per question of `coefficient_frame`, worst first, with `other` (the counterpart), `equal` (percent
    agreement), n (contacts) and `verdict`; those that cannot be judged are `last`."""

    def of(name: str) -> pd.DataFrame:
        return questions[questions["coefficient"] == name].reset_index(drop=True)

    frame = of(coefficient.name)
    frame = frame.assign(
        other=of(coefficient.counterpart.name)["value"], equal=of("percent_agreement")["value"], n=frame["items"]
    )
    figures = zip(frame["value"], frame["low"], frame["high"], frame["n"], frame["usual"], strict=True)
    frame = frame.assign(
        verdict=[agreement_verdict(*row) for row in figures], last=frame["value"].isna() | (frame["n"] < FEW)
    )
    return frame.sort_values(["last", "value"], kind="stable", ignore_index=True)


def agreement_verdict(value: float, low: float, high: float, contacts: int, usual: float) -> str:
    """What can be said of a question: too few contacts, cannot be had, nearly all answers the same, no interval, poor,
    fair, good, cannot tell. `usual` is the share of the most common answer."""
    if contacts < FEW:
        return "too few contacts"
    if value != value:
        return "cannot be had"
    if usual >= SATURATED:
        return "nearly all answers the same"
    if low != low:
        return "no interval"
    if high < LEAST_AGREEMENT:
        return "poor"
    if low >= GOOD:
        return "good"
    return "fair" if low >= LEAST_AGREEMENT else "cannot tell"
