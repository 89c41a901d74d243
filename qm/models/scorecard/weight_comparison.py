"""Other weights held against today's: what they do to alignment, to who passes, and to agents.

`baseline` works out once what does not depend on the weights, so that a moved weight is answered quickly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from qm.models.scorecard.association import auc, bounds, drawn_correlation, pearson
from qm.models.scorecard.score import ScoreSheet
from qm.models.statistics.clusters import Clusters, Integers, Numbers, clusters
from qm.models.statistics.estimate import Estimate, unknown
from qm.models.statistics.false_discovery import benjamini_hochberg
from qm.models.statistics.quantiles import ranks

Flags = NDArray[np.bool_]

DRAWS = 400
FOLDS = 5
LEAST_PAIRS = 10
"""With fewer pairs of a score and a grade no correlation is given."""

LEAST_EVALUATIONS = 10
"""Agents with fewer evaluations are not judged."""

SEED = 11
PER_BAND, FEWEST_BANDS, MOST_BANDS = 25, 3, 8
EPSILON = 1e-9


@dataclass(frozen=True)
class Baseline:
    """What stays while weights move: all evaluations, and those with a customer's grade (the pairs).

    `points` are today's weights of 100; `scores` what they make of every evaluation, `pair_scores` of every pair.
    `counts` is how often each cluster of pairs is drawn (draws × clusters), `fold` the fold of each pair, agents kept
    together. `agent` is the agent of every evaluation from 0, −1 for none, of `agents` in all.
    """

    answers: ScoreSheet
    pair_answers: ScoreSheet
    points: Numbers
    scores: Numbers
    pair_scores: Numbers
    grade: Numbers
    satisfied: Flags
    clusters: Clusters
    counts: Numbers
    fold: Integers
    agent: Integers
    agents: int

    @cached_property
    def ranked(self) -> tuple[Numbers, Numbers, Numbers]:
        """Ranks of the grades and of today's scores, and their correlation in every draw."""
        grade, today = ranks(self.grade), ranks(self.pair_scores)
        return grade, today, drawn_correlation(today, grade, self.clusters, self.counts)

    @cached_property
    def folds(self) -> list[tuple[Integers, Numbers]]:
        """The pairs of each fold, and the ranks of their grades."""
        parts = [np.flatnonzero(self.fold == k) for k in range(FOLDS)]
        return [(part, ranks(self.grade[part])) for part in parts]

    @cached_property
    def folds_today(self) -> Numbers:
        """Today's correlation within each fold."""
        return _by_fold(self, self.pair_scores)

    @property
    def pairs(self) -> int:
        """How many scored evaluations have a grade."""
        return len(self.grade)


@dataclass(frozen=True)
class WeightComparison:
    """What weights come to beside today's.

    `rank` is Spearman's correlation of score and grade over all `pairs`, `auc` the chance that a satisfied
    customer's contact scored higher, `gain` the rise of `rank` over today's (paired interval). `folds` is `rank`
    within each of five groups of agents, `folds_today` the same today. `passing` is the share of the `scored`
    evaluations at or above the pass mark, `up` and `down` mark those that cross it.
    """

    points: Numbers
    scores: Numbers
    pair_scores: Numbers
    pairs: int
    rank: Estimate
    auc: float
    gain: Estimate
    folds: Numbers
    folds_today: Numbers
    mean: float
    mean_today: float
    passing: float
    passing_today: float
    up: Flags
    down: Flags
    scored: int

    @property
    def mean_fold_gain(self) -> float:
        """The mean rise of `folds` over `folds_today`; NaN where no fold can tell."""
        rise = self.folds - self.folds_today
        return float(np.nanmean(rise)) if np.isfinite(rise).any() else float("nan")

    @property
    def better_folds(self) -> int:
        """In how many groups of agents the score follows grades better than today's."""
        return int((self.folds > self.folds_today + EPSILON).sum())


@dataclass(frozen=True)
class AgentChanges:
    """One entry per agent: evaluations, mean score today and under the weights, its change over the same evaluations
    with 95 % interval, whether it is `sure` (false discoveries kept at 5 % over all agents), and whether the mean
    crosses the pass mark (1 up, −1 down)."""

    n: Integers
    today: Numbers
    now: Numbers
    change: Numbers
    low: Numbers
    high: Numbers
    sure: Flags
    crosses: Integers


@dataclass(frozen=True)
class ScoreBands:
    """One entry per band of scores: the mean score, how many customers were satisfied, of how many."""

    score: Numbers
    satisfied: Numbers
    n: Numbers


def points_of_100(weights: Numbers) -> Numbers:
    """Weights as points of 100; equal ones where they say nothing.

    >>> points_of_100(np.array([1.0, 3.0])).tolist()
    [25.0, 75.0]
    """
    given = np.where(np.isfinite(weights) & (weights > 0), weights, 0.0)
    return given / given.sum() * 100 if given.sum() > 0 else np.full(len(given), 100 / max(len(given), 1))


def baseline(
    answers: ScoreSheet,
    pair_answers: ScoreSheet,
    points: Numbers,
    grade: ArrayLike,
    satisfied: ArrayLike,
    *,
    pair_agents: ArrayLike | None,
    agent: Integers,
    agents: int,
) -> Baseline:
    """Prepare evaluations and pairs; every pair must have a score under `points`."""
    within = clusters(pair_agents, len(pair_answers.given))
    return Baseline(
        answers,
        pair_answers,
        points,
        answers.scores(points),
        pair_answers.scores(points),
        np.asarray(grade, dtype=float),
        np.asarray(satisfied, dtype=bool),
        within,
        within.draws(DRAWS, SEED) if within.count else np.zeros((DRAWS, 0)),
        within.folds(FOLDS, SEED)[within.code],
        agent,
        agents,
    )


