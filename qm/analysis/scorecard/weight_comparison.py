"""Other weights held against today's: what they do to alignment, to who passes, and to agents.

`ground` works out once what does not depend on the weights, so that a moved weight is answered quickly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.metrics.intervals import wilson
from qm.models.scorecard.association import auc, bounds, drawn_correlation, pearson
from qm.models.statistics import false_discovery as discovery
from qm.models.statistics.clusters import Clusters, Numbers, clusters
from qm.models.statistics.estimate import Estimate, unknown
from qm.models.statistics.quantiles import ranks

DRAWS = 400
FOLDS = 5
LEAST_PAIRS = 10
FEW = 10
"""Agents with fewer evaluations are not judged."""

SEED = 11
PER_BAND, FEWEST_BANDS, MOST_BANDS = 25, 3, 8
EPSILON = 1e-9


@dataclass(frozen=True)
class Ground:
    """What stays while weights move.

    `points` are today's weights of 100; `scores` what they make of every evaluation, `scores_of_pairs`
    of every evaluation with a grade. `counts` is how often each cluster of pairs is drawn, `fold` the
    fold of each pair, agents kept together.
    """

    sheet: EvaluationSheet
    pairs: EvaluationSheet
    points: Numbers
    scores: Numbers
    scores_of_pairs: Numbers
    grade: Numbers
    satisfied: np.ndarray
    within: Clusters
    counts: Numbers
    fold: np.ndarray
    agent: np.ndarray
    agents: np.ndarray

    @cached_property
    def ranked(self) -> tuple[Numbers, Numbers, Numbers]:
        """Ranks of the grades and of today's scores, and their correlation in every draw."""
        grade, today = ranks(self.grade), ranks(self.scores_of_pairs)
        return grade, today, drawn_correlation(today, grade, self.within, self.counts)

    @cached_property
    def folds(self) -> list[tuple[np.ndarray, Numbers]]:
        """The pairs of each fold, and the ranks of their grades."""
        parts = [np.flatnonzero(self.fold == k) for k in range(FOLDS)]
        return [(part, ranks(self.grade[part])) for part in parts]

    @cached_property
    def folds_today(self) -> Numbers:
        """Today's correlation within each fold."""
        return _by_fold(self, self.scores_of_pairs)

    @property
    def n(self) -> int:
        """Pairs of a scored evaluation and a grade."""
        return len(self.grade)


@dataclass(frozen=True)
class Proposal:
    """What weights come to.

    `rank` is Spearman's correlation of score and grade over all pairs, `auc` the chance that a satisfied
    customer's contact scored higher, `gain` the rise of `rank` over today's (paired interval).
    `folds` is `rank` within each of five groups of agents, `folds_today` the same today. `passing` is
    the share of evaluations at or above the pass mark, `up` and `down` mark those that cross it.
    """

    points: Numbers
    scores: Numbers
    scores_of_pairs: Numbers
    n: int
    rank: Estimate
    auc: float
    gain: Estimate
    folds: Numbers
    folds_today: Numbers
    mean: float
    mean_today: float
    passing: float
    passing_today: float
    up: np.ndarray
    down: np.ndarray
    scored: int

    @property
    def gain_across(self) -> float:
        """The mean rise of `folds` over `folds_today`."""
        apart = self.folds - self.folds_today
        return float(np.nanmean(apart)) if np.isfinite(apart).any() else float("nan")

    @property
    def better_folds(self) -> int:
        return int((self.folds > self.folds_today + EPSILON).sum())


def of_hundred(weights: Numbers) -> Numbers:
    """Weights as points of 100; equal ones where they say nothing."""
    given = np.where(np.isfinite(weights) & (weights > 0), weights, 0.0)
    return given / given.sum() * 100 if given.sum() > 0 else np.full(len(given), 100 / max(len(given), 1))


