"""How a column writes its times, found from all of its values.

Formats are strptime formats. A time with an offset is kept as the clock reads; the offset
is cut off, or used when `times.offset` names a zone to convert to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qm.errors import QMError
from qm.intake.counted_times import COUNTED, moment_of, unit_since_1970
from qm.intake.doubts import DoubtfulDates
from qm.intake.month_names import NOT_ENGLISH, english_months, in_english
from qm.store import Cursor
from qm.store.failures import read_failed

# Fractions that %f does not read: after a comma, or of more than six digits.
FRACTION = r"(:\d{1,2})(?:,(\d{1,6})|[.](\d{6}))\d*"
COMPACT = {6: "%H%M%S", 4: "%H%M"}
DAY, MONTH, EITHER = "day-first", "month-first", "either"
# Only after a clock time is a trailing -05 an offset; in 2024-01-05 it is a day.
OFFSET = r"((?::\d{1,2}|T\d{6})(?:[.,]\d+)?)\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})$"

CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p")
NAMED_DAYS = (
    *(fmt for sep in "- /" for fmt in (f"%d{sep}%b{sep}%Y", f"%d{sep}%b{sep}%y", f"%d{sep}%B{sep}%Y")),
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%a, %d %b %Y",
    "%a %b %d %Y",
    "%d. %B %Y",
)
DOTTED_DAYS = tuple(
    f"{days}{year}" for days in ("%d. %b ", "%d. %b. ", "%d.%b.", "%d.%b ", "%d %b. ") for year in ("%Y", "%y")
)
HALF_DAY = r"(?i)\s?([ap])\.?\s?m\.?$"  # p.m., p. m., P.M.
MOST_SHAPES = 40
SAMPLE, EVERY = 2_000, 97


@dataclass(frozen=True)
class Times:
    """How to read a column's times: formats tried in turn, what is cut off and put right first."""

    formats: tuple[str, ...]
    offset: bool = False
    fraction: bool = False
    month_names: bool = False  # not English perhaps, so they are written as DuckDB reads them first
    half_day: bool = False  # p.m. and p. m. are written PM first

    @property
    def is_counted(self) -> bool:
        """Whether they are numbers since a day, so that 0 stands for never."""
        return self.formats[:1] != () and self.formats[0] in COUNTED

    @property
    def has_date(self) -> bool:
        return self.is_counted or not self.formats or any(re.search(r"%[dDjeFxcYymbB]", fmt) for fmt in self.formats)


@dataclass(frozen=True)
class Found:
    """What a column's values allow, before day-first and month-first are settled for the file."""

    neutral: tuple[str, ...]  # formats in which nothing is in doubt
    day_first: tuple[str, ...]
    month_first: tuple[str, ...]
    order: str | None  # DAY, MONTH, EITHER, or None where no value is in doubt
    offset: bool
    example: str | None
    fraction: bool = False
    month_names: bool = False
    half_day: bool = False

    def times(self, order: str) -> Times:
        formats = self.neutral + (self.month_first if order == MONTH else self.day_first)
        # A clock time among dates is a slip, not a moment of the year 1900.
        dated = tuple(fmt for fmt in formats if fmt not in CLOCKS)
        return Times(dated or formats, self.offset, self.fraction, self.month_names, self.half_day)


def given(cursor: Cursor, fmt: str, where: str) -> Times:
    """The format an analyst wrote; %z means an offset stands there. QMError, saying where, if it is none."""
    if fmt in COUNTED:
        return Times((fmt,))
    named = "%b" in fmt.lower()
    plain = re.sub(r"\s*%[zZ]$", "", fmt)
    formats = (plain.replace("%B", "%b") if named else plain,)
    times = Times(formats, "%z" in fmt.lower(), month_names=named, half_day="%p" in fmt)
    try:
        cursor.run("select try_strptime('', $1)", [times.formats[0]])
    except Exception as error:
        if read_failed(error):
            raise QMError(
                f"The format '{fmt}' of {where} is none for times; write one such as %d/%m/%Y %H:%M, or one of "
                f"{', '.join(COUNTED)}."
            ) from error
        raise
    return times


def order_in(times: Times) -> str | None:
    """Whether a format puts the day before the month or after it; None where it does neither, or the year first."""
    fmt = times.formats[0] if times.formats else ""
    day, month, year = fmt.find("%d"), fmt.find("%m"), fmt.lower().find("%y")
    if min(day, month) < 0 or -1 < year < min(day, month):
        return None
    return DAY if day < month else MONTH


