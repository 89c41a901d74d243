"""How the chance of coming back hangs on the wait and on the quality score: r(wait, score).

Of all who come back within a window some would have made contact anyway, so what is seen is

    P = c + (1 - c) expit(b0 + b1 x1 + b2 x2 + …)

with c the share of coincidence (`returns`). Leaving c out flattens the slopes by 10 to 14 %. Contacts of one
customer (or one agent) are alike, so errors are robust to clusters. A score that evaluators don't
agree on flattens its slope by its reliability; dividing by it undoes that. It is an association: agents, hard
reasons and the choice of what is evaluated all play into it. Source: docs/methods.md, Fitting to a centre's
data.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

Numbers = NDArray[np.float64]

Z = 1.959963984540054
STEPS = 60


@dataclass(frozen=True)
class Link:
    """Log-odds: `coefficients` (the intercept first, then one per column) with their `covariance`.

    `n` cases, `returned` of them came back, `by_chance` the share taken to be coincidence.
    """

    coefficients: Numbers
    covariance: Numbers
    n: int
    returned: float
    by_chance: float

    @property
    def errors(self) -> Numbers:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def interval(self, column: int) -> tuple[float, float, float]:
        """A coefficient with its 95 % interval; 0 is the intercept."""
        value, error = float(self.coefficients[column]), float(self.errors[column])
        return value, value - Z * error, value + Z * error

    def share(self, columns: ArrayLike) -> Numbers:
        """The chance of coming back for a reason, coincidence left out, for rows × columns."""
        x = np.atleast_2d(np.asarray(columns, dtype=float))
        return np.asarray(expit(self.coefficients[0] + x @ self.coefficients[1:]))

    def reliable(self, column: int, reliability: float) -> "Link":
        """The same with the slope of a column that is measured with error (score: of this `reliability`) undone."""
        scale = np.ones(len(self.coefficients))
        scale[column] = 1 / reliability
        return replace(
            self, coefficients=self.coefficients * scale, covariance=self.covariance * np.outer(scale, scale)
        )


def fit_link(
    columns: ArrayLike, came_back: ArrayLike, by_chance: float = 0.0, cluster: ArrayLike | None = None
) -> Link | None:
    """Maximum likelihood by reweighted least squares. `columns` rows × k, `came_back` yes or no per row.

    `cluster` names the customer (or agent) of each row. Subtract the mean from a column for the intercept to
    speak of the average case. None where nobody or everybody came back, or the columns can't be told apart.
    """
    x = np.asarray(columns, dtype=float)
    x = x[:, None] if x.ndim == 1 else x
    y = np.asarray(came_back, dtype=float)
    if not 0 < y.sum() < len(y):
        return None
    design = np.column_stack([np.ones(len(y)), x])
    beta = np.zeros(design.shape[1])
    start = np.clip((y.mean() - by_chance) / (1 - by_chance), 0.005, 0.995)
    beta[0] = np.log(start / (1 - start))
    for _ in range(STEPS):
        score, information = _score_and_information(design, y, beta, by_chance)
        if np.linalg.cond(information) > 1e14:
            return None
        step = np.linalg.solve(information, score.sum(axis=0))
        step /= max(1.0, np.abs(design @ step).max() / 4)  # a leap of more than 4 in log-odds is no step
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    score, information = _score_and_information(design, y, beta, by_chance)
    bread = np.linalg.inv(information)
    return Link(beta, bread @ _meat(score, cluster) @ bread, len(y), float(y.sum()), by_chance)


def _score_and_information(design: Numbers, y: Numbers, beta: Numbers, by_chance: float) -> tuple[Numbers, Numbers]:
    own = expit(design @ beta)
    chance = np.clip(by_chance + (1 - by_chance) * own, 1e-12, 1 - 1e-12)
    slope = (1 - by_chance) * own * (1 - own)
    weight = slope / (chance * (1 - chance))
    return design * (weight * (y - chance))[:, None], design.T @ (design * (weight * slope)[:, None])


def _meat(score: Numbers, cluster: ArrayLike | None) -> Numbers:
    if cluster is None:
        return np.asarray(score.T @ score)
    names, code = np.unique(np.asarray(cluster), return_inverse=True)
    sums = np.column_stack([np.bincount(code, column, len(names)) for column in score.T])
    return np.asarray(sums.T @ sums * len(names) / max(len(names) - 1, 1))
