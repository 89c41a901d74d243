"""How severe raters are: what they give less than the middle rater would have given the same item.

A mixed model: raters are compared over the items they share, and over what else they were given
after allowing for agent and reason. The point of reference is the median rater, so that two
severe ones do not make everybody else look lenient.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qm.models.statistics.estimate import LEVEL
from qm.models.statistics.mixed_model import Integers, Mixed, Numbers, fit
from qm.models.statistics.quantiles import normal

DRAWS = 4_000
SEED = 20


@dataclass(frozen=True)
class Severity:
    """One entry per rater: `severity` in the unit of the scores, positive when they give less; `error` its standard
    error; `n` how many ratings it rests on. `low` and `high`: the 95 % intervals of all raters together, so
    that with a chance of 95 % none of them misses. `covariance` (raters × raters) is for sums over several."""

    severity: Numbers
    low: Numbers
    high: Numbers
    error: Numbers
    n: Integers
    covariance: Numbers

    def stands_out(self, margin: float = 0.0) -> Integers:
        """+1 severe, −1 lenient, 0 neither, with a chance of 5 % that anybody at all is named wrongly.

        `margin` is how much nobody would mind, in the unit of the scores.
        """
        return np.where(self.low > margin, 1, np.where(self.high < -margin, -1, 0)).astype(np.int64)


@dataclass(frozen=True)
class Components:
    """Variances of scores: between items, between raters, and what is left."""

    item: float
    rater: float
    error: float


def severity(
    item: Integers, rater: Integers, score: Numbers, *, strata: Sequence[Integers] = (), agent: Integers | None = None
) -> Severity | None:
    """The severity of every rater; codes from 0, one entry per rating.

    Items are random, raters fixed; `strata` (reason, channel) fixed and `agent` random where they
    are known. None with one rater, or with too few ratings to tell.
    """
    if len(rater) == 0 or rater.max() < 1:
        return None
    model = fit(score, rater, item, others=[s for s in strata if s.max() > 0], factor=agent)
    if model is None:
        return None
    draws = np.random.default_rng(SEED).multivariate_normal(
        -model.effects, model.covariance, DRAWS, check_valid="ignore", method="eigh"
    )
    draws -= np.median(draws, axis=1, keepdims=True)
    value = np.median(model.effects) - model.effects
    error = draws.std(axis=0)
    half = normal(1 - (1 - LEVEL) / 2 / len(error)) * error
    return Severity(
        value, value - half, value + half, error, np.bincount(rater), np.atleast_2d(np.cov(draws, rowvar=False))
    )


def components(item: Integers, rater: Integers, score: Numbers) -> Components | None:
    """Variance components; raters' from the spread of their effects beyond sampling. None if there are too few."""
    model = fit(score, rater, item)
    if model is None or len(model.effects) < 2:
        return None
    return Components(model.block, _beyond_sampling(model), model.error)


def _beyond_sampling(model: Mixed) -> float:
    k = len(model.effects)
    sampling = (np.trace(model.covariance) - model.covariance.sum() / k) / (k - 1)
    return max(0.0, float(model.effects.var(ddof=1) - sampling))
