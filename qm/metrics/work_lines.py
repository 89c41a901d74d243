"""How the work of each channel and queue is done: now or later, in which opening hours, and whether waits are told.

Made anew for each question from the definitions it is asked under, so another definition can be tried on any figure.
"""

from datetime import date

import pandas as pd

from qm.metrics.open_time import CLOSES, OPENS, OpenTimes, open_days
from qm.metrics.snapshot import Snapshot
from qm.store import Definitions, open_hours

WORK_LINES, OPEN_DAYS = "work_lines", "open_days"
SECONDS = 86_400
EVER = date.min


def load_work_lines(view: Snapshot, definitions: Definitions) -> bool:
    """Make two tables readable on the cursor of `view`; whether any channel or queue has opening hours.

    `work_lines`: one row per channel and queue there are contacts of: channel, queue, is_deferred, tells_waits, line.
    `open_days`: one row per line of opening hours and day: line, day_number (since 1970), open_before, opens_0 …
    """
    pairs = view.cursor.rows("""
    select channel, queue, count(wait_seconds) > 0 as tells_waits from contacts group by channel, queue
    """)
    lines: dict[OpenTimes, int] = {}
    rows = []
    for channel, queue, tells_waits in pairs:
        times = open_times(definitions, channel, queue)
        line = lines.setdefault(times, len(lines)) if times else None
        rows.append((channel, queue, not definitions.channels.is_immediate(channel), tells_waits, line))
    frame = pd.DataFrame(rows, columns=["channel", "queue", "is_deferred", "tells_waits", "line"])
    types = {"channel": "str", "queue": "str", "is_deferred": bool, "tells_waits": bool, "line": "Int64"}
    view.cursor.load_frame(WORK_LINES, frame.astype(types))
    view.cursor.load_frame(OPEN_DAYS, _calendar(view, lines))
    return bool(lines)


def open_times(definitions: Definitions, channel: str | None, queue: str | None) -> OpenTimes | None:
    """The opening hours of a channel's queue as they change, with its holidays; None where it never has any."""
    days = (EVER, *definitions.targets.hours_change_on(channel, queue))
    texts = [definitions.targets.hours_on(day, channel, queue) for day in days]
    if not any(texts):
        return None
    hours = [(day, open_hours(text) if text else None) for day, text in zip(days, texts, strict=True)]
    return OpenTimes(tuple(hours), definitions.holidays.of(queue))


def _calendar(view: Snapshot, lines: dict[OpenTimes, int]) -> pd.DataFrame:
    first, last, ended = view.cursor.row("select min(arrived_at), max(arrived_at), max(ended_at) from contacts")
    columns = ["line", "day_number", "open_before", *OPENS, *CLOSES]
    if not lines or first is None:
        return pd.DataFrame({name: pd.Series(dtype=float) for name in columns})
    until = max(last, ended or last).date()
    parts = [open_days(times, first.date(), until).assign(line=line) for times, line in lines.items()]
    table = pd.concat(parts, ignore_index=True)
    return table.assign(day_number=table["day"].astype("datetime64[s]").astype("int64") // SECONDS)[columns]


def open_until(alias: str, seconds: str) -> str:
    """SQL: seconds open up to `seconds` since 1970, a moment within the day of the row `alias` of open_days."""
    within = [
        f"greatest(least({seconds} - {alias}.day_number * {SECONDS}, {alias}.{closes}) - {alias}.{opens}, 0)"
        for opens, closes in zip(OPENS, CLOSES, strict=True)
    ]
    return f"{alias}.open_before + {' + '.join(within)}"
