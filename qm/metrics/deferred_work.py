"""Deferred work, such as email: its contacts, when each was answered, and how long that took.

The SQL counts in seconds of the centre's own clock since 1970, so that days and opening hours are plain arithmetic.
"""

from dataclasses import replace

from qm.metrics.contact_conditions import ANSWERED
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import Source, contacts
from qm.metrics.work_lines import OPEN_DAYS, SECONDS, WORK_LINES, load_work_lines, open_until
from qm.store import Definitions

ARRIVED = "epoch(c.arrived_at)"
LEFT = f"({ARRIVED} + c.wait_seconds)"


def deferred_contacts(view: Snapshot, definitions: Definitions) -> Source:
    """One row per deferred contact, with more columns than contacts have.

    arrived_seconds and left_seconds (answered or gone; null: nobody knows, or still open), is_open, counts_open_hours
    and line (of opening hours), response_seconds (of the answered: clock time, or opening hours where they count).
    Where a queue never tells waits nobody knows what is open, so nothing is. What is read beside contacts is made on
    the cursor of `view`.
    """
    hours_count = load_work_lines(view, definitions) and definitions.open_hours_count
    response, line = "c.wait_seconds", "cast(null as bigint)"
    joins = ""
    if hours_count:
        line = "w.line"
        open_response = f"greatest({open_until('z', LEFT)} - ({open_until('a', ARRIVED)}), 0)"
        response = f"case when w.line is null or c.wait_seconds is null then c.wait_seconds else {open_response} end"
        joins = f"""
        left join {OPEN_DAYS} as a on a.line = w.line and a.day_number = floor({ARRIVED} / {SECONDS})
        left join {OPEN_DAYS} as z on z.line = w.line and z.day_number = floor({LEFT} / {SECONDS})"""
    relation = f"""(
        select
            c.*,
            {ARRIVED} as arrived_seconds,
            {LEFT} as left_seconds,
            w.tells_waits,
            w.tells_waits and c.wait_seconds is null and not coalesce(c.abandoned, false)
                and not coalesce(c.resolved, false) as is_open,
            {line} as line,
            case when {ANSWERED.replace("f.", "c.")} then {response} end as response_seconds
        from contacts as c
        join {WORK_LINES} as w on w.channel is not distinct from c.channel and w.queue is not distinct from c.queue
        {joins}
        where w.is_deferred
    ) as f"""
    return replace(contacts(definitions), name="deferred_contacts", relation=relation)
