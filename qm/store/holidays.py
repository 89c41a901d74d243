"""Holidays: days on which the centre, or one queue, is closed although its opening hours say otherwise."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from qm.errors import QMError

NONE = "none"


@dataclass(frozen=True)
class Holiday:
    """One day; `queue` None: of all queues."""

    day: date
    queue: str | None = None
    name: str | None = None
    set_by: str | None = field(default=None, compare=False)
    set_at: datetime | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """As it is typed: the day, and its name behind it."""
        return f"{self.day} {self.name}" if self.name else f"{self.day}"

    def to_dict(self) -> dict[str, Any]:
        """As `define --json` lists it."""
        return {"day": self.day, "queue": self.queue, "name": self.name}


@dataclass(frozen=True)
class Holidays:
    """All rows of `holidays`, by queue and day."""

    rows: tuple[Holiday, ...] = ()

    def of(self, queue: str | None) -> frozenset[date]:
        """The days on which a queue is closed: everybody's and its own."""
        return frozenset(row.day for row in self.rows if row.queue is None or row.queue == queue)

    def written(self, queue: str | None = None) -> str:
        """The days of one queue, or of all (None), as typed: '2026-05-01 Labour Day, 2026-12-25', or none."""
        return ", ".join(row.text for row in self.rows if row.queue == queue) or NONE

    def changed(self, queue: str | None, text: str) -> "Holidays":
        """With the days that `text` names in place of those of one queue, or of all; QMError for what is no day."""
        had = {row.day: row for row in self.rows if row.queue == queue}
        others = tuple(row for row in self.rows if row.queue != queue)
        now = () if text.strip().lower() == NONE else read_holidays(text, queue)
        kept = (row if had.get(row.day) != row else had[row.day] for row in now)
        return Holidays(tuple(sorted((*others, *kept), key=lambda row: (row.queue or "", row.day))))


def read_holidays(text: str, queue: str | None = None) -> tuple[Holiday, ...]:
    """The days in `text`: one a line, or set apart by commas or semicolons, each with its name behind it if it has one.

    Blank lines and what follows a # are left out. QMError, in one sentence, for what is no day.
    """
    found: dict[date, Holiday] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for part in re.split(r"[,;]\s*(?=\d{4}-)", line.partition("#")[0]):
            if not part.strip(" ,;\t"):
                continue
            day, name = _holiday(part.strip(" ,;\t"), number)
            found[day] = Holiday(day, queue, name)
    return tuple(found[day] for day in sorted(found))


def _holiday(text: str, line: int) -> tuple[date, str | None]:
    match = re.fullmatch(r"(\d{4}-\d{1,2}-\d{1,2})[\s,;]*(.*)", text)
    try:
        day = date(*(int(part) for part in match[1].split("-"))) if match else None
    except ValueError:
        day = None
    if not match or day is None:
        raise QMError(f"Holidays, line {line}: '{text}' is no day; write it like 2026-12-25, a name may follow.")
    return day, match[2].strip() or None
