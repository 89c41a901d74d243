"""Conditions on a contact's row, aliased `f`, that measures and the repeat rule share."""

ANSWERED = "not coalesce(f.abandoned, false)"
TIMED = f"{ANSWERED} and f.wait_seconds is not null"
HANDLED = f"{ANSWERED} and f.handle_seconds is not null"
