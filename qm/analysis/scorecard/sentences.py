"""What the figures of a scorecard say, in plain text: alignment, weights, who moves, where it fits."""

import numpy as np
import pandas as pd

from qm.analysis.scorecard.score_alignment import ScoreAlignment
from qm.models.scorecard.drivers import Drivers, explains_more_than_chance
from qm.models.scorecard.weight_comparison import WeightComparison
from qm.models.statistics.estimate import Estimate

VERDICT_MEANINGS = {
    "aligned": "its part of the score lies within what it is worth to customers",
    "over-weighted": "its part of the score is more than it is worth to customers",
    "under-weighted": "its part of the score is less than it is worth to customers",
    "saturated": "97 % or more get the same, so it tells nobody apart",
    "noisy": "evaluators agree hardly more than by chance, so its points are partly luck",
    "too few answers": "fewer than 30 answers count",
    "unknown": "the grades do not tell what it is worth",
}


def correlation_text(value: float | None) -> str:
    """0.21; a dash for none."""
    return "–" if value is None or value != value else f"{value:.2f}".replace("-", "−")


def signed_text(value: float | None, digits: int = 2) -> str:
    """+0.21, 0; a dash for none."""
    if value is None or value != value:
        return "–"
    text = f"{value:+.{digits}f}"
    return ("0" if not any(d in text for d in "123456789") else text).replace("-", "−")


def interval_text(estimate: Estimate, digits: int = 2) -> str:
    """0.10 to 0.21; empty where it cannot be had."""
    if estimate.low is None or estimate.high is None or estimate.low != estimate.low:
        return ""
    return f"{estimate.low:.{digits}f} to {estimate.high:.{digits}f}".replace("-", "−")


def estimate_text(estimate: Estimate, *, sign: bool = False) -> str:
    """0.21 (0.10 to 0.29); a dash for none."""
    value = signed_text(estimate.value) if sign else correlation_text(estimate.value)
    bounds = interval_text(estimate)
    return f"{value} ({bounds})" if bounds else value


def alignment_strength(alignment: ScoreAlignment) -> str | None:
    """hardly follows, follows in part, follows; None where nothing shows that it follows at all."""
    r, low = alignment.rank.value, alignment.rank.low
    if r is None or low is None or low != low or low <= 0 or r <= 0:
        return None
    return "hardly follows" if r < 0.2 else "follows in part" if r < 0.4 else "follows"


def alignment_sentence(alignment: ScoreAlignment) -> str:
    """How well today's score follows CSAT, in one sentence for everybody."""
    rank = alignment.rank
    if rank.value is None:
        return f"Whether the score follows what customers feel cannot be told: {rank.why}."
    strength = alignment_strength(alignment)
    if strength is None:
        return (
            f"Nothing shows that today's score follows what customers feel: over {alignment.n:,} pairs its correlation "
            f"with their grades is {correlation_text(rank.value)} ({interval_text(rank)})."
        )
    verdict = f"Today's score {strength} what customers feel"
    if alignment.auc.value is None:
        return f"{verdict}."
    return (
        f"{verdict}: of a satisfied and a dissatisfied customer, the satisfied one's contact scored higher in "
        f"{alignment.auc.value:.0%} of cases (50% would be a coin)."
    )


def ceiling_text(alignment: ScoreAlignment) -> str:
    """The ceiling's interval and how much of it is reached, or why it is not known."""
    top = alignment.ceiling
    if top.value is None:
        return top.why or "not known"
    rank = alignment.rank.value
    reached = f" · {max(rank, 0) / top.value:.0%} of it reached" if rank is not None else ""
    return f"95% {interval_text(top)}{reached}"


