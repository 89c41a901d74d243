"""Rejected rows that come back, mended: what we put behind them is no part of the file."""

import re

from qm.intake.kinds import KINDS
from qm.intake.mapping import ANSWERS
from qm.intake.reading import Reading, settle_reading
from qm.intake.report import LINE, REASON
from qm.intake.values import FAULTS
from qm.store import Cursor


def leave_returned_out(cursor: Cursor, reading: Reading) -> None:
    """Rejected rows that come back, mended: the two columns that we put behind them are no part of the file."""
    if not _may_have_come_back(reading.header):
        return
    settle_reading(cursor, reading)
    last = len(reading.header) - 1
    fields = {ANSWERS, *(name for kind in KINDS.values() for name in kind.fields)}
    one = f"({'|'.join(fields)}): ({'|'.join(FAULTS)})"
    (are_ours,) = cursor.row(
        rf"""
        select exists (
            select 1 from raw where regexp_full_match(c{last - 1}, '\d+') and regexp_full_match(c{last}, $pattern)
        )
        """,
        {"pattern": f"{one}(; {one})*"},
    )
    if are_ours:
        reading.header = reading.header[:-2]
        reading.notes = [note for note in reading.notes if not re.search(rf" is ({LINE}|{REASON})_\d+\.$", note)]
        reading.notes.append(
            f"The columns {LINE} and {REASON} at the end, which a list of rejected rows has, are left alone."
        )


def _may_have_come_back(header: list[str]) -> bool:
    names = zip(header[-2:], (LINE, REASON), strict=False)
    return len(header) > 2 and all(re.fullmatch(rf"{name}(_\d+)?", title.casefold()) for title, name in names)
