"""How a suggestion of weights is said: whether changing pays, why, and what so many pairs can show."""

from qm.models.scorecard.association import pairs_needed, visible_correlation
from qm.models.scorecard.weights import Reason, Suggestion, pairs_to_judge
from qm.wording import counted

KEPT: dict[Reason, str] = {
    "weights_change_nothing": "by the definition in force every question counts the same, so weights change nothing.",
    "nothing_free": "the limits leave none of them free to move.",
    "same_grades": "all customers gave the same rating.",
    "same_answers": "the answers do not differ, so no weights would change a score.",
    "too_few_pairs": "{rated} {are} too few to judge {questions}; at least {needed:,} are needed. {power}",
    "none_better": "on {rated} no others follow satisfaction better.",
    "by_chance": "the gain may well be chance. {gain}",
    "too_small": "the gain is too small to matter. {gain}",
    "follows_nothing": "no weights make the score clearly follow satisfaction. {gain}",
}


def suggestion_text(suggestion: Suggestion) -> str:
    """Whether changing the weights pays, and why or why not."""
    n, reason = suggestion.n, suggestion.reason
    gain = _gain(suggestion)
    if reason == "pays":
        beside = " Equal weights do about as well." if suggestion.equal_as_good else ""
        return f"Changing the weights pays: the score would follow customers better. {gain}{beside}"
    free = suggestion.free
    said = KEPT[reason].format(
        rated=counted(n, "rated contact"),
        are="is" if n == 1 else "are",
        questions=counted(free, "question"),
        needed=pairs_to_judge(free),
        power=power_text(n),
        gain=gain,
    )
    return f"Keep your weights: {said.strip()}"


def power_text(n: int) -> str:
    """What so many pairs can show."""
    if n <= 3:
        return f"Showing even a weak link (0.2) takes about {pairs_needed(0.2)} rated contacts."
    return (
        f"{n:,} rated contacts usually show a correlation of {visible_correlation(n):.2f} or more. "
        f"0.2 takes {pairs_needed(0.2)}, 0.1 takes {pairs_needed(0.1)}."
    )


def _gain(suggestion: Suggestion) -> str:
    gain = suggestion.gain
    if gain.value is None:
        return ""
    return (
        f"Gain in correlation: {gain.value:+.3f} (likely range {gain.low:+.3f} to {gain.high:+.3f}). "
        f"Tested on agents whose data did not set the weights; {counted(suggestion.n, 'rated contact')}."
    ).replace("-", "−")