def look(cursor: Cursor, source: str, text: str, parameters: dict) -> Found:
    """What the values of the SQL expression `text` over `source` can be as times.

    All values count: formats come from the shapes of a sample and of every value they do not
    fit, and day or month first is decided by which of the two reads more of all values.
    `source` has a column `line`.
    """
    if unit := unit_since_1970(cursor, source, text, parameters):
        return Found((unit,), (), (), None, False, None)
    examples = _shapes(cursor, f"{source} where line % {EVERY} = 2 or line < {SAMPLE}", text, parameters)
    for _ in range(2):
        foreign = any(re.search(NOT_ENGLISH, example) for example in examples)
        half = any(re.search(HALF_DAY, example) for example in examples)
        neutral, day, month = _candidates(examples, foreign)
        offset = any(re.search(OFFSET, example) for example in examples)
        fraction = any(re.search(FRACTION, example) for example in examples)
        fits = parsed(text, Times(neutral + day + month, offset, fraction, foreign, half), None)
        misfits = f"{source} where {text} is not null and {fits} is null"
        unseen = _shapes(cursor, misfits, text, parameters)
        examples += unseen
        if not unseen:
            break
    if not day:
        return Found(neutral, (), (), None, offset, examples[0] if examples else None, fraction, foreign, half)
    read_day = parsed(text, Times(neutral + day, offset, fraction, foreign, half), None)
    read_month = parsed(text, Times(neutral + month, offset, fraction, foreign, half), None)
    by_day, by_month, differ, example = cursor.row(
        f"""
        select count({read_day}), count({read_month}),
               count(*) filter (where {read_day} is distinct from {read_month}),
               min({text}) filter (where {read_day} is distinct from {read_month})
        from {source} where {text} is not null
        """,
        parameters,
    )
    order = None if differ == 0 else DAY if by_day > by_month else MONTH if by_month > by_day else EITHER
    return Found(neutral, day, month, order, offset, example, fraction, foreign, half)


def _shapes(cursor: Cursor, rows: str, text: str, parameters: dict) -> list[str]:
    """An example of each way the values are written, most frequent first."""
    return [
        example
        for _, example in cursor.rows(
            f"""
            with shapes as (
                select regexp_replace(regexp_replace({text}, '[0-9]', '9', 'g'), '[A-Za-zÀ-ÿ]+', 'a', 'g') as shape,
                       {text} as example
                from {rows}
            )
            select shape, min(example) as example
            from shapes where example is not null
            group by shape order by count(*) desc limit {MOST_SHAPES}
            """,
            parameters,
        )
    ]


def settle(found: dict[str, Found], columns: dict[str, str], known: Iterable[Times] = ()) -> dict[str, Times]:
    """Decide day or month first for each field, letting clear columns and `known` formats speak for doubtful ones.

    `columns` names the column behind each field, for the sentence when nothing decides.
    """
    clear = {*(f.order for f in found.values()), *map(order_in, known)} - {None, EITHER}
    settled = {}
    for name, one in found.items():
        order = one.order
        if order == EITHER:
            if len(clear) != 1:
                day, month = one.day_first[0], one.month_first[0]
                raise DoubtfulDates(columns[name], str(one.example), day, month)
            order = next(iter(clear))
        settled[name] = one.times(order or DAY)
    return settled


def parsed(text: str, times: Times, zone: str | None) -> str:
    """SQL: the value of `text` as a timestamp, null where it does not fit or lies outside 1900 to 2199.

    `zone` is the bound parameter holding the zone that times with an offset are converted to.
    """
    if not times.formats:
        return "cast(null as timestamp)"
    if times.is_counted:
        return moment_of(text, times.formats[0], zone)
    clean = f"regexp_replace({text}, '{OFFSET}', '\\1')" if times.offset else text
    if times.half_day:
        clean = f"regexp_replace({clean}, '{HALF_DAY}', ' \\1m')"
    if times.fraction:
        clean = f"regexp_replace({clean}, '{FRACTION}', '\\1.\\2\\3')"
    if times.month_names:
        clean = english_months(clean)
    formats = ", ".join("'" + fmt.replace("'", "''") + "'" for fmt in times.formats)
    moment = f"try_strptime({clean}, [{formats}])" if len(times.formats) > 1 else f"try_strptime({clean}, {formats})"
    if times.formats == ("%Y-%m-%d %H:%M:%S",):
        # The quick way for the most common writing; its length keeps looser ones out, and 9:12:58 for the slow way.
        moment = f"case when length({clean}) = 19 then try_cast({clean} as timestamp) else {moment} end"
    if times.offset and zone is not None:
        hours = f"regexp_extract({text}, '([+-])(\\d{{2}}):?(\\d{{2}})?$', "
        minutes = (
            f"(case when {hours}1) = '-' then -1 else 1 end * (coalesce(try_cast({hours}2) as integer), 0) * 60"
            f" + coalesce(try_cast({hours}3) as integer), 0)))"
        )
        moment = (
            f"case when regexp_matches({text}, '{OFFSET}')"
            f" then timezone({zone}, timezone('UTC', {moment} - to_minutes(cast({minutes} as integer))))"
            f" else {moment} end"
        )
    if times.has_date:
        return f"(case when {moment} between timestamp '1900-01-01' and timestamp '2199-12-31' then {moment} end)"
    return moment


