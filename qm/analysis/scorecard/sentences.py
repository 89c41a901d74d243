"""What the figures of a scorecard say, in plain text: alignment, weights, who moves, where it fits."""

import numpy as np
import pandas as pd

from qm.analysis.scorecard.score_alignment import ScoreAlignment
from qm.models.scorecard.drivers import Drivers, explains_more_than_chance
from qm.models.scorecard.weight_comparison import WeightComparison
from qm.models.statistics.estimate import Estimate
from qm.wording import counted, listed

VERDICT_TEXTS = {
    "aligned": "weight fits",
    "over-weighted": "weighs too much",
    "under-weighted": "weighs too little",
    "saturated": "nearly always the same",
    "noisy": "evaluators disagree",
    "too few answers": "too few answers",
    "unknown": "too few ratings",
}
"""The verdict on a question, for people."""

VERDICT_MEANINGS = {
    "aligned": "Its share of the score is in line with what it is worth to customers.",
    "over-weighted": "Its share of the score is larger than what it is worth to customers.",
    "under-weighted": "Its share of the score is smaller than what it is worth to customers.",
    "saturated": "97% or more get the same points, so it tells nobody apart.",
    "noisy": "Evaluators hardly agree on it, so its points are partly luck.",
    "too few answers": "Fewer than 30 answers count.",
    "unknown": "The ratings do not tell what it is worth.",
}
SPELT = 2
"""Of so many questions a sentence says what they ask."""

NAMED = 4
"""So many questions are named in a sentence."""


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
    """hardly follows, partly follows, clearly follows; None where nothing shows that it follows at all."""
    r, low = alignment.rank.value, alignment.rank.low
    if r is None or low is None or low != low or low <= 0 or r <= 0:
        return None
    return "hardly follows" if r < 0.2 else "partly follows" if r < 0.4 else "clearly follows"


def alignment_sentence(alignment: ScoreAlignment) -> str:
    """How well today's score follows CSAT: the verdict, then the number."""
    rank = alignment.rank
    if rank.value is None:
        return f"Too few to tell whether the score follows customers: {rank.why}."
    strength = alignment_strength(alignment)
    if strength is None:
        return f"No link between score and customers' ratings shows in {counted(alignment.n, 'rated contact')}."
    verdict = f"The score {strength} what customers feel."
    if alignment.auc.value is None:
        return verdict
    return (
        f"{verdict} Of two customers it finds the satisfied one in {alignment.auc.value:.0%} of cases; a coin in 50%."
    )


def alignment_details(alignment: ScoreAlignment) -> tuple[str, ...]:
    """How sure that is: coefficients, their likely ranges, on how many contacts they rest, and what is possible."""
    rank, auc, top = alignment.rank, alignment.auc, alignment.ceiling
    lines = []
    if rank.value is not None:
        lines.append(f"Correlation of score and rating: {estimate_text(rank)}. 0 is no link, 1 the same order.")
    if auc.value is not None:
        lines.append(f"Satisfied customers' contacts scored higher in {auc.value:.0%} of cases ({_percents(auc)}).")
    share = (
        "" if alignment.answered != alignment.answered else f", {alignment.answered:.0%} of those with a known number"
    )
    lines.append(
        f"{counted(alignment.n, 'evaluated contact')} {'has' if alignment.n == 1 else 'have'} a rating{share}."
    )
    if top.value is None:
        lines.append(f"The highest correlation possible is not known: {top.why or 'no contact was scored by several'}.")
    else:
        reached = "" if rank.value is None else f" {max(rank.value, 0) / top.value:.0%} of it is reached."
        lines.append(
            f"Evaluators disagree, so the correlation can be {correlation_text(top.value)} at most "
            f"({interval_text(top)}).{reached}"
        )
    return tuple(lines)


