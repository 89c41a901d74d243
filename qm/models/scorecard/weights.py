"""Weights that make the score follow satisfaction, judged on contacts they were not made from.

The score is the true one: not-applicable answers renormalise, so it is no linear function of the weights;
it is made linear around the current ones, solved, and again. Critical failures are left out while
fitting, as no weight changes them, and count in every figure of alignment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from qm.models.scorecard.association import bounds, resampled, spearman
from qm.models.scorecard.constrained_least_squares import fitted
from qm.models.scorecard.score import ScoreSheet
from qm.models.scorecard.weight_limits import Limits
from qm.models.statistics.clusters import Clusters, Numbers, clusters, covariance
from qm.models.statistics.estimate import Estimate

Progress = Callable[[float], None]

PULLS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""How strongly today's weights pull, from hardly to nearly all; staying with them is always tried too."""

FOLDS = 5
REPEATS = 6
ROUNDS = 3
DRAWS = 200
PAIRS_PER_QUESTION = 10
LEAST_PAIRS = 50
LEAST_GAIN = 0.01
SAME = 0.005  # half a point of 100

Reason = Literal[
    "pays",
    "none_better",
    "by_chance",
    "too_small",
    "follows_nothing",
    "weights_change_nothing",
    "nothing_free",
    "too_few_pairs",
    "same_grades",
    "same_answers",
]
"""Why weights should change (`pays`) or stay: no others are better, the gain may be chance or is below `LEAST_GAIN`, no
weights make the score follow the grades, the score has no weights, none may move, or the pairs can't tell."""


@dataclass(frozen=True)
class Alignment:
    """Spearman's correlation of score and grade: on the pairs the weights were made from (`inside`), and on
    others (`outside`, with interval)."""

    inside: float
    outside: Estimate


@dataclass(frozen=True)
class Suggestion:
    """Suggested weights beside today's and equal ones, each summing to 100, and what they are worth.

    `low`, `high` the 95 % interval of each suggested weight. `gain` is the alignment out of fold over
    today's, `gain_over_equal` over equal weights; both unknown where there is nothing to suggest from.
    `n` pairs, `free` weights that the limits let move. `reason` is why changing is advised or not,
    `equal_as_good` whether equal weights may do as well. `pull` is how strongly today's weights pulled in
    the end (infinite: all the way).
    """

    today: Numbers
    equal: Numbers
    suggested: Numbers
    low: Numbers
    high: Numbers
    alignment: dict[str, Alignment]
    gain: Estimate
    gain_over_equal: Estimate
    n: int
    free: int
    reason: Reason
    equal_as_good: bool
    pull: float
    clustered: bool

    @property
    def change(self) -> bool:
        """Whether changing the weights is advised."""
        return self.reason == "pays"


def suggest(
    sheet: ScoreSheet,
    grade: ArrayLike,
    limits: Limits,
    *,
    agents: ArrayLike | None = None,
    draws: int = DRAWS,
    repeats: int = REPEATS,
    seed: int = 3,
    progress: Progress = lambda share: None,
) -> Suggestion:
    """Suggest weights for pairs of an evaluation and its customer's `grade`.

    Folds and resampling keep an agent's contacts together. The pull to today's weights is chosen
    within each training part, so that what is out of fold was used for nothing.
    """
    y = np.asarray(grade, dtype=float)
    scored = np.isfinite(sheet.scores(limits.today)) & np.isfinite(y)
    sheet, y = sheet.rows(scored), y[scored]
    names = None if agents is None else np.asarray(agents, dtype=object)[scored]
    today, equal = limits.today, np.full(len(limits.today), 1 / len(limits.today))
    reason = _not_possible(sheet, y, limits)
    if reason:
        return _keep(limits, equal, reason, sheet, y)
    task = _Task(sheet, y, limits, clusters(names, len(y)))
    outside = []
    for i in range(repeats):
        outside.append(task.out_of_fold(seed + i))
        progress(0.7 * (i + 1) / repeats)
    fold = task.within.folds(FOLDS, seed)
    pull = task.chosen_pull(task.moments, fold)
    suggested = task.fit(np.ones(len(y), dtype=bool), pull)
    spread = _spread(task, fold, draws, seed, progress)
    scores = {"today": _scores(sheet, today), "equal": _scores(sheet, equal), "suggested": _scores(sheet, suggested)}
    drawn = resampled([scores["today"], scores["equal"], *outside], y, task.within)
    found = {"today": drawn[0], "equal": drawn[1], "suggested": drawn[2:].mean(axis=0)}
    inside = {name: spearman(score, y) for name, score in scores.items()}
    outer = inside | {"suggested": float(np.mean([spearman(o, y) for o in outside]))}
    gain = Estimate(outer["suggested"] - outer["today"], *bounds(found["suggested"] - found["today"]))
    over_equal = Estimate(outer["suggested"] - outer["equal"], *bounds(found["suggested"] - found["equal"]))
    alignment = {name: Alignment(inside[name], Estimate(outer[name], *bounds(found[name]))) for name in scores}
    same = bool(np.abs(suggested - today).max() < SAME)
    return Suggestion(
        today * 100,
        equal * 100,
        suggested * 100,
        *spread,
        alignment,
        gain,
        over_equal,
        len(y),
        limits.free,
        _reason(gain, alignment["suggested"].outside, same),
        not _is_positive(over_equal),
        pull,
        task.within.by_name,
    )


