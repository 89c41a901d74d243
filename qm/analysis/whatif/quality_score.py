"""The quality score as another way to move repeats, through the link found in a queue's evaluations."""

from math import log

from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.levers import rate_at_score


def is_tied_to_repeats(queue: PreparedQueue) -> bool:
    """Whether enough contacts are evaluated for a link to be fitted at all."""
    return queue.fitted.parameters["quality_link"].source == "fitted"


def is_shown_by_data(queue: PreparedQueue) -> bool:
    """Whether the data show that a better score goes with fewer repeats."""
    link = queue.fitted.parameters["quality_link"]
    return link.value < 0 and not (link.high is not None and link.high >= 0)


def repeat_rate_at(queue: PreparedQueue, score: float) -> float:
    """The repeat rate that goes with a score in points of 100."""
    link, standing = queue.fitted.parameters["quality_link"].value, queue.fitted.parameters["score"].value
    return rate_at_score(queue.today.repeat_rate, link, score - standing)


def score_at(queue: PreparedQueue, repeat_rate: float) -> float:
    """The score that goes with a repeat rate."""
    link, standing = queue.fitted.parameters["quality_link"].value, queue.fitted.parameters["score"].value
    if link == 0:
        return standing

    def odds(rate: float) -> float:
        inside = min(max(rate, 0.001), 0.9)
        return log(inside / (1 - inside))

    return standing + (odds(repeat_rate) - odds(queue.today.repeat_rate)) / link