def ground(sheet: EvaluationSheet) -> Ground:
    """Prepare the evaluations of a scorecard."""
    points = of_hundred(sheet.weights)
    pairs = sheet.pairs()
    scores_of_pairs = pairs.answers.scores(points)
    scored = np.isfinite(scores_of_pairs)
    pairs, scores_of_pairs = pairs.rows(scored), scores_of_pairs[scored]
    e = pairs.evaluations
    within = clusters(e["agent_id"], len(pairs))
    agent, agents = pd.factorize(sheet.evaluations["agent_id"], sort=True)
    return Ground(
        sheet,
        pairs,
        points,
        sheet.answers.scores(points),
        scores_of_pairs,
        e["grade"].to_numpy(dtype=float),
        e["satisfied"].to_numpy(dtype=bool),
        within,
        _draws(within),
        within.folds(FOLDS, SEED)[within.code],
        agent,
        np.asarray(agents, dtype=object),
    )


def _draws(within: Clusters) -> Numbers:
    return within.draws(DRAWS, SEED) if within.count else np.zeros((DRAWS, 0))


def proposal(on: Ground, points: Numbers, pass_mark: float) -> Proposal:
    """What `points` (of 100) come to; `pass_mark` is a share of the score."""
    same = bool(np.abs(points - on.points).max(initial=0.0) < EPSILON)
    scores = on.scores if same else on.sheet.answers.scores(points)
    own = on.scores_of_pairs if same else _known(on.pairs.answers.scores(points))
    rank, gain = _alignment(on, own)
    both = np.isfinite(scores) & np.isfinite(on.scores)
    now, today = scores[both], on.scores[both]
    passed, before = now >= pass_mark - EPSILON, today >= pass_mark - EPSILON
    up, down = np.zeros(len(scores), dtype=bool), np.zeros(len(scores), dtype=bool)
    up[both], down[both] = passed & ~before, before & ~passed
    return Proposal(
        points,
        scores,
        own,
        on.n,
        rank,
        auc(own, on.satisfied) if on.n else float("nan"),
        gain,
        _by_fold(on, own),
        on.folds_today,
        _mean(now),
        _mean(today),
        _mean(passed),
        _mean(before),
        up,
        down,
        int(both.sum()),
    )


