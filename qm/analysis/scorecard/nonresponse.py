"""Who answers surveys and who does not: response by group, what answerers' contacts were like, and what follows.

Of the evaluated contacts of a scorecard, because only their scores can be held against grades.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.analysis.progress import progress_of
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, graded_scorecard
from qm.analysis.scorecard.score_alignment import numbers_of
from qm.metrics import Filters
from qm.metrics.intervals import wilson
from qm.models.scorecard.nonresponse import response, share_bounds, weighted_spearman
from qm.models.statistics.clusters import Numbers
from qm.store import Session

GROUPS = ("channel", "reason")
NUMBERS = {
    "wait_seconds": "wait",
    "handle_seconds": "handle time",
    "score": "score",
    "repeated": "came back",
    "transfers": "transfers",
}
LEAST = 10

CLEAR = 2.6
"""Standard errors from which a difference is named: 1 % by chance."""


@dataclass(frozen=True)
class Nonresponse:
    """Of evaluated contacts, those with a grade against those without.

    `groups`: by, group, n, answered, rate, low, high. `facts`: fact, answered, silent (means), apart (their
    difference in standard errors). `rate`: the share that answered. `satisfied` among those, as they are and
    reweighted to stand for all; `bounds` if all the silent were dissatisfied, or satisfied. `rank`: the score's
    correlation of ranks with grades. `effective`: answers of equal weight that the reweighted ones are worth.
    """

    groups: pd.DataFrame
    facts: pd.DataFrame
    contacts: int
    answers: int
    rate: float
    satisfied: float
    satisfied_reweighted: float
    bounds: tuple[float, float]
    rank: float
    rank_reweighted: float
    effective: float


@kept(most=16)
def nonresponse(session: Session, filters: Filters, scorecard: str | None = None) -> Nonresponse | None:
    """Who answers surveys and who is silent; None with fewer than ten answers, or when everybody answered.

    QMError where there are no evaluations, or none on that scorecard.
    """
    graded = graded_scorecard(session, filters, scorecard)
    progress_of("Who answers surveys …")
    return nonresponse_of(graded)


def nonresponse_of(graded: GradedScorecard) -> Nonresponse | None:
    """The same of evaluations that were read before."""
    contacts = graded.sheet.contacts()
    score = contacts.answers.scores(graded.points)
    contacts, score = contacts.rows(np.isfinite(score)), score[np.isfinite(score)]
    e = contacts.evaluations
    answered = e["grade"].notna().to_numpy()
    if answered.sum() < LEAST or answered.all():
        return None
    numbers = _numbers(contacts, score)
    known = [numbers[name] for name in ("wait_seconds", "handle_seconds", "score") if name in numbers]
    responses = response(answered, [e[name] for name in GROUPS], known)
    yes = e["satisfied"][answered].to_numpy(dtype=bool)
    grade = e["grade"][answered].to_numpy(dtype=float)
    one = np.ones(int(answered.sum()))
    return Nonresponse(
        _groups(e, answered),
        _facts(numbers, answered),
        len(e),
        int(answered.sum()),
        responses.rate,
        float(yes.mean()),
        float(np.average(yes, weights=responses.weights)),
        share_bounds(yes, responses.rate),
        weighted_spearman(score[answered], grade, one),
        weighted_spearman(score[answered], grade, responses.weights),
        responses.effective,
    )


def _numbers(contacts: EvaluationSheet, score: Numbers) -> dict[str, Numbers]:
    values_of: dict[str, Numbers] = {}
    for name in NUMBERS:
        values = score
        if name != "score":
            values = numbers_of(contacts.evaluations[name])
        if np.isfinite(values).any():
            values_of[name] = values
    return values_of


def _groups(e: pd.DataFrame, answered: np.ndarray) -> pd.DataFrame:
    parts = []
    for by in GROUPS:
        table = pd.DataFrame({"group": e[by], "answered": answered.astype(float)}).dropna()
        if table["group"].nunique() > 1:
            sums = table.groupby("group")["answered"].agg(["sum", "count"])
            low, high = wilson(sums["sum"].to_numpy(dtype=float), sums["count"].to_numpy(dtype=float))
            parts.append(
                pd.DataFrame(
                    {
                        "by": by,
                        "group": sums.index,
                        "n": sums["count"].to_numpy(),
                        "answered": sums["sum"].to_numpy(),
                        "rate": (sums["sum"] / sums["count"]).to_numpy(),
                        "low": low,
                        "high": high,
                    }
                )
            )
    columns = ["by", "group", "n", "answered", "rate", "low", "high"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _facts(numbers: dict[str, Numbers], answered: np.ndarray) -> pd.DataFrame:
    rows = []
    for name, values in numbers.items():
        spoke, silent = (values[side & np.isfinite(values)] for side in (answered, ~answered))
        if len(spoke) < LEAST or len(silent) < LEAST:
            continue
        error = float(np.sqrt(spoke.var(ddof=1) / len(spoke) + silent.var(ddof=1) / len(silent)))
        gap = float(spoke.mean() - silent.mean())
        rows.append(
            {
                "fact": name,
                "answered": float(spoke.mean()),
                "silent": float(silent.mean()),
                "apart": gap / error if error > 0 else 0.0,
            }
        )
    return pd.DataFrame(rows, columns=["fact", "answered", "silent", "apart"])
