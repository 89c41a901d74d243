"""Times that are numbers: seconds since 1970, or a spreadsheet's days."""

from qm.store import Cursor

SINCE_1970 = {"epoch": 1, "epoch_ms": 1_000, "epoch_us": 1_000_000}
"""Units of times counted from 1970-01-01 UTC, in one second."""
EXCEL = "excel"
COUNTED = (*SINCE_1970, EXCEL)
"""Formats that are numbers, not writings of a day."""


def unit_since_1970(cursor: Cursor, source: str, text: str, parameters: dict) -> str | None:
    """The unit in which all values count from 1970 (1990 to 2100); None where they are written otherwise."""
    for unit, digits in (("epoch", 10), ("epoch_ms", 13), ("epoch_us", 16)):
        form = rf"[1-3]\d{{{digits - 1}}}([.]\d+)?"
        fits = f"regexp_full_match({text}, '{form}')"
        sql = f"select count(*) filter (where {fits}), count(*) from {source} where coalesce({text}, '0') <> '0'"
        counted, known = cursor.row(sql, parameters)
        if known and counted == known:
            return unit
    return None


def moment_of(text: str, unit: str, zone: str | None) -> str:
    """SQL: a number since a day as a timestamp: since 1970 in UTC, or in the zone to convert to."""
    is_number = f"regexp_full_match({text}, '\\d+([.,]\\d+)?')"
    number = f"try_cast(case when {is_number} then replace({text}, ',', '.') end as double)"
    if unit == EXCEL:  # days since 1899-12-30, to the second as spreadsheets show them
        in_time = f"case when {number} between 1 and 109573 then {number} end"
        return f"(timestamp '1899-12-30' + to_seconds(cast(round(({in_time}) * 86400) as bigint)))"
    seconds = f"{number} / {SINCE_1970[unit]}"
    micros = f"cast(round((case when {seconds} between 1 and 7258118399 then {seconds} end) * 1000000) as bigint)"
    moment = f"make_timestamp({micros})"
    return moment if zone is None else f"timezone({zone}, timezone('UTC', {moment}))"
