"""Does the score follow what customers feel: the top line, its ceiling, and who is silent in it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import score_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.models.agreement.attenuation import ceiling
from qm.models.agreement.icc import icc
from qm.models.scorecard.association import auc_estimate, pearson_estimate, spearman_estimate
from qm.models.scorecard.nonresponse import response, weighted_spearman
from qm.models.statistics.clusters import clusters
from qm.models.statistics.estimate import Estimate, unknown

LEAST_PAIRS = 10

FACTS = {
    "wait": "wait_seconds",
    "handle time": "handle_seconds",
    "transfers": "transfers",
    "repeated": "repeated",
    "escalated": "escalated",
}
"""Facts about a contact that may drive satisfaction more than any question does, by column."""


@dataclass(frozen=True)
class Alignment:
    """How well a score follows the grades of `n` customers.

    `rank` is Spearman's correlation, `correlation` the plain one, `auc` the chance that a satisfied
    customer's contact scored higher. `reliability` is that of one evaluation, `ceiling` the highest
    correlation it allows. `reweighted` is `rank` with answers weighted to stand for all evaluated
    contacts, of which the share `answered` have a grade; NaN where it cannot be had.
    """

    n: int
    rank: Estimate
    correlation: Estimate
    auc: Estimate
    reliability: Estimate
    ceiling: Estimate
    reweighted: float
    answered: float


def alignment(sheet: EvaluationSheet, weights: np.ndarray | None = None) -> Alignment:
    """The alignment of the score under `weights` (today's unless told), critical failures included."""
    used = sheet.weights if weights is None else weights
    contacts = sheet.contacts()
    score = contacts.answers.scores(used)
    scored = np.isfinite(score)
    contacts, score = contacts.rows(scored), score[scored]
    grade = contacts.evaluations["grade"].to_numpy(dtype=float)
    graded = np.isfinite(grade)
    n = int(graded.sum())
    single, _ = icc(score_ratings(sheet, used))
    share = float(graded.mean()) if len(graded) else float("nan")
    if n < LEAST_PAIRS:
        few = unknown(f"{n} evaluations with a customer's grade are too few; at least {LEAST_PAIRS} are needed")
        return Alignment(n, few, few, few, single, ceiling(single), float("nan"), share)
    e = contacts.evaluations[graded]
    own, given = score[graded], grade[graded]
    within = clusters(e["agent_id"], n)
    return Alignment(
        n,
        spearman_estimate(own, given, within),
        pearson_estimate(own, given, within),
        auc_estimate(own, e["satisfied"].to_numpy(dtype=bool), within),
        single,
        ceiling(single),
        weighted_spearman(own, given, _weights(contacts, score, graded)),
        share,
    )


def facts(pairs: EvaluationSheet) -> pd.DataFrame:
    """What is known of each pair's contact besides its answers, as numbers: a column per fact that differs.

    Times enter as logarithms, because the first minute of waiting is felt more than the tenth.
    """
    found = {}
    for name, column in FACTS.items():
        values = pd.to_numeric(pairs.evaluations[column].astype("Float64"), errors="coerce").to_numpy(
            float, na_value=np.nan
        )
        known = values[np.isfinite(values)]
        if len(known) and np.ptp(known) > 0:
            found[name] = np.log1p(np.maximum(values, 0)) if column.endswith("_seconds") else values
    return pd.DataFrame(found)


def _weights(contacts: EvaluationSheet, score: np.ndarray, graded: np.ndarray) -> np.ndarray:
    e = contacts.evaluations
    numbers = [
        pd.to_numeric(e[c].astype("Float64")).to_numpy(float, na_value=np.nan)
        for c in ("wait_seconds", "handle_seconds")
    ]
    return response(graded, [e["channel"], e["reason"]], [*numbers, score]).weights