def compare_weights(base: Baseline, points: Numbers, pass_mark: float) -> WeightComparison:
    """What `points` (of 100) come to; `pass_mark` is a share of the score."""
    same = bool(np.abs(points - base.points).max(initial=0.0) < EPSILON)
    scores = base.scores if same else base.answers.scores(points)
    pair_scores = base.pair_scores if same else _filled(base.pair_answers.scores(points))
    rank, gain = _alignment(base, pair_scores)
    both = np.isfinite(scores) & np.isfinite(base.scores)
    now, today = scores[both], base.scores[both]
    passed, before = now >= pass_mark - EPSILON, today >= pass_mark - EPSILON
    up, down = np.zeros(len(scores), dtype=bool), np.zeros(len(scores), dtype=bool)
    up[both], down[both] = passed & ~before, before & ~passed
    return WeightComparison(
        points,
        scores,
        pair_scores,
        base.pairs,
        rank,
        auc(pair_scores, base.satisfied) if base.pairs else float("nan"),
        gain,
        _by_fold(base, pair_scores),
        base.folds_today,
        _mean(now),
        _mean(today),
        _mean(passed),
        _mean(before),
        up,
        down,
        int(both.sum()),
    )


def agent_changes(base: Baseline, compared: WeightComparison, pass_mark: float) -> AgentChanges:
    """How the mean score of every agent changes; `n` is 0 for those of whom no evaluation is scored."""
    both = np.isfinite(compared.scores) & np.isfinite(base.scores) & (base.agent >= 0)
    code, count = base.agent[both], base.agents
    difference = compared.scores[both] - base.scores[both]
    n = np.bincount(code, minlength=count).astype(float)
    some = np.maximum(n, 1)
    today, now, change = (
        np.bincount(code, weights=values, minlength=count) / some
        for values in (base.scores[both], compared.scores[both], difference)
    )
    squares = np.bincount(code, weights=(difference - change[code]) ** 2, minlength=count)
    error = np.sqrt(squares / np.maximum(n * (n - 1), 1))
    freedom = np.maximum(n - 1, 1)
    half = stdtrit(freedom, 0.975) * error
    enough = (n >= LEAST_EVALUATIONS) & (error > 0)
    p_value = np.full(count, np.nan)
    p_value[enough] = 2 * stdtr(freedom[enough], -np.abs(change[enough]) / error[enough])
    return AgentChanges(
        n.astype(np.int64),
        today,
        now,
        change,
        np.where(n > 1, change - half, np.nan),
        np.where(n > 1, change + half, np.nan),
        np.nan_to_num(p_value, nan=1.0) <= benjamini_hochberg(p_value),
        (now >= pass_mark).astype(np.int64) - (today >= pass_mark).astype(np.int64),
    )


def score_bands(score: Numbers, satisfied: Flags) -> ScoreBands:
    """Bands of scores with about as many pairs each, three to eight of them.

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
    return ScoreBands(mean, np.asarray(yes, dtype=float), count[kept])


def group_correlation(base: Baseline, chosen: Integers, agents: ArrayLike) -> tuple[float, float, float]:
    """Today's correlation of ranks among some pairs (of `agents`), with its interval; NaN with fewer than ten."""
    if len(chosen) < LEAST_PAIRS:
        return float("nan"), float("nan"), float("nan")
    grade, today = ranks(base.grade[chosen]), ranks(base.pair_scores[chosen])
    within = clusters(agents, len(chosen))
    low, high = bounds(drawn_correlation(today, grade, within, within.draws(DRAWS, SEED)))
    return pearson(today, grade), low, high


def _alignment(base: Baseline, pair_scores: Numbers) -> tuple[Estimate, Estimate]:
    if base.pairs < LEAST_PAIRS:
        few = unknown(
            f"{base.pairs} evaluations with a customer's grade are too few; at least {LEAST_PAIRS} are needed"
        )
        return few, few
    grade, today, drawn_today = base.ranked
    now = ranks(pair_scores)
    value, before = pearson(now, grade), pearson(today, grade)
    if not np.isfinite(value):
        return unknown("the score or the grade never differs"), unknown("the score or the grade never differs")
    drawn = drawn_correlation(now, grade, base.clusters, base.counts)
    rise = drawn - drawn_today
    gain = Estimate(value - before, *bounds(rise)) if np.isfinite(before) else unknown("today's score never differs")
    return Estimate(value, *bounds(drawn)), gain


def _by_fold(base: Baseline, pair_scores: Numbers) -> Numbers:
    correlations = np.full(FOLDS, np.nan)
    for k, (held, grade) in enumerate(base.folds):
        if len(held) >= LEAST_PAIRS:
            correlations[k] = pearson(ranks(pair_scores[held]), grade)
    return correlations


def _filled(scores: Numbers) -> Numbers:
    """Where all that applied has no weight any more, the mean: such a score says nothing."""
    known = np.isfinite(scores)
    return np.where(known, scores, scores[known].mean() if known.any() else 0.0)


def _mean(values: NDArray[np.generic]) -> float:
    return float(values.mean()) if len(values) else float("nan")
