"""Which questions matter to customers: relative importance with intervals, direction, and what to beware of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from qm.models.scorecard import importance as relative
from qm.models.scorecard.association import bounds
from qm.models.statistics import logistic
from qm.models.statistics.clusters import Clusters, Numbers, clusters, covariance
from qm.models.statistics.estimate import LEVEL
from qm.models.statistics.quantiles import normal

Progress = Callable[[float], None]

DRAWS = 200
DRAW_ORDERS = 100
"""Orders per draw where importance is sampled."""

SPARE = 10
"""So many pairs more than questions are the least that importance is worked out from."""

BY_CHANCE = 2.0
"""Chance alone makes one question account for 1 / pairs of the grades, and drawing pairs again for as much more."""

ALIKE = 0.999
SATURATED = 0.97
FLIPS = 0.1
SEED = 7


@dataclass(frozen=True)
class TopTwo:
    """The same by logistic regression of being satisfied: what each question accounts for (`importance`), the
    log-odds that full points add (`coefficient`, with interval), and the share satisfied."""

    importance: Numbers
    coefficient: Numbers
    low: Numbers
    high: Numbers
    share: float


Impossible = Literal["no_pairs", "same_answers", "too_few_pairs", "same_grades"]
"""Why nothing can be told of any question."""


@dataclass(frozen=True)
class Caution:
    """What to beware of in a question: it never applied or never differs; other questions, at the places `twins`, are
    answered like it; a `share` of its answers are the same; it runs against satisfaction, or has no sure direction."""

    kind: Literal["never_applied", "never_differs", "twins", "saturated", "negative", "unstable"]
    twins: tuple[int, ...] = ()
    share: float = float("nan")


@dataclass(frozen=True)
class Drivers:
    """One entry per question, NaN where it cannot be told; `cautions` says why, or what to beware of.

    `importance` (LMG, with 95 % interval) and `johnson` sum to `r2`, the share of the variance of the
    grade that the questions explain. `beta` is the standardised coefficient with interval, `sign`
    its direction, `correlation` that of the question alone. `error` is the largest standard error
    that sampling orders left, 0 where all were taken. `clustered`: intervals allow for agents. `n` pairs,
    `differing` questions with answers that differ; `impossible` is why nothing can be told of any question. Source:
    docs/methods.md, Scorecards.
    """

    importance: Numbers
    low: Numbers
    high: Numbers
    johnson: Numbers
    beta: Numbers
    beta_low: Numbers
    beta_high: Numbers
    correlation: Numbers
    cautions: tuple[Caution | None, ...]
    r2: float
    r2_low: float
    r2_high: float
    n: int
    differing: int
    error: float
    clustered: bool
    top_two: TopTwo | None
    impossible: Impossible | None = None

    @property
    def sign(self) -> np.ndarray:
        return np.sign(np.nan_to_num(self.beta)).astype(int)


def importance_shares(drivers: Drivers) -> tuple[Numbers, Numbers, Numbers]:
    """Importance with its interval, as shares of what all questions explain together; NaN where that is nothing."""
    if drivers.impossible is not None or not drivers.r2 > 0:
        nothing = np.full(len(drivers.importance), np.nan)
        return nothing, nothing, nothing
    share, low, high = (
        np.clip(part / drivers.r2, 0.0, 1.0) for part in (drivers.importance, drivers.low, drivers.high)
    )
    return share, low, high


def explains_more_than_chance(drivers: Drivers) -> bool:
    """Whether the questions together explain more of the grades than chance would."""
    return drivers.impossible is None and drivers.r2_low > BY_CHANCE * len(drivers.importance) / drivers.n


def pairs_for(questions: int) -> int:
    """The least number of pairs that importance is worked out from."""
    return questions + SPARE


def drivers(
    answers: ArrayLike,
    grade: ArrayLike,
    *,
    agents: ArrayLike | None = None,
    satisfied: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = lambda share: None,
) -> Drivers:
    """What of the grade each question accounts for.

    `answers` pairs × questions, share of points or any number, NaN where a question did not apply: it then
    counts as average, so that it says nothing. `grade` one number per pair. `agents` clusters of
    pairs for the intervals. `satisfied` adds the logistic view.
    """
    x, y = np.asarray(answers, dtype=float), np.asarray(grade, dtype=float)
    n, p = x.shape
    applied = np.isfinite(x)
    mean = np.divide(np.where(applied, x, 0).sum(axis=0), applied.sum(axis=0), out=np.zeros(p), where=applied.any(0))
    filled = np.where(applied, x, mean)
    varies = np.ptp(filled, axis=0) > 1e-12 if n else np.zeros(p, dtype=bool)
    differing = int(varies.sum())
    impossible = _impossible(n, differing, y)
    if impossible:
        return _nothing(n, p, differing, impossible)
    within = clusters(agents, n)
    scaled = (filled[:, varies] - mean[varies]) / filled[:, varies].std(axis=0)
    moments = within.moments(np.column_stack([scaled, (y - y.mean()) / y.std()]))
    whole = covariance(moments.sum(axis=0))
    found, error = _importance(whole)
    drawn, betas = _resample(moments, within.draws(draws, seed), progress)
    beta = relative.standardised(whole)
    limits = np.array([[bounds(column) for column in table.T] for table in (drawn, betas)])
    cautions = _cautions(whole, filled, applied, varies, found, beta, betas)
    full = np.full((8, p), np.nan)
    full[:, varies] = [found, *limits[0].T, relative.johnson(whole), beta, *limits[1].T, whole[:-1, -1]]
    r2_low, r2_high = bounds(drawn.sum(axis=1))
    return Drivers(
        importance=full[0],
        low=full[1],
        high=full[2],
        johnson=full[3],
        beta=full[4],
        beta_low=full[5],
        beta_high=full[6],
        correlation=full[7],
        cautions=tuple(cautions),
        r2=float(found.sum()),
        r2_low=r2_low,
        r2_high=r2_high,
        n=n,
        differing=differing,
        error=error,
        clustered=within.by_name,
        top_two=_top_two(filled, satisfied, varies, within),
    )


def _importance(moments: Numbers) -> tuple[Numbers, float]:
    if len(moments) - 1 <= relative.EXACT:
        return relative.lmg(moments), 0.0
    found, error = relative.lmg_sampled(moments)
    return found, float(error.max())


def _resample(moments: Numbers, counts: Numbers, progress: Progress) -> tuple[Numbers, Numbers]:
    """Importances and coefficients of every draw of clusters."""
    k = moments.shape[1]
    drawn = (counts @ moments.reshape(len(moments), -1)).reshape(-1, k, k)
    found, betas = [], []
    for i, one in enumerate(drawn):
        spread = covariance(one)
        found.append(relative.importance(spread, DRAW_ORDERS))
        betas.append(relative.standardised(spread))
        progress((i + 1) / len(drawn))
    return np.array(found), np.array(betas)


def usual_share(values: Numbers) -> float:
    """The share of the most common value among those that are not NaN; NaN without any."""
    known = values[np.isfinite(values)]
    return float(np.unique(known, return_counts=True)[1].max() / len(known)) if len(known) else float("nan")


def _cautions(
    whole: Numbers,
    filled: Numbers,
    applied: np.ndarray,
    varies: np.ndarray,
    found: Numbers,
    beta: Numbers,
    betas: Numbers,
) -> list[Caution | None]:
    """What to beware of, question by question."""
    cautions: list[Caution | None] = []
    numbers = np.flatnonzero(varies)
    for j in range(len(varies)):
        if not applied[:, j].any():
            cautions.append(Caution("never_applied"))
        elif not varies[j]:
            cautions.append(Caution("never_differs"))
        else:
            i = int(np.searchsorted(numbers, j))
            twins = tuple(int(k) for o, k in enumerate(numbers) if o != i and abs(whole[i, o]) > ALIKE)
            same = usual_share(filled[applied[:, j], j])
            part = found[i] / found.sum() * len(found)
            cautions.append(_caution(twins, same, part, beta[i], betas[:, i], len(found)))
    return cautions


def _caution(
    twins: tuple[int, ...], same: float, part: float, beta: float, drawn: Numbers, questions: int
) -> Caution | None:
    """`part` is the question's importance over the mean importance."""
    if twins:
        return Caution("twins", twins=twins)
    if same > SATURATED:
        return Caution("saturated", share=same)
    if beta + normal(1 - (1 - LEVEL) / 2 / questions) * drawn.std() < 0:
        return Caution("negative")
    if part > 1 and min((drawn > 0).mean(), (drawn < 0).mean()) > FLIPS:
        return Caution("unstable")
    return None