def agents_moved(on: Ground, made: Proposal, pass_mark: float) -> pd.DataFrame:
    """One row per agent: n, mean score today and under the weights, its change with 95 % interval, whether it is `sure`
    (false discoveries kept at 5 % over all agents), and whether it crosses the pass mark (1 up, −1 down).

    Largest changes first. The change is that of the same evaluations.
    """
    both = np.isfinite(made.scores) & np.isfinite(on.scores) & (on.agent >= 0)
    code, count = on.agent[both], len(on.agents)
    change = made.scores[both] - on.scores[both]
    n = np.bincount(code, minlength=count).astype(float)
    some = np.maximum(n, 1)
    means = {
        name: np.bincount(code, weights=values, minlength=count) / some
        for name, values in (("today", on.scores[both]), ("now", made.scores[both]), ("change", change))
    }
    squares = np.bincount(code, weights=(change - means["change"][code]) ** 2, minlength=count)
    error = np.sqrt(squares / np.maximum(n * (n - 1), 1))
    freedom = np.maximum(n - 1, 1)
    half = stdtrit(freedom, 0.975) * error
    enough = (n >= FEW) & (error > 0)
    chance = np.full(count, np.nan)
    chance[enough] = 2 * stdtr(freedom[enough], -np.abs(means["change"][enough]) / error[enough])
    sure = np.nan_to_num(chance, nan=1.0) <= discovery.level(chance)
    known = n > 0
    frame = pd.DataFrame(
        {
            "agent": on.agents,
            "n": n.astype(int),
            **means,
            "low": np.where(n > 1, means["change"] - half, np.nan),
            "high": np.where(n > 1, means["change"] + half, np.nan),
            "sure": sure,
            "crosses": (means["now"] >= pass_mark).astype(int) - (means["today"] >= pass_mark).astype(int),
        }
    )[known]
    order = frame["change"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def bands(score: Numbers, satisfied: np.ndarray) -> pd.DataFrame:
    """One row per band of scores with about as many pairs each: score (mean), value (share satisfied), low, high, n.

    Pairs of one score stay together, so that a score's customers are all in one band.
    """
    n = len(score)
    wanted = int(np.clip(n // PER_BAND, FEWEST_BANDS, MOST_BANDS))
    edges = np.unique(np.quantile(score, np.linspace(0, 1, wanted + 1)[1:-1])) if n else np.array([])
    band = np.searchsorted(edges, score, side="right")
    count = np.bincount(band, minlength=len(edges) + 1).astype(float)
    kept = count > 0
    yes = np.bincount(band, weights=satisfied.astype(float), minlength=len(edges) + 1)[kept]
    mean = np.bincount(band, weights=score, minlength=len(edges) + 1)[kept] / count[kept]
    low, high = wilson(np.asarray(yes, dtype=float), np.asarray(count[kept], dtype=float))
    return pd.DataFrame(
        {"score": mean, "value": yes / count[kept], "low": low, "high": high, "n": count[kept].astype(int)}
    )


def groups_today(on: Ground, dimension: str) -> pd.DataFrame:
    """One row per value of a column of the pairs (channel, reason, queue), most pairs first: group, n, `today`, the
    correlation of ranks of today's score and grade, with its interval.

    Groups with fewer than ten pairs keep their n and have no correlation. Takes a moment, and does not
    depend on the weights.
    """
    labels = on.pairs.evaluations[dimension].astype("object")
    rows = [
        {"group": str(group), **_of_group(on, np.flatnonzero((labels == group).to_numpy()))}
        for group in labels.dropna().unique()
    ]
    found = pd.DataFrame(rows, columns=["group", "n", "today", "low", "high"])
    return found.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)


def groups_now(on: Ground, made: Proposal, dimension: str, today: pd.DataFrame) -> pd.DataFrame:
    """`groups_today` with `now`, the correlation under other weights."""
    labels = on.pairs.evaluations[dimension].astype("object").to_numpy()
    now = []
    for group, before in zip(today["group"], today["today"], strict=True):
        chosen = np.flatnonzero(labels == group)
        followed = pearson(ranks(made.scores_of_pairs[chosen]), ranks(on.grade[chosen])) if before == before else np.nan
        now.append(followed)
    return today.assign(now=now)


def _of_group(on: Ground, chosen: np.ndarray) -> dict:
    if len(chosen) < LEAST_PAIRS:
        return {"n": len(chosen), "today": np.nan, "low": np.nan, "high": np.nan}
    grade, today = ranks(on.grade[chosen]), ranks(on.scores_of_pairs[chosen])
    within = clusters(on.pairs.evaluations["agent_id"].to_numpy()[chosen], len(chosen))
    low, high = bounds(drawn_correlation(today, grade, within, within.draws(DRAWS, SEED)))
    return {"n": len(chosen), "today": pearson(today, grade), "low": low, "high": high}


def _alignment(on: Ground, own: Numbers) -> tuple[Estimate, Estimate]:
    if on.n < LEAST_PAIRS:
        few = unknown(f"{on.n} evaluations with a customer's grade are too few; at least {LEAST_PAIRS} are needed")
        return few, few
    grade, today, drawn_today = on.ranked
    now = ranks(own)
    value, before = pearson(now, grade), pearson(today, grade)
    if not np.isfinite(value):
        return unknown("the score or the grade never differs"), unknown("the score or the grade never differs")
    drawn = drawn_correlation(now, grade, on.within, on.counts)
    apart = drawn - drawn_today
    gain = Estimate(value - before, *bounds(apart)) if np.isfinite(before) else unknown("today's score never differs")
    return Estimate(value, *bounds(drawn)), gain


def _by_fold(on: Ground, own: Numbers) -> Numbers:
    found = np.full(FOLDS, np.nan)
    for k, (held, grade) in enumerate(on.folds):
        if len(held) >= LEAST_PAIRS:
            found[k] = pearson(ranks(own[held]), grade)
    return found


def _known(scores: Numbers) -> Numbers:
    """Where all that applied has no weight any more, the mean: such a score says nothing."""
    known = np.isfinite(scores)
    return np.where(known, scores, scores[known].mean() if known.any() else 0.0)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")