def _percents(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None or estimate.low != estimate.low:
        return "no range known"
    return f"likely range {estimate.low:.0%} to {estimate.high:.0%}"


def advice_sentence(drivers: Drivers, question_map: pd.DataFrame) -> str:
    """Which questions weigh too little and too much; empty where nothing can be told of any."""
    if drivers.impossible:
        return ""
    if not explains_more_than_chance(drivers):
        return "The ratings do not tell yet which questions matter to customers."
    light, heavy = (_named(question_map[question_map["verdict"] == v]) for v in ("under-weighted", "over-weighted"))
    if not light and not heavy:
        return "Every question weighs about what it is worth to customers."
    parts = []
    if light:
        verb = "matters" if len(light) == 1 else "matter"
        parts.append(f"{listed(light, NAMED)} {verb} more to customers than the weights say.")
    if heavy:
        verb = "matters" if len(heavy) == 1 else "matter"
        parts.append(f"{listed(heavy, NAMED)} {verb} less.")
    return " ".join(parts)


def _named(questions: pd.DataFrame) -> list[str]:
    """The numbers of questions; of a few, with what they ask."""
    if len(questions) > SPELT:
        return [str(name) for name in questions["question"]]
    both = zip(questions["question"], questions["text"], strict=True)
    return [name if text == name else f"{name} ({text})" for name, text in both]


def question_map_sentence(drivers: Drivers, question_map: pd.DataFrame) -> str:
    """Which questions weigh too little or too much, and what all explain together."""
    spread = f"{drivers.r2_low:.0%} to {drivers.r2_high:.0%}"
    explained = f"All questions together explain {drivers.r2:.0%} of the differences in ratings ({spread})."
    return f"{advice_sentence(drivers, question_map)} Dashed line: weight and worth are equal. {explained}"


def folds_sentence(compared: WeightComparison) -> str:
    """In how many groups of agents weights set by hand do better than today's."""
    groups = int(np.isfinite(compared.folds).sum())
    return (
        f"Better than today in {compared.better_folds} of {groups} groups of agents. "
        "Weights chosen by watching these figures look better than they are."
    )


def satisfaction_sentence(bands: pd.DataFrame) -> str:
    """How many are satisfied from the lowest to the highest scores; `bands` as of `satisfaction_by_score`."""
    if len(bands) == 1:
        return "All scores are about the same, so ratings cannot be compared by score."
    return (
        f"Lowest scores: {bands['value'].iloc[0]:.0%} satisfied; highest: {bands['value'].iloc[-1]:.0%}. "
        "A score that follows customers climbs. Dashed line: pass mark."
    )


def agents_sentence(agents: pd.DataFrame, pass_mark: float) -> str:
    """How many agents clearly rise and fall, and cross the pass mark; `agents` as of `agents_moved`."""
    sure = agents[agents["sure"]]
    rise, fall = int((sure["change"] > 0).sum()), int((sure["change"] < 0).sum())
    over, under = int((agents["crosses"] > 0).sum()), int((agents["crosses"] < 0).sum())
    return (
        f"Of {counted(len(agents), 'agent')}, {rise} clearly rise and {fall} clearly fall; grey may be chance. "
        f"Average score: {over} reach {pass_mark:.0%}, {under} fall below it."
    )


def crossing_sentence(compared: WeightComparison, pass_mark: float) -> str:
    """How many evaluations cross the pass mark."""
    up, down = int(compared.up.sum()), int(compared.down.sum())
    if not up + down:
        return f"No evaluation crosses {pass_mark:.0%} with these weights."
    return (
        f"Of {counted(compared.scored, 'evaluation')}, {up:,} rise to {pass_mark:.0%} or more and {down:,} fall below."
    )


def group_fit_sentence(groups: pd.DataFrame) -> str:
    """Where today's score follows customers and where that cannot be told; `groups` as of `group_fit`."""
    enough, few = groups[groups["today"].notna()], groups[groups["today"].isna()]
    return _fits(enough) + too_few_sentence(few)


def too_few_sentence(few: pd.DataFrame) -> str:
    """The groups that have too few pairs, with their number; empty without any."""
    if few.empty:
        return ""
    named = ", ".join(f"{g} ({n})" for g, n in zip(few["group"], few["n"], strict=True))
    return f" Too few ratings: {named}."


def _fits(groups: pd.DataFrame) -> str:
    misses = groups.loc[~(groups["low"] > 0), "group"].tolist()
    if not misses:
        return "Yes: in every group the score follows customers' ratings."
    best = groups.loc[groups["today"].idxmax()]
    named = ", ".join(misses)
    if len(misses) == len(groups):
        return f"No link between score and ratings shows in any of them: {named}."
    return f"No link shows in {named}. Strongest link: {best['group']} ({correlation_text(best['today'])})."
