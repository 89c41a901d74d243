"""Where each question stands: its weight against what it is worth to customers, and whether it can tell at all."""

from typing import Literal

from qm.models.scorecard.drivers import SATURATED

Standing = Literal["aligned", "over-weighted", "under-weighted", "saturated", "noisy", "too few answers", "unknown"]

LEAST_AGREEMENT = 0.4
"""Chance-corrected agreement below this (AC1) is no better than fair (Landis and Koch 1977)."""

LEAST_ANSWERS = 30


def standing(
    weight: float,
    low: float | None,
    high: float | None,
    *,
    usual_share: float,
    answers: int,
    agreement_high: float | None = None,
) -> Standing:
    """The verdict on one question.

    `weight` is its share of all weights, `low` … `high` the interval of its share of all importance,
    `usual_share` the share of answers that are the most common one, `agreement_high` the upper end of
    the interval of AC1, None where nobody compared.
    """
    if answers < LEAST_ANSWERS:
        return "too few answers"
    if usual_share >= SATURATED:
        return "saturated"
    if agreement_high is not None and agreement_high < LEAST_AGREEMENT:
        return "noisy"
    if low is None or high is None or low != low or high != high:
        return "unknown"
    if weight > high:
        return "over-weighted"
    return "under-weighted" if weight < low else "aligned"


def rater_standing(severity: int | None, unreliable: bool) -> str:
    """The verdict on one evaluator: `severity` +1 severe, −1 lenient, 0 neither, None not known."""
    said = {None: "unknown", 0: "ordinary", 1: "severe", -1: "lenient"}[severity]
    if not unreliable:
        return said
    return f"{said}, unreliable" if severity else "unreliable"
