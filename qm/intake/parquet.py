"""Parquet files: every column as the text that a CSV of it would hold."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from qm.errors import QMError


def schema_of(path: Path, name: str) -> pa.Schema:
    """The columns and their types; QMError when the file is damaged."""
    try:
        return pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        why = str(error).splitlines()[0]
        raise QMError(f"{name} is a damaged Parquet file ({why}); export it again.") from error


def as_text(column: str, kind: pa.DataType) -> str:
    """SQL: the column as text. Whole numbers have no point; a time with a zone reads as the clock of that zone
    with its offset, whatever the zone of this machine."""
    quoted = '"' + column.replace('"', '""') + '"'
    if pa.types.is_floating(kind):
        whole = f"{quoted} = floor({quoted}) and abs({quoted}) < 1e15"
        text = f"case when {whole} then cast(cast({quoted} as bigint) as varchar) else cast({quoted} as varchar) end"
        return f"(case when not isnan({quoted}) then {text} end)"
    if pa.types.is_timestamp(kind) and kind.tz:
        utc = f"make_timestamp(epoch_us({quoted}))"
        clock = _clock(utc, kind.tz)
        minutes = f"((epoch_us({clock}) - epoch_us({utc})) // 60000000)"
        sign = f"case when {minutes} < 0 then '-' else '+' end"
        offset = f"{sign} || printf('%02d:%02d', abs({minutes}) // 60, abs({minutes}) % 60)"
        return f"(cast({clock} as varchar) || {offset})"
    return f"cast({quoted} as varchar)"


def _clock(utc: str, zone: str) -> str:
    """SQL: what a clock of the zone showed. Zones are names or fixed such as +02:00; one nobody knows is UTC."""
    fixed = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", zone)
    if fixed:
        minutes = int(fixed[2]) * 60 + int(fixed[3])
        return f"({utc} {fixed[1]} to_minutes({minutes}))"
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return utc
    return utc if zone == "UTC" else f"timezone('{zone}', timezone('UTC', {utc}))"