def pairs_to_judge(free: int) -> int:
    """The least number of pairs from which `free` weights are suggested."""
    return max(LEAST_PAIRS, PAIRS_PER_QUESTION * free)


@dataclass(frozen=True)
class _Task:
    """The pairs, with the moments of the score made linear around today's weights, by cluster."""

    sheet: ScoreSheet
    grade: Numbers
    limits: Limits
    within: Clusters

    @property
    def moments(self) -> Numbers:
        found = self.__dict__.get("_moments")
        if found is None:
            found = self.within.moments(np.column_stack([_columns(self.sheet, self.limits.today), self.grade]))
            object.__setattr__(self, "_moments", found)
        return found

    def fit(self, chosen: np.ndarray, pull: float) -> Numbers:
        """The weights for some rows, the score made linear around them anew each round."""
        weights = self.limits.today
        if not np.isfinite(pull):
            return weights
        sheet, grade = self.sheet.rows(chosen), self.grade[chosen]
        for _ in range(ROUNDS):
            spread = np.cov(np.column_stack([_columns(sheet, weights), grade]).T, bias=True)
            better = fitted(spread, self.limits.today, self.limits.low, self.limits.high, pull)
            moved = float(np.abs(better - weights).max())
            weights = better
            if moved < 1e-4:
                break
        return weights

    def out_of_fold(self, seed: int) -> Numbers:
        """The score of each pair under weights made from the other folds alone."""
        fold = self.within.folds(FOLDS, seed)
        of_row = fold[self.within.code]
        score = np.empty(len(self.grade))
        for k in range(FOLDS):
            inner = np.where(fold == k, -1, fold)
            weights = self.fit(of_row != k, self.chosen_pull(self.moments, inner))
            held = of_row == k
            score[held] = _scores(self.sheet.rows(held), weights)
        return score

    def chosen_pull(self, moments: Numbers, fold: np.ndarray) -> float:
        """The strongest pull whose held-out correlation is within a standard error of the best; fold −1 is left out."""
        sums = [moments[fold == k].sum(axis=0) for k in np.unique(fold[fold >= 0])]
        by_fold = [held for held in sums if held[0, 0] > 2]  # a draw may leave a fold empty
        if len(by_fold) < 2:
            return float("inf")
        total = np.sum(by_fold, axis=0)
        today = self.limits.today
        reached = np.empty((len(by_fold), len(PULLS) + 1))
        for i, held in enumerate(by_fold):
            spread, test = covariance(total - held), covariance(held)
            for j, pull in enumerate(PULLS):
                reached[i, j] = _follows(fitted(spread, today, self.limits.low, self.limits.high, pull), test)
            reached[i, -1] = _follows(today, test)
        mean = reached.mean(axis=0)
        best = int(mean.argmax())
        apart = reached[:, [best]] - reached
        error = apart.std(axis=0, ddof=1) / np.sqrt(len(by_fold))
        good = mean >= mean[best] - error
        return float((*PULLS, np.inf)[int(np.flatnonzero(good).max())])


