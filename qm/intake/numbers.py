"""Numbers and durations as people and tools write them, as SQL over a text.

Numbers: 1234.5, 1,234.5, 1.234,5, 1 234,5, 1'234.5, -5, 5-, (5), € 5.00, 5 EUR, 85%. Durations: seconds, h:mm:ss of any
number of hours, mm:ss, 1.02:03:04 and 1 day 02:03:04, 2 min 5 s, 1h 2m 3s, ISO 8601 such as PT1M12S.
"""

from typing import Literal

Sign = Literal[".", ","]

UNIT_SECONDS: dict[str, float] = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86_400}
"""Seconds in a unit of plain numbers."""

CLOCK, WORDS, ISO_8601 = "clock", "words", "iso8601"
UNITS = (*UNIT_SECONDS, CLOCK, WORDS, ISO_8601)
"""What a mapping may say that a duration is written in."""

MONEY = "[€$£¥₹₩₽₺]|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|BRL|MXN|AUD|CAD|NZD|ZAR|TRY|kr|zł|Fr[.]?"
BETWEEN_THOUSANDS = r"[ \x{a0}\x{2009}\x{202f}'’]"
IN_DOUBT = r"[-+]?[1-9]\d{0,2}[.,]\d{3}"
"""What may be thousands or three decimals: 1.250 and 312,125. 0.125 and 1234.567 can only be one of them."""

WORDS_OF: dict[str, str] = {
    "ms": "milliseconds?|millis|msecs?|ms",
    "d": "days?|d|tage?n?|jours?|j|d[ií]as?|giorn[io]|dag(?:en)?|dias?",
    "h": "hours?|hrs?|h|stunden?|std|heures?|horas?|or[ae]|u(?:ur)?",
    "min": "minutes?|mins?|m|minuten|minutos?|minut[io]",
    "s": "seconds?|secs?|s|sekunden?|sek|secondes?|segundos?|second[io]",
}
"""Words for units in the languages of exports met so far, lower case; a point may follow."""


def number(text: str, decimal: str) -> str:
    """SQL: the text as a finite double; thousands may be grouped the way the decimal sign allows."""
    if decimal == ",":
        digits = rf"(?:[1-9]\d{{0,2}}(?:[.]\d{{3}})+|[1-9]\d{{0,2}}(?:{BETWEEN_THOUSANDS}\d{{3}})+|\d+)(?:,\d+)?|,\d+"
        plain = f"try_cast(case when not contains({text}, '.') then replace({text}, ',', '.') end as double)"
    else:
        digits = rf"(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,2}}(?:{BETWEEN_THOUSANDS}\d{{3}})+|\d+)(?:[.]\d+)?|[.]\d+"
        plain = f"try_cast({text} as double)"
    value = f"coalesce({plain}, {_dressed(text, digits, decimal)})"
    return f"(case when isfinite({value}) then {value} end)"


def _dressed(text: str, digits: str, decimal: str) -> str:
    """SQL: a number with grouped thousands, a sign behind, parentheses, money or a percent sign about it."""
    form = rf"([-+(]?)\s*(?:{MONEY})?\s*([-+]?)\s*({digits})\s*(?:%|{MONEY})?\s*([-)]?)"
    quoted = form.replace("'", "''")
    part = f"regexp_extract({text}, '^{quoted}$', "
    bare = f"regexp_replace({part}3), '[^0-9{decimal}]', '', 'g')"
    negative = f"({part}1) in ('-', '(') or {part}2) = '-' or {part}4) = '-')"
    closed = f"(({part}1) = '(') = ({part}4) = ')'))"
    once = f"length({part}1) || {part}2) || replace({part}4), ')', '')) <= 1"
    amount = f"try_cast(nullif(replace({bare}, ',', '.'), '') as double)"
    whole = f"regexp_full_match({text}, '{quoted}') and {closed} and {once}"
    return f"case when {whole} then case when {negative} then -1 else 1 end * {amount} end"


