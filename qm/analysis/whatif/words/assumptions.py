"""What the model rests on: every number with its source, and what is taken for granted."""

import pandas as pd

from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.fitting import Parameter

SOURCES = {"fitted": "the data", "inferred": "inferred", "default": "assumed"}
WAITING = (
    "One queue, one skill: whoever is free takes the customer who has waited longest.",
    "Each half hour is steady; a backlog does not carry over to the next. Single half hours may be 5 points off, "
    "days and periods 1 to 3.",
    "Redials come back within the same half hour, repeats over the whole period, both in this queue. Repeats in other "
    "queues are lost to it; contacts from other queues count as new and move with the repeat rate.",
    "Handle times and patience vary exponentially; all customers are equally likely to come back.",
    "Threshold, goal and repeat window are those under Data → Definitions.",
)
ASSUMPTIONS = {
    "calls": WAITING,
    "chat": (
        *WAITING,
        "A new chat goes to the agent with the fewest open. Each further chat makes all of that agent's chats longer.",
    ),
    "deferred": (
        "The oldest contact is answered first, and people work as long as anything is open. Nobody hangs up: what is "
        "not done today waits for tomorrow.",
        "Contacts and people flow evenly within a half hour. Chance is left out; it matters only when little is open.",
        "The last thirteen weeks of your data are played again, each lever in proportion. Repeats come back as new "
        "contacts do.",
        "Customers write again at the same rate however long they have waited. Each message takes as long as another "
        "contact.",
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