def _top_two(filled: Numbers, satisfied: ArrayLike | None, varies: np.ndarray, within: Clusters) -> TopTwo | None:
    if satisfied is None:
        return None
    yes = np.asarray(satisfied, dtype=float)
    if yes.min() == yes.max():
        return None
    model = logistic.fit(filled[:, varies], yes, within)
    half = normal((1 + LEVEL) / 2) * np.sqrt(np.diag(model.covariance)[1:])
    table = np.full((4, len(varies)), np.nan)
    own = model.coefficients[1:]
    table[:, varies] = [logistic.relative_weights(filled[:, varies], yes), own, own - half, own + half]
    return TopTwo(table[0], table[1], table[2], table[3], float(yes.mean()))


def _impossible(n: int, questions: int, grade: Numbers) -> Impossible | None:
    if n == 0:
        return "no_pairs"
    if questions == 0:
        return "same_answers"
    if n < pairs_for(questions):
        return "too_few_pairs"
    return "same_grades" if grade.std() < 1e-12 else None


def _nothing(n: int, p: int, differing: int, impossible: Impossible) -> Drivers:
    gone = np.full(p, np.nan)
    nan = float("nan")
    none = (None,) * p
    return Drivers(
        gone, gone, gone, gone, gone, gone, gone, gone, none, nan, nan, nan, n, differing, 0.0, False, None, impossible
    )
