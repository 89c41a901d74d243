"""What the model rests on: every number with its source, and what is taken for granted."""

import pandas as pd

from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.fitting import Parameter

SOURCES = {"fitted": "the data", "inferred": "inferred", "default": "assumed"}
WAITING = (
    "One queue with one skill; whoever is free takes the longest waiting.",
    "Each half hour is in a steady state of its own: what a bad one leaves behind for the next is not seen, except "
    "in the back-test by day. Single half hours may be 5 points off, whole days and periods 1 to 3.",
    "Redials come back within the same half hour, the quicker the more they crowd it (allowed for by their fitted "
    "delay); repeats over the whole period; both in this queue. Those that go to other queues are lost to it; "
    "those that come from there count as fresh, but follow the repeat rate.",
    "Handle times and patience are spread exponentially; shares that come back do not differ between customers.",
    "Service level, threshold and repeat window are the definitions in force on the page Data.",
)
ASSUMPTIONS = {
    "calls": WAITING,
    "chat": (
        *WAITING,
        "A new chat goes to the agent with the fewest in hand; each further one in hand makes all of them longer by "
        "the fitted part, while it is there.",
    ),
    "deferred": (
        "Contacts are answered oldest first, by people who work on whenever something is open. Nobody hangs up: what "
        "is not worked today is there tomorrow.",
        "Contacts and people flow evenly within a half hour; chance is left out, which matters only where hardly "
        "anything is open.",
        "The weeks of the data are played again (the last thirteen of them), each lever in proportion; repeats come "
        "back as fresh contacts do.",
        "Customers who write again do so at the same rate however long they have waited, and each message takes as "
        "long as another contact.",
    ),
}
"""By kind of queue, one sentence each."""


def parameters_table(queue: PreparedQueue) -> pd.DataFrame:
    """One row per number of the model with its interval, its n and where it comes from, in words."""
    rows = [
        {
            "Number": p.label,
            "Value": _text(p, p.value),
            "95 % interval": "–" if p.low is None else f"{_text(p, p.low)} to {_text(p, p.high or 0)}",
            "n": p.n,
            "From": SOURCES.get(p.source, p.source),
            "How": p.note,
        }
        for p in queue.fitted.parameters.values()
    ]
    return pd.DataFrame(rows)


def _text(p: Parameter, value: float) -> str:
    if p.unit == "share":
        return f"{value:.1%}"
    if p.unit == "s":
        return f"{value:,.0f} s"
    return f"{value:,.4f}" if "odds" in p.unit else f"{value:,.1f}"
