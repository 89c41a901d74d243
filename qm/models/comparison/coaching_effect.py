"""Did coaching help? What changed beyond what peers' work changed and what chance takes back by itself.

Whoever is coached after a bad run gets better anyway: part of the run was chance. Only the
part of the earlier gap to peers that is believed (shrunk as for any comparison) counts as
where the agent stood, and peers with the same mix of work show what would have changed
without coaching (difference in differences).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qm.models.comparison.adaptive_shrinkage import Mixed, Spread, believed
from qm.models.statistics.false_discovery import FALSE_SHARE, benjamini_hochberg

Numbers = NDArray[np.float64]

FEWEST = 10
"""Cases needed before and after; with fewer there is no verdict."""

BETTER, WORSE, UNCLEAR, TOO_FEW = "better", "worse", "no change seen", "too few"


@dataclass(frozen=True)
class Side:
    """One side of the coaching, event by event: the gap to what peers reach with the same mix, and the
    variance of that gap by chance; `cases` of the agent."""

    gap: Numbers
    variance: Numbers
    cases: Numbers


@dataclass(frozen=True)
class Effect:
    """By event: the effect with its bounds, and what chance alone would have brought back.

    `plain` is the change of the gap as it stands: `effect` + `regression`. `variance` is that
    of the effect. Bounds are at confidence 1 − `level`, which keeps false discoveries at 5 %
    over all events with enough cases; they exclude 0 exactly for those better or worse.
    """

    effect: Numbers
    low: Numbers
    high: Numbers
    plain: Numbers
    regression: Numbers
    variance: Numbers
    verdict: NDArray[np.str_]
    level: float


def change(before: Side, after: Side, spread: Spread) -> Mixed:
    """What is believed of each event's effect; `spread` is that of true gaps between agents.

    How the agent truly stood before is shrunk: the expected gain from regression to the mean,
    the part of the gap that is not believed, is no effect.
    """
    stood = believed(spread, before.gap, before.variance)
    return Mixed(stood.weights, after.gap[:, None] - stood.means, after.variance[:, None] + stood.variances)


def effects(before: Side, after: Side, changes: Mixed, false_share: float = FALSE_SHARE) -> Effect:
    """Effects of coaching events with their verdicts, from what is believed of each `change`."""
    known = np.isfinite(before.gap) & np.isfinite(after.gap)
    enough = known & (np.minimum(before.cases, after.cases) >= FEWEST)
    below = changes.below(np.zeros(len(enough)))
    p_value = 2 * np.minimum(below, 1 - below)
    level = benjamini_hochberg(np.where(enough, p_value, np.nan), false_share)
    seen = np.where(np.nan_to_num(p_value, nan=1.0) <= level, np.where(below < 0.5, BETTER, WORSE), UNCLEAR)
    effect, plain = changes.mean, after.gap - before.gap
    return Effect(
        effect,
        changes.quantile(level / 2),
        changes.quantile(1 - level / 2),
        plain,
        plain - effect,
        changes.variance,
        np.where(enough, seen, TOO_FEW),
        level,
    )


def pooled(effect: Numbers, variance: Numbers) -> tuple[float, float, float]:
    """Mean effect of several events with its 95 % interval; NaN without any.

    Random effects (DerSimonian and Laird 1986): events may truly differ, and then the interval is wider.
    """
    known = np.isfinite(effect) & (variance > 0)
    effect, variance = effect[known], variance[known]
    if not len(effect):
        return np.nan, np.nan, np.nan
    weight = 1 / variance
    gap = effect - weight @ effect / weight.sum()
    excess = float(weight @ (gap * gap)) - (len(effect) - 1)
    true = max(0.0, excess / max(float(weight.sum() - weight @ weight / weight.sum()), 1e-300)) if excess > 0 else 0.0
    weight = 1 / (variance + true)
    mean, reach = float(weight @ effect / weight.sum()), float(1.959964 / np.sqrt(weight.sum()))
    return mean, mean - reach, mean + reach
