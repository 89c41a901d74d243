"""How days and moments are written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """A run of days, both ends included."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def shifted(self, days: int) -> "Days":
        """As many days earlier; the calendar begins with year 1."""
        return Days(earlier(self.first, days), earlier(self.last, days))


def earlier(day: date, days: int) -> date:
    """So many days before a day; the first day of the calendar where there is none so early."""
    return date.fromordinal(max(day.toordinal() - days, 1))


def day_text(day: date, *, year: bool = True) -> str:
    """A day for reading: 5 May 2024."""
    return f"{day.day} {day:%b} {day.year}" if year else f"{day.day} {day:%b}"


def point_text(start: date, grain: str) -> str:
    """A point of a trend for reading: 5 May 2024, week of 6 May 2024, May 2024."""
    if grain == "month":
        return f"{start:%B %Y}"
    return f"week of {day_text(start)}" if grain == "week" else f"{start:%a} {day_text(start)}"


def days_text(days: Days) -> str:
    """Days for reading: 5–11 May 2024, 28 Apr – 4 May 2024."""
    first, last = days.first, days.last
    if first == last:
        return day_text(first)
    if first.year != last.year:
        return f"{day_text(first)} – {day_text(last)}"
    if first.month != last.month:
        return f"{day_text(first, year=False)} – {day_text(last)}"
    return f"{first.day}–{day_text(last)}"


def moment_text(moment: datetime) -> str:
    """A moment for reading: 5 May 2024, 14:03."""
    return f"{moment.day} {moment:%b %Y, %H:%M}"
