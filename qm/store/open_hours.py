"""Opening hours as people write them: `Mo-Fr 08:00-18:00; Sa 09:00-13:00`, `24h`, `22:00-06:00`.

The grammar is a small part of OpenStreetMap's opening_hours: parts set apart by semicolons, each of days (none: every
day) and spans; `PH` are the days in the list of holidays. Times are the centre's own clock, without a zone.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from qm.errors import QMError

DAY = 86_400
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
ALWAYS = ("24h", "24/7")
MOST_SPANS = 3
EXAMPLE = "Mo-Fr 08:00-18:00; Sa 09:00-13:00"

LONG_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = ("off", "closed")
SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?")

Span = tuple[int, int]


@dataclass(frozen=True)
class OpenHours:
    """When work is taken, by kind of day: Monday to Sunday, then holidays.

    Each has spans (from, to) in seconds after its midnight, rising and apart. A span that ends after midnight
    has an end above 86,400 and belongs to the day that it begins on.
    """

    days: tuple[tuple[Span, ...], ...]

    def __str__(self) -> str:
        """As it is kept and shown: days with the same spans stand together."""
        if all(spans == ((0, DAY),) for spans in self.days):
            return ALWAYS[0]
        parts: list[str] = []
        first = 0
        for day in range(1, 8):
            if day == 7 or self.days[day] != self.days[first]:
                if self.days[first]:
                    parts.append(f"{_days_text(first, day - 1)} {_spans_text(self.days[first])}")
                first = day
        if self.days[7]:
            parts.append(f"{HOLIDAY} {_spans_text(self.days[7])}")
        return "; ".join(parts)


def open_hours(text: str) -> OpenHours:
    """The opening hours that `text` says; QMError, in one sentence, where it cannot be read.

    A holiday is closed unless `PH` says otherwise; `24h` is open on holidays, too.
    """
    if text.strip().lower() in ALWAYS:
        return OpenHours((((0, DAY),),) * 8)
    days: dict[int, tuple[Span, ...]] = {}
    for part in text.replace("–", "-").split(";"):
        if not part.strip():
            continue
        named, spans = _part(part)
        for day in named:
            if day in days:
                raise QMError(
                    f"Opening hours '{text}': {_name(day)} is named twice; write its times in one place, "
                    f"such as '{_name(day)} 08:00-12:00,13:00-17:00'."
                )
            days[day] = spans
    if not any(days.values()):
        raise QMError(f"Opening hours '{text}' open on no day; write them like '{EXAMPLE}', or 24h.")
    return OpenHours(tuple(days.get(day, ()) for day in range(8)))


def _part(part: str) -> tuple[list[int], tuple[Span, ...]]:
    """The days of one part and its spans."""
    words = re.sub(r"\s*([-,])\s*", r"\1", part.strip()).split()
    days_text, times = (
        (words[0], words[1:]) if words[0][0].isalpha() and words[0].lower() not in CLOSED else ("", words)
    )
    named = _days(days_text, part.strip()) if days_text else list(range(7))
    if len(times) != 1:
        raise QMError(f"Opening hours '{part.strip()}' need days and then times, such as '{EXAMPLE}'.")
    if times[0].lower() in CLOSED:
        return named, ()
    if times[0].lower() in ALWAYS:
        return named, ((0, DAY),)
    return named, _spans(times[0], part.strip())


def _days(text: str, part: str) -> list[int]:
    named: list[int] = []
    for piece in text.split(","):
        first, dash, last = piece.partition("-")
        start, end = _day(first, part), _day(last if dash else first, part)
        if 7 in (start, end) and start != end:
            raise QMError(f"Opening hours '{part}': {HOLIDAY} stands for holidays and cannot begin or end a range.")
        named += [start] if start == end else [(start + n) % 7 for n in range((end - start) % 7 + 1)]
    return named


def _day(text: str, part: str) -> int:
    if text.upper() == HOLIDAY:
        return 7
    found = [n for n, name in enumerate(LONG_NAMES) if len(text) >= 2 and name.startswith(text.lower())]
    if len(found) != 1:
        raise QMError(f"Opening hours '{part}': '{text}' is no day; use {', '.join(DAYS)}, or {HOLIDAY} for holidays.")
    return found[0]


def _spans(text: str, part: str) -> tuple[Span, ...]:
    spans = sorted(_span(piece, part) for piece in text.split(","))
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise QMError(f"Opening hours '{part}' overlap: write each time of the day once.")
    if spans[-1][1] - DAY > spans[0][0]:
        raise QMError(f"Opening hours '{part}' run over midnight into the same times again.")
    if len(spans) > MOST_SPANS:
        raise QMError(f"Opening hours '{part}' have more than {MOST_SPANS} spans a day.")
    return tuple(spans)


def _span(text: str, part: str) -> Span:
    match = SPAN.fullmatch(text)
    if not match:
        raise QMError(f"Opening hours '{part}': '{text}' is no span of time; write it like 08:00-18:00.")
    start_hour, start_minute, end_hour, end_minute = (int(number or 0) for number in match.groups())
    start, end = start_hour * 3600 + start_minute * 60, end_hour * 3600 + end_minute * 60
    if max(start_minute, end_minute) > 59 or start >= DAY or end > DAY:
        raise QMError(f"Opening hours '{part}': '{text}' has a time that no clock shows; 24:00 is the latest.")
    if start == end:
        raise QMError(f"Opening hours '{part}': '{text}' is open for no time; for the whole day write 00:00-24:00.")
    return (start, end if end > start else end + DAY)


def _name(day: int) -> str:
    return (*DAYS, HOLIDAY)[day]


def _days_text(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}{'-' if last > first + 1 else ','}{DAYS[last]}"


def _spans_text(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end - DAY if end > DAY else end)}" for start, end in spans)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"
