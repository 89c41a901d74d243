"""Agreement over all questions together: by pair of evaluators, and over time."""

import numpy as np
import pandas as pd

from qm.analysis.calibration.calibrations import Calibrations
from qm.analysis.calibration.evaluators import possible
from qm.models.agreement.bland_altman import bland_altman
from qm.models.agreement.pooled import Pool, pool
from qm.models.agreement.ratings import numeric


def pooled_agreement(calibrations: Calibrations, coefficient: str) -> Pool:
    """All questions together, each against its own chance."""
    return pool(
        calibrations.evaluations["item"], calibrations.evaluations["rater"], calibrations.given, coefficient, possible
    )


def pair_agreement(calibrations: Calibrations, pooled: Pool) -> pd.DataFrame:
    """One row per two evaluators: left, right (names), contacts both scored, answers compared, value, low, high, why;
    `bias` how much more of the score left gives than right on the same contacts, with its interval."""
    e = calibrations.evaluations
    known = e["score"].notna()
    biases = {}
    if known.any():
        names = np.unique(e.loc[known, "rater"])
        scores = numeric(e.loc[known, "item"], e.loc[known, "rater"], e.loc[known, "score"])
        biases = {(int(names[c.left]), int(names[c.right])): c for c in bland_altman(scores)}
    size = len(calibrations.raters)
    group = pooled.left * size + pooled.right
    answers = np.bincount(group, minlength=size * size)
    shared = np.bincount(np.unique(group * max(len(e), 1) + pooled.item) // max(len(e), 1), minlength=size * size)
    estimates = pooled.agreements(group, size * size)
    rows = []
    for left in range(size):
        for right in range(left + 1, size):
            place = left * size + right
            estimate, bias = estimates[place], biases.get((left, right))
            rows.append(
                {
                    "left": calibrations.raters[left],
                    "right": calibrations.raters[right],
                    "contacts": int(shared[place]),
                    "answers": int(answers[place]),
                    "value": _number(estimate.value),
                    "low": _number(estimate.low),
                    "high": _number(estimate.high),
                    "why": estimate.why,
                    "bias": _number(bias.bias.value) if bias else np.nan,
                    "bias_low": _number(bias.bias.low) if bias else np.nan,
                    "bias_high": _number(bias.bias.high) if bias else np.nan,
                }
            )
    return pd.DataFrame(rows)


def agreement_over_time(calibrations: Calibrations, pooled: Pool, step: str) -> pd.DataFrame:
    """One row per round or month (`step`) in order of time: step, at (its first day), contacts, evaluators, answers,
    value, low, high, why."""
    e = calibrations.evaluations
    code, names = pd.factorize(e[step])
    frame = (
        e.assign(step=code)
        .groupby("step")
        .agg(at=("evaluated_at", "min"), contacts=("item", "nunique"), evaluators=("rater", "nunique"))
    )
    of_item = np.zeros(int(e["item"].max()) + 1 if len(e) else 0, dtype=np.int64)
    of_item[e["item"].to_numpy(dtype=np.int64)] = code
    group = of_item[pooled.item]
    estimates = pooled.agreements(group, len(names))
    frame = frame.assign(
        step=[str(name) for name in names],
        answers=np.bincount(group, minlength=len(names)),
        value=[_number(e.value) for e in estimates],
        low=[_number(e.low) for e in estimates],
        high=[_number(e.high) for e in estimates],
        why=[e.why for e in estimates],
    )
    columns = ["step", "at", "contacts", "evaluators", "answers", "value", "low", "high", "why"]
    return frame.reset_index(drop=True)[columns].sort_values(["at", "step"], ignore_index=True)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