def question_map_sentence(drivers: Drivers, question_map: pd.DataFrame) -> str:
    """Which questions are worth more or less than they weigh, and what all explain together."""
    spread = f"{drivers.r2_low:.0%} to {drivers.r2_high:.0%}"
    explained = f"All questions together explain {drivers.r2:.0%} of the grades ({spread})."
    if not explains_more_than_chance(drivers):
        return f"{explained} That is no more than chance would, so no question is called too heavy or too light."
    parts = []
    for verdict, one, several in (
        ("under-weighted", "is worth more than it weighs", "are worth more than they weigh"),
        ("over-weighted", "weighs more than it is worth", "weigh more than they are worth"),
    ):
        names = question_map.loc[question_map["verdict"] == verdict, "question"].tolist()
        if names:
            parts.append(f"{', '.join(names)} {one if len(names) == 1 else several}")
    verdict = "; ".join(parts) + ". " if parts else "Every question weighs what it is worth, as far as can be told. "
    return f"{verdict}On the dashed line a question weighs what it is worth. {explained}"


def folds_sentence(compared: WeightComparison) -> str:
    """In how many groups of agents weights set by hand do better than today's."""
    groups = int(np.isfinite(compared.folds).sum())
    return (
        f"Better than today in {compared.better_folds} of {groups} groups of agents; out of fold is their mean. "
        "Weights set by hand are fitted to nothing, but choosing them by watching these figures flatters them."
    )


def satisfaction_sentence(bands: pd.DataFrame) -> str:
    """How many are satisfied from the lowest to the highest scores; `bands` as of `satisfaction_by_score`."""
    if len(bands) == 1:
        return "All scores lie together, so they cannot be held against grades."
    return (
        f"From the lowest to the highest scores {bands['value'].iloc[0]:.0%} to {bands['value'].iloc[-1]:.0%} are "
        "satisfied: a score that follows customers climbs. The dashed line is the pass mark."
    )


def agents_sentence(agents: pd.DataFrame, pass_mark: float) -> str:
    """How many agents rise and fall beyond chance, and cross the pass mark; `agents` as of `agents_moved`."""
    sure = agents[agents["sure"]]
    rise, fall = int((sure["change"] > 0).sum()), int((sure["change"] < 0).sum())
    over, under = int((agents["crosses"] > 0).sum()), int((agents["crosses"] < 0).sum())
    return (
        f"Of {len(agents):,} agents {rise} rise and {fall} fall beyond chance, so many being looked at; grey may be "
        f"chance. The mean score of {over} comes to {pass_mark:.0%} or more, that of {under} falls below."
    )


def crossing_sentence(compared: WeightComparison, pass_mark: float) -> str:
    """How many evaluations cross the pass mark."""
    up, down = int(compared.up.sum()), int(compared.down.sum())
    if not up + down:
        return f"No evaluation crosses {pass_mark:.0%} with these weights."
    return f"{up:,} of {compared.scored:,} evaluations rise to {pass_mark:.0%} or more, {down:,} fall below."


def group_fit_sentence(groups: pd.DataFrame) -> str:
    """Where today's score follows customers and where that cannot be told; `groups` as of `group_fit`."""
    enough, few = groups[groups["today"].notna()], groups[groups["today"].isna()]
    return _fits(enough) + too_few_sentence(few)


def too_few_sentence(few: pd.DataFrame) -> str:
    """The groups that have too few pairs, with their number; empty without any."""
    if few.empty:
        return ""
    named = ", ".join(f"{g} ({n})" for g, n in zip(few["group"], few["n"], strict=True))
    return f" Too few pairs: {named}."


def _fits(groups: pd.DataFrame) -> str:
    misses = groups.loc[~(groups["low"] > 0), "group"].tolist()
    if not misses:
        return "Today's score follows customers' grades in every group, as far as can be told from each."
    best = groups.loc[groups["today"].idxmax()]
    named = ", ".join(misses)
    if len(misses) == len(groups):
        return f"In none of them can it be shown that today's score follows customers' grades ({named})."
    return (
        f"Nothing shows that today's score follows customers in {named}; in {best['group']} it does most "
        f"({correlation_text(best['today'])})."
    )