def instant(text: str, times: Times, zone: str | None) -> str:
    """SQL: as `parsed`, in UTC where an offset or a zone tells it, so that elapsed times are right across offsets and
    clock changes; as the clock reads where neither is known."""
    if times.is_counted:
        return parsed(text, times, None)
    moment = parsed(text, times, "'UTC'" if times.offset else None)
    if zone is None or not times.has_date:
        return moment
    local = f"timezone('UTC', timezone({zone}, {moment}))"
    return f"case when regexp_matches({text}, '{OFFSET}') then {moment} else {local} end" if times.offset else local


def _candidates(examples: list[str], foreign: bool) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Formats that fit the writing of the examples: certain ones, day-first ones, month-first ones."""
    neutral: list[str] = []
    day: list[str] = []
    month: list[str] = []
    for example in examples:
        text = re.sub(FRACTION, r"\1.\2\3", re.sub(OFFSET, r"\1", example.strip()))
        text = re.sub(HALF_DAY, r" \1m", in_english(text) if foreign else text)
        if compact := re.fullmatch(r"\d{8}([ T]?)(\d{6}|\d{4})", text):
            neutral.append("%Y%m%d" + compact[1] + COMPACT[len(compact[2])])
            continue
        days, clock, glue = _split(text)
        if not days:
            neutral += [fmt for fmt in CLOCKS if _fits_clock(clock, fmt)]
            continue
        tails = [""] if not clock else [glue + fmt for fmt in CLOCKS if _fits_clock(clock, fmt)]
        numeric = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", days)
        if numeric:
            year = "%Y" if len(numeric[4]) == 4 else "%y"
            sep = numeric[2]
            day += [f"%d{sep}%m{sep}{year}{tail}" for tail in tails]
            month += [f"%m{sep}%d{sep}{year}{tail}" for tail in tails]
        elif re.fullmatch(r"\d{4}([/.-])\d{1,2}\1\d{1,2}", days):
            sep = days[4]
            neutral += [f"%Y{sep}%m{sep}%d{tail}" for tail in tails]
        elif re.fullmatch(r"\d{8}", days):
            neutral += [f"%Y%m%d{tail}" for tail in tails]
        elif re.search(r"[A-Za-z]", days):
            named = NAMED_DAYS + DOTTED_DAYS if foreign else NAMED_DAYS
            neutral += [fmt + tail for fmt in named for tail in tails if _like(days, fmt)]
    return _once(neutral), _once(day), _once(month)


def _split(text: str) -> tuple[str, str, str]:
    """'26/08/2023 18:39' → its day, its clock, and what stands between."""
    found = re.search(r"(^|[ T,]+)(\d{1,2}:\d{1,2}(:\d{1,2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?)$", text)
    if not found:
        return text, "", ""
    return text[: found.start()], found[2], found[1]


def _fits_clock(clock: str, fmt: str) -> bool:
    half = bool(re.search(r"[AaPp]\.?[Mm]", clock))
    blank = bool(re.search(r" [AaPp]", clock))
    if half != ("%p" in fmt) or (half and blank != (" %p" in fmt)):
        return False
    colons, fraction = clock.count(":"), bool(re.search(r":\d{1,2}[.,]\d", clock))
    return fmt.count(":") == colons and (".%f" in fmt) == fraction


def _like(days: str, fmt: str) -> bool:
    """Whether the letters and signs of `days` stand as in `fmt`."""
    pattern = re.escape(fmt)
    shapes = {
        "%d": r"\d{1,2}",
        "%Y": r"\d{4}",
        "%y": r"\d{2}",
        "%b": r"[^\W\d_]{3,4}",
        "%B": r"[^\W\d_]{3,}",
        "%a": r"[^\W\d_]{3}",
    }
    for code, shape in shapes.items():
        pattern = pattern.replace(re.escape(code), shape)
    return re.fullmatch(pattern, days) is not None


def _once(formats: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(formats))
