"""Does the score follow what customers feel: the top line and its ceiling."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import score_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.models.agreement.attenuation import ceiling
from qm.models.agreement.icc import icc
from qm.models.scorecard.association import auc_estimate, pearson_estimate, spearman_estimate
from qm.models.scorecard.nonresponse import response, weighted_spearman
from qm.models.statistics.clusters import Numbers, clusters
from qm.models.statistics.estimate import Estimate, unknown
from qm.wording import counted

LEAST_PAIRS = 10


@dataclass(frozen=True)
class ScoreAlignment:
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


def score_alignment(sheet: EvaluationSheet, weights: Numbers | None = None) -> ScoreAlignment:
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
        few = unknown(f"{counted(n, 'evaluated contact')} with a rating; at least {LEAST_PAIRS} are needed")
        return ScoreAlignment(n, few, few, few, single, ceiling(single), float("nan"), share)
    e = contacts.evaluations[graded]
    own, given = score[graded], grade[graded]
    within = clusters(e["agent_id"], n)
    return ScoreAlignment(
        n,
        spearman_estimate(own, given, within),
        pearson_estimate(own, given, within),
        auc_estimate(own, e["satisfied"].to_numpy(dtype=bool), within),
        single,
        ceiling(single),
        weighted_spearman(own, given, _weights(contacts, score, graded)),
        share,
    )


def numbers_of(column: pd.Series) -> Numbers:
    """A column as numbers, NaN where nothing is known."""
    numbers: Numbers = pd.to_numeric(column.astype("Float64"), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return numbers


def _weights(contacts: EvaluationSheet, score: Numbers, graded: np.ndarray) -> Numbers:
    e = contacts.evaluations
    numbers = [numbers_of(e[column]) for column in ("wait_seconds", "handle_seconds")]
    return response(graded, [e["channel"], e["reason"]], [*numbers, score]).weights
