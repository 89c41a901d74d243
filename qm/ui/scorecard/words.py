"""Verdicts and figures of a scorecard in words."""

from qm.models.statistics.estimate import Estimate
from qm.ui.scorecard.question import Question

ICONS = {
    "aligned": ":material/check_circle:",
    "over-weighted": ":material/arrow_downward:",
    "under-weighted": ":material/arrow_upward:",
    "saturated": ":material/done_all:",
    "noisy": ":material/graphic_eq:",
    "too few answers": ":material/hourglass_empty:",
    "unknown": ":material/help:",
}
COLOURS = {"aligned": "green", "over-weighted": "orange", "under-weighted": "blue", "noisy": "violet"}
MEANINGS = {
    "aligned": "its part of the score lies within what it is worth to customers",
    "over-weighted": "its part of the score is more than it is worth to customers",
    "under-weighted": "its part of the score is less than it is worth to customers",
    "saturated": "97 % or more get the same, so it tells nobody apart",
    "noisy": "evaluators agree hardly more than by chance, so its points are partly luck",
    "too few answers": "fewer than 30 answers count",
    "unknown": "the grades do not tell what it is worth",
}


def badge(verdict: str) -> str:
    """A verdict as Markdown: colour, icon and words."""
    return f":{COLOURS.get(verdict, 'gray')}-badge[{ICONS[verdict]} {verdict}]"


def correlation(value: float | None) -> str:
    """0.21; a dash for none."""
    return "–" if value is None or value != value else f"{value:.2f}".replace("-", "−")


def signed(value: float | None, digits: int = 2) -> str:
    if value is None or value != value:
        return "–"
    text = f"{value:+.{digits}f}"
    return ("0" if not any(d in text for d in "123456789") else text).replace("-", "−")


def interval(estimate: Estimate, digits: int = 2) -> str:
    """0.10 to 0.21; empty where it cannot be had."""
    if estimate.low is None or estimate.high is None or estimate.low != estimate.low:
        return ""
    return f"{estimate.low:.{digits}f} to {estimate.high:.{digits}f}".replace("-", "−")


def with_interval(estimate: Estimate, *, sign: bool = False) -> str:
    """0.21 (0.10 to 0.29); a dash for none."""
    value = signed(estimate.value) if sign else correlation(estimate.value)
    bounds = interval(estimate)
    return f"{value} ({bounds})" if bounds else value


def plain(text: str) -> str:
    """Data in Markdown: nothing in it is markup."""
    return "".join("\\" + c if c in "\\`*_{}[]()#+-.!|~$:<>" else c for c in text)


def verdict_sentence(question: Question) -> str:
    """How well today's score follows CSAT, in one sentence for everybody."""
    top = question.top
    if top.rank.value is None:
        return f"Whether the score follows what customers feel cannot be told: {top.rank.why}."
    n, r, low = top.n, top.rank.value, top.rank.low
    if low is None or low != low or low <= 0 < r or r <= 0:
        return (
            f"Nothing shows that today's score follows what customers feel: over {n:,} pairs its correlation with "
            f"their grades is {correlation(r)} ({interval(top.rank)})."
        )
    strength = "**hardly follows**" if r < 0.2 else "**follows in part**" if r < 0.4 else "**follows**"
    chance = f"{top.auc.value:.0%}" if top.auc.value is not None else None
    said = f"Today's score {strength} what customers feel"
    if chance:
        said += f": of a satisfied and a dissatisfied customer, the satisfied one's contact scored higher in {chance}"
    return said + " of cases (50% would be a coin)." if chance else said + "."
