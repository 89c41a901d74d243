"""How a suggestion of weights is said: whether changing pays, why, and what so many pairs can show."""

from qm.models.scorecard.association import pairs_needed, visible_correlation
from qm.models.scorecard.weights import Reason, Suggestion, pairs_to_judge

KEPT: dict[Reason, str] = {
    "weights_change_nothing": "under score.variant mean_of_rated weights change nothing.",
    "nothing_free": "the limits leave none of them free to move.",
    "same_grades": "all customers gave the same grade.",
    "same_answers": "the answers do not differ, so no weights would change a score.",
    "too_few_pairs": (
        "{n:,} pairs of an evaluation and a customer's grade are too few to judge {free} questions; "
        "at least {needed:,} are needed. {power}"
    ),
    "none_better": "over {n:,} pairs no others follow satisfaction better.",
    "by_chance": "the gain of {gain} may well be chance.",
    "too_small": "the gain of {gain} is too small to matter.",
    "follows_nothing": "no weights make the score follow satisfaction beyond chance; gain {gain}.",
}


def suggestion_text(suggestion: Suggestion) -> str:
    """Whether changing the weights pays, and why or why not."""
    n, reason = suggestion.n, suggestion.reason
    gain = _gain(suggestion)
    if reason == "pays":
        beside = " Equal weights do as well within what can be told." if suggestion.equal_as_good else ""
        return f"Changing pays: the score's correlation with satisfaction rises by {gain}.{beside}"
    free = suggestion.free
    said = KEPT[reason].format(n=n, free=free, needed=pairs_to_judge(free), power=power_text(n), gain=gain)
    return f"Keep your weights: {said}"


def power_text(n: int) -> str:
    """What so many pairs can show."""
    if n <= 3:
        return f"{n} pairs cannot show any correlation; {pairs_needed(0.2)} show one of 0.2 in 8 of 10 cases."
    return (
        f"{n:,} pairs show a correlation of {visible_correlation(n):.2f} or more in 8 of 10 cases "
        f"(0.2 takes {pairs_needed(0.2)} pairs, 0.1 takes {pairs_needed(0.1)})."
    )


def _gain(suggestion: Suggestion) -> str:
    gain = suggestion.gain
    if gain.value is None:
        return ""
    return f"{gain.value:+.3f} out of fold (95 % interval {gain.low:+.3f} to {gain.high:+.3f}, {suggestion.n:,} pairs)"