def clock_seconds(text: str) -> str:
    """SQL: h:mm:ss or mm:ss as seconds."""
    bare = f"ltrim({text}, '-')"
    parts = [f"try_cast(split_part({bare}, ':', {i}) as double)" for i in (1, 2, 3)]
    sign = f"case when {text} like '-%' then -1 else 1 end"
    return (
        f"case when regexp_full_match({text}, '-?\\d+:\\d{{1,2}}:\\d{{1,2}}([.]\\d+)?')"
        f" then {sign} * ({parts[0]} * 3600 + {parts[1]} * 60 + {parts[2]})"
        f" when regexp_full_match({text}, '-?\\d+:\\d{{1,2}}') then {sign} * ({parts[0]} * 60 + {parts[1]}) end"
    )


def days_and_clock(text: str) -> str:
    """SQL: 1.02:03:04 and 1 day 02:03:04 as seconds."""
    form = rf"(-?)(\d+)(?:[.]|\s*(?:{WORDS_OF['d']})[.]?[\s,]+)(\d{{1,2}}):(\d{{1,2}}):(\d{{1,2}}(?:[.]\d+)?)"
    part = f"regexp_extract(lower({text}), '^{form}$', "
    day, hour, minute, second = (f"cast({part}{i}) as double)" for i in (2, 3, 4, 5))
    amount = f"({day} * 86400 + {hour} * 3600 + {minute} * 60 + {second})"
    return (
        f"case when regexp_full_match(lower({text}), '{form}')"
        f" then case when {part}1) = '-' then -1 else 1 end * {amount} end"
    )


def in_words(text: str) -> str:
    """SQL: 2 min 5 s, 1h 2m 3s, 72 sec, 1 hour, 12 minutes as seconds; each unit once."""
    amount = r"\d+(?:[.,]\d+)?"
    any_unit = "|".join(WORDS_OF.values())
    form = rf"(?:{amount}\s*(?:{any_unit})[.]?[\s,]*(?:and |und |et |y |e )?)+"
    lower = f"lower({text}) || ' '"
    parts = []
    for unit, words in WORDS_OF.items():
        found = f"regexp_extract({lower}, '({amount})\\s*(?:{words})[.]?[\\s,0-9]', 1)"
        parts.append(f"coalesce(try_cast(replace({found}, ',', '.') as double), 0) * {UNIT_SECONDS[unit]}")
    return f"case when regexp_full_match({lower}, '{form}') then {' + '.join(parts)} end"


def iso_8601(text: str) -> str:
    """SQL: PT1M12S, P1DT2H3M4S as seconds; months and years have no length and are not read."""
    amount = r"\d+(?:[.,]\d+)?"
    form = rf"P(?:({amount})D)?(?:T(?:({amount})H)?(?:({amount})M)?(?:({amount})S)?)?"
    parts = []
    for place, unit in enumerate(("d", "h", "min", "s"), start=1):
        found = f"regexp_extract({text}, '^{form}$', {place})"
        parts.append(f"coalesce(try_cast(replace({found}, ',', '.') as double), 0) * {UNIT_SECONDS[unit]}")
    whole = f"regexp_full_match({text}, '{form}') and regexp_matches({text}, '\\d')"
    return f"case when {whole} then {' + '.join(parts)} end"


def duration(text: str, unit: str | None, decimal: str) -> str:
    """SQL: the text as seconds. Without a unit a plain number is seconds, and every other writing is read."""
    if unit == CLOCK:
        return f"coalesce({clock_seconds(text)}, {days_and_clock(text)})"
    if unit == WORDS:
        return f"coalesce({in_words(text)}, {days_and_clock(text)})"
    if unit == ISO_8601:
        return f"({iso_8601(text)})"
    plain = number(text, decimal)
    if unit is None:
        readings = (plain, clock_seconds(text), days_and_clock(text), in_words(text), iso_8601(text))
        return f"coalesce({', '.join(readings)})"
    factor = UNIT_SECONDS[unit]
    return plain if factor == 1 else f"({plain} * {factor})"
