"""The repeat rule: what makes a contact a repeat of another, under the definitions `repeat.*`.

A contact of a known customer is repeated when the customer's next contact in the defined scope comes within the
defined window after it ended; it can be judged once the window has passed. The measures of repeats, the table of
contacts that follow another one and every question about repeats are made from these conditions. `f` is the contact's
row, whose `next_…_seconds` are linked when a file comes in (`qm/intake/links.py`); `repeat_literals` fills the braces.
"""

from datetime import datetime, timedelta

from qm.metrics.contact_conditions import ANSWERED
from qm.store import Definitions

JUDGED = "f.customer_id is not null and f.ended_at <= {judged_until}"
REPEATED = JUDGED + " and f.next_{scope}_seconds <= {window}"

DEPENDS = ("repeat.window_days", "repeat.scope")
"""The definitions that `JUDGED` and `REPEATED` depend on."""

IN_COMMON = {"any": (), "reason": ("reason",), "channel": ("channel",)}
"""By scope, the columns that a contact and the one it follows have in common besides the customer."""


def repeat_literals(definitions: Definitions, latest_at: datetime | None) -> dict[str, str]:
    """What the braces stand for. `latest_at` is the latest arrival in all the data."""
    return {
        "window": repr(definitions.repeat.window_seconds),
        "scope": definitions.repeat.scope,
        "judged_until": judged_until(definitions, latest_at),
    }


def judged_until(definitions: Definitions, latest_at: datetime | None) -> str:
    """SQL for the latest end of a contact whose window has passed by `latest_at`."""
    try:
        passed = latest_at - timedelta(days=definitions.repeat.window_days) if latest_at else None
    except OverflowError:  # a window longer than the calendar: nobody can be judged
        passed = None
    return f"timestamp '{passed}'" if passed else "cast(null as timestamp)"


def can_be_followed(definitions: Definitions) -> str:
    """The condition on a contact that can be followed by a repeat: all with a customer, or only the handled ones."""
    handled = f" and {ANSWERED}" if definitions.repeat.index == "handled" else ""
    return f"f.customer_id is not null{handled}"


def next_seconds(definitions: Definitions) -> str:
    """The column with the seconds from a contact's end to the customer's next one in scope."""
    return f"f.next_{definitions.repeat.scope}_seconds"


def in_common(definitions: Definitions, one: str, other: str) -> str:
    """The condition that two rows, by their aliases, are about the same in the defined scope."""
    columns = IN_COMMON[definitions.repeat.scope]
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in columns) or "true"