def _columns(sheet: ScoreSheet, weights: Numbers) -> Numbers:
    """Columns whose weighted sum is the score near `weights`, for weights that sum to 1."""
    score, slopes = sheet.slopes(weights)
    columns = slopes + (score - slopes @ weights)[:, None]
    unscored = ~np.isfinite(score)
    if unscored.any():
        columns[unscored] = columns[~unscored].mean(axis=0)
    return columns


def _scores(sheet: ScoreSheet, weights: Numbers) -> Numbers:
    """Scores; where all that applied has no weight any more, the mean: such a score says nothing."""
    score = sheet.scores(weights)
    known = np.isfinite(score)
    return np.where(known, score, score[known].mean() if known.any() else 0.0)


def _follows(weights: Numbers, spread: Numbers) -> float:
    p = len(weights)
    own, grade = float(weights @ spread[:p, :p] @ weights), float(spread[p, p])
    return float(weights @ spread[:p, p]) / np.sqrt(own * grade) if own * grade > 1e-18 else 0.0


def _spread(task: _Task, fold: np.ndarray, draws: int, seed: int, progress: Progress) -> tuple[Numbers, Numbers]:
    """The interval of each weight: clusters are drawn, the pull is chosen anew."""
    found = []
    limits = task.limits
    for i, counts in enumerate(task.within.draws(draws, seed)):
        moments = task.moments * counts[:, None, None]
        try:
            pull = task.chosen_pull(moments, fold)
        except np.linalg.LinAlgError:  # a draw without variation
            continue
        if np.isfinite(pull):
            found.append(fitted(covariance(moments.sum(axis=0)), limits.today, limits.low, limits.high, pull))
        else:
            found.append(limits.today)
        progress(0.7 + 0.3 * (i + 1) / draws)
    table = np.array(found) * 100
    ends = np.array([bounds(column) for column in table.T])
    return ends[:, 0], ends[:, 1]


def _reason(gain: Estimate, reached: Estimate, same: bool) -> Reason:
    """Whether changing pays. Beating weights that by chance run against satisfaction is not enough: the score
    under the new weights must itself follow it."""
    assert gain.value is not None
    if same:
        return "none_better"
    if not _is_positive(gain):
        return "by_chance"
    if gain.value < LEAST_GAIN:
        return "too_small"
    return "pays" if _is_positive(reached) else "follows_nothing"


def _is_positive(estimate: Estimate) -> bool:
    """Whether all of its interval lies above 0."""
    return estimate.low is not None and estimate.low > 0


def _not_possible(sheet: ScoreSheet, grade: Numbers, limits: Limits) -> Reason | None:
    """Why weights cannot be suggested from these pairs, or None."""
    if sheet.variant == "mean_of_rated":
        return "weights_change_nothing"
    if limits.free < 2:
        return "nothing_free"
    if len(grade) < pairs_to_judge(limits.free):
        return "too_few_pairs"
    if grade.std() < 1e-12:
        return "same_grades"
    return "same_answers" if sheet.slopes(limits.today)[1].std(axis=0).max() < 1e-12 else None


def _keep(limits: Limits, equal: Numbers, reason: Reason, sheet: ScoreSheet, grade: Numbers) -> Suggestion:
    gone = Estimate(None)
    n = len(grade)
    alignment = {}
    for name, weights in (("today", limits.today), ("equal", equal)):
        value = spearman(sheet.scores(weights), grade) if n > 2 else float("nan")
        alignment[name] = Alignment(value, gone)
    alignment["suggested"] = Alignment(float("nan"), gone)
    nothing = np.full(len(equal), np.nan)
    return Suggestion(
        limits.today * 100,
        equal * 100,
        nothing,
        nothing,
        nothing,
        alignment,
        gone,
        gone,
        n,
        limits.free,
        reason,
        False,
        float("inf"),
        False,
    )
