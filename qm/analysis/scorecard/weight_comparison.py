"""Other weights held against today's, with names: which agents and evaluations move, and where the score fits."""

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, graded_scorecard
from qm.metrics import Filters
from qm.metrics.intervals import wilson
from qm.models.scorecard.association import pearson
from qm.models.scorecard.weight_comparison import (
    Flags,
    WeightComparison,
    agent_changes,
    compare_weights,
    group_correlation,
    score_bands,
)
from qm.models.statistics.clusters import Numbers
from qm.models.statistics.quantiles import ranks
from qm.store import Session

DIMENSIONS = ("channel", "reason", "queue")
"""What the fit of a score can be split by."""


def weight_comparison(graded: GradedScorecard, points: Numbers, pass_mark: float) -> WeightComparison:
    """What `points` (of 100) come to beside today's; `pass_mark` is a share of the score."""
    return compare_weights(graded.baseline, points, pass_mark)


def agents_moved(graded: GradedScorecard, compared: WeightComparison, pass_mark: float) -> pd.DataFrame:
    """One row per agent, largest changes first: agent, n, mean score `today` and `now`, its `change` over the same
    evaluations with `low` and `high`, whether it is `sure` (false discoveries at 5 % over all agents), and whether it
    `crosses` the pass mark (1 up, −1 down)."""
    changes = agent_changes(graded.baseline, compared, pass_mark)
    columns = ("n", "today", "now", "change", "low", "high", "sure", "crosses")
    frame = pd.DataFrame({"agent": graded.agents, **{name: getattr(changes, name) for name in columns}})
    frame = frame[frame["n"] > 0]
    order = frame["change"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def evaluations_crossing(graded: GradedScorecard, compared: WeightComparison) -> pd.DataFrame:
    """One row per evaluation that crosses the pass mark, the largest change first: passes, today, now (shares of the
    score), agent_id, evaluation_id, evaluated_at, contact_id."""
    chosen = compared.up | compared.down
    columns = ["agent_id", "evaluation_id", "evaluated_at", "contact_id"]
    frame = graded.sheet.evaluations.loc[chosen, columns]
    frame.insert(0, "passes", compared.up[chosen])
    frame.insert(1, "today", graded.baseline.scores[chosen])
    frame.insert(2, "now", compared.scores[chosen])
    order = (frame["now"] - frame["today"]).abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def satisfaction_by_score(pair_scores: Numbers, satisfied: Flags) -> pd.DataFrame:
    """One row per band of scores with about as many pairs each: score (mean), value (share satisfied), low, high, n."""
    bands = score_bands(pair_scores, satisfied)
    low, high = wilson(bands.satisfied, bands.n)
    return pd.DataFrame(
        {"score": bands.score, "value": bands.satisfied / bands.n, "low": low, "high": high, "n": bands.n.astype(int)}
    )


@kept(most=24)
def fit_by_group(session: Session, filters: Filters, scorecard: str | None, dimension: str) -> pd.DataFrame:
    """How well today's score follows grades in each channel, reason or queue, as `group_fit`."""
    return group_fit(graded_scorecard(session, filters, scorecard), dimension)


def group_fit(graded: GradedScorecard, dimension: str) -> pd.DataFrame:
    """One row per value of a column of the pairs (channel, reason, queue), most pairs first: group, n, `today`, the
    correlation of ranks of today's score and grade, with its interval.

    Groups with fewer than ten pairs keep their n and have no correlation. It takes a moment, and does not depend on
    the weights.
    """
    labels = graded.pairs.evaluations[dimension].astype("object")
    agents = graded.pairs.evaluations["agent_id"].to_numpy()
    rows = []
    for group in labels.dropna().unique():
        chosen = np.flatnonzero((labels == group).to_numpy())
        today, low, high = group_correlation(graded.baseline, chosen, agents[chosen])
        rows.append({"group": str(group), "n": len(chosen), "today": today, "low": low, "high": high})
    frame = pd.DataFrame(rows, columns=["group", "n", "today", "low", "high"])
    return frame.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)


def group_fit_compared(
    graded: GradedScorecard, compared: WeightComparison, dimension: str, today: pd.DataFrame
) -> pd.DataFrame:
    """`group_fit` with `now`, the correlation under other weights."""
    labels = graded.pairs.evaluations[dimension].astype("object").to_numpy()
    now = []
    for group, before in zip(today["group"], today["today"], strict=True):
        chosen = np.flatnonzero(labels == group)
        known = before == before
        now.append(
            pearson(ranks(compared.pair_scores[chosen]), ranks(graded.baseline.grade[chosen])) if known else np.nan
        )
    return today.assign(now=now)
