"""A file becomes the temporary table `raw`: its line, and every column as text.

`raw` has one row per record: `line` (the physical line on which it starts) and c0, c1, … in
the header's order, each without surrounding blanks and null when empty. Well-formed UTF-8 text
goes through DuckDB's own reader; everything else through a slower one that knows lines.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from qm.errors import QMError
from qm.intake import json_records, parquet, sheets, text
from qm.intake.files import JSON, PARQUET, SPREADSHEET, open_file
from qm.intake.layout import FIRST_LINE, Layout, ReadOptions, Record, is_plain, table_in
from qm.intake.layout import HEAD as HEAD_RECORDS
from qm.store import Cursor
from qm.store.failures import read_failed

BATCH = 20_000
MOST_COLUMNS = 5_000
MOST_LINE = 2_000_000
HEAD = 5_000  # records that show how a file is written
BLANKS = " \t\u00a0\ufeff\r\n"


@dataclass
class Reading:
    """What was understood of a file that now stands in `raw`."""

    name: str
    header: list[str]
    rows: int
    notes: list[str] = field(default_factory=list)
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    short: list[int] = field(default_factory=list)  # lines of rows with too few cells
    long: list[int] = field(default_factory=list)  # lines of rows with too many cells
    first_names: list[str] | None = None  # the header of the first record, where the names were found elsewhere
    pending: "Pending | None" = None  # text that is not in `raw` yet

    def makes(self, cursor: Cursor, action: Callable[[], None], table: str) -> bool:
        """Run `action`, which reads the pending text into `table`; whether each record was one line."""
        assert self.pending is not None
        if not _reads(action):
            return False
        (rows,) = cursor.row(f"select count(*) from {table}")
        return rows == self.pending.rows  # else blank lines or line ends inside values: tell lines one by one


@dataclass(frozen=True)
class Pending:
    """Text that DuckDB can probably read: the SQL for it, how many lines it has, and the way that never fails.

    `sql` gives the records' cells c0, c1, … in the file's order, each record being one line.
    """

    sql: str
    parameters: dict[str, object]
    rows: int
    records: Callable[[], Iterator[tuple[int, list[str]]]]
    staging: Path

    @property
    def numbered(self) -> str:
        """SQL: the records with their lines."""
        return f"select row_number() over () + 1 as line, * from ({self.sql})"


def read_file(
    cursor: Cursor, path: Path, staging: Path, options: ReadOptions, name: str | None = None, *, lazily: bool = False
) -> Reading:
    """Read `path` into the temporary table `raw` on `cursor`. QMError if it holds no table.

    `lazily` may leave the reading pending, for a check that can do without `raw`.
    """
    name = name or path.name
    opened = open_file(path, staging)
    if opened.kind == PARQUET:
        reading = _read_parquet(cursor, opened.path, staging, name)
    elif opened.kind == JSON:
        reading = _read_records(cursor, json_records.json_records(opened.path, name), staging, name, FIRST_LINE)
    elif opened.kind == SPREADSHEET:
        sheet, notes = sheets.choose_sheet(opened.path, options.sheet)
        reading = _read_records(cursor, sheets.sheet_records(opened.path, sheet), staging, name, options.layout)
        reading.notes[:0] = notes
        reading.sheet = sheet
    else:
        reading = _read_text(cursor, opened.path, staging, options, name)
    if reading.rows <= 0:
        raise QMError(_no_rows(name))
    if not lazily:
        settle_reading(cursor, reading)
    return reading


def _read_text(cursor: Cursor, path: Path, staging: Path, options: ReadOptions, name: str) -> Reading:
    counted = text.census(path)
    encoding = options.encoding or text.find_encoding(path, counted)
    try:
        sample = text.sample_of(path, encoding)
    except (LookupError, UnicodeError) as error:
        raise QMError(f"{name} cannot be read as {encoding} ({error}); name its encoding in [read].") from error
    if not sample.strip():
        raise QMError(f"{name} holds nothing but blanks; export it again with at least a header and one row.")
    told = text.told_delimiter(sample)
    delimiter = options.delimiter or told or text.find_delimiter(sample)
    quote = text.find_quote(sample, delimiter)
    reading = None
    if told is None and encoding in ("utf-8", "utf-8-sig") and counted.is_utf8 and not counted.nuls:
        reading = _read_quickly(path, staging, name, delimiter, quote, counted, options.layout)
    if reading is None:
        found = text.records(path, encoding, delimiter, quote)
        reading = _read_records(cursor, islice(found, 0 if told is None else 1, None), staging, name, options.layout)
        if counted.nuls and not encoding.startswith(("utf-16", "utf-32")):
            reading.notes.append(f"{counted.nuls} NUL characters were removed.")
    if encoding in ("utf-8", "utf-8-sig") and not counted.is_utf8:
        reading.notes.append("Some bytes are not UTF-8; they stand as \ufffd. Export again if they matter.")
    if encoding not in ("utf-8", "utf-8-sig") and options.encoding is None:
        reading.notes.append(f"Read as {encoding}; if letters look wrong, name the encoding in [read].")
    reading.delimiter, reading.encoding = delimiter, encoding
    return reading


def _read_quickly(
    path: Path, staging: Path, name: str, delimiter: str, quote: str, counted: text.Census, layout: Layout
) -> Reading | None:
    """DuckDB's reader, for text where each record can be one line; else None. Nothing is read yet."""
    head = [cells for _, cells in islice(text.records(path, "utf-8-sig", delimiter, quote), HEAD_RECORDS)]
    if not head or not is_plain(head, text.tail_of(path, delimiter, quote), layout):
        return None
    header, notes = text.unique_header(head[0])
    if len(header) < 2 or len(header) > MOST_COLUMNS:
        return None
    if counted.returns and not counted.returns == counted.pairs == counted.newlines:
        return None
    columns = ", ".join(f"'c{i}': 'varchar'" for i in range(len(header)))
    # Trimming costs as much as reading, so only files that need it are trimmed.
    padded = text.is_padded(path, delimiter, quote)
    cells = ", ".join(f"{_trimmed(f'c{i}')} as c{i}" for i in range(len(header))) if padded else "*"
    rows = counted.newlines - max(0, counted.trailing - 1) + (counted.trailing == 0) - 1
    if rows <= 0:  # line ends of several kinds; or no row at all, which the careful way says
        return None
    pending = Pending(
        f"""
        select {cells}
        from read_csv($file, columns = {{{columns}}}, auto_detect = false, header = true, strict_mode = true,
                      delim = $delimiter, quote = $quote, escape = $quote, max_line_size = {MOST_LINE})
        """,
        {"file": str(_link_to(path, staging)), "delimiter": delimiter, "quote": quote},
        rows,
        lambda: text.records(path, "utf-8-sig", delimiter, quote),
        staging,
    )
    return Reading(name, header, pending.rows, notes, pending=pending)


def settle_reading(cursor: Cursor, reading: Reading) -> None:
    """Read what is pending into `raw`: quickly if every record turns out to be a line, else record by record."""
    pending = reading.pending
    if pending is None:
        return
    raw = f"create or replace temp table raw as {pending.numbered}"
    if not reading.makes(cursor, lambda: cursor.run(raw, pending.parameters), "raw"):
        careful = _read_records(cursor, pending.records(), pending.staging, reading.name, FIRST_LINE)
        reading.rows, reading.short, reading.long = careful.rows, careful.short, careful.long
    reading.pending = None
    if reading.rows == 0:
        raise QMError(_no_rows(reading.name))


def read_pending(cursor: Cursor, reading: Reading) -> tuple[str, dict[str, object]] | None:
    """The pending records as SQL with its parameters; `head` then holds the first of them.

    None where the reader cannot do it; then the file stands in `raw`.
    """
    pending = reading.pending
    assert pending is not None
    head = f"create or replace temp table head as select * from ({pending.numbered}) limit {HEAD}"
    if not _reads(lambda: cursor.run(head, pending.parameters)):
        settle_reading(cursor, reading)
        return None
    return f"({pending.sql})", pending.parameters


def _reads(action: Callable[[], None]) -> bool:
    """Whether DuckDB's reader could do it; what else goes wrong is raised."""
    try:
        action()
    except Exception as error:
        if read_failed(error):
            return False
        raise
    return True


def _no_rows(name: str) -> str:
    return f"{name} has a header but no rows; export it again with the data."


def _trimmed(cell: str) -> str:
    bare = f"trim({cell}, '{BLANKS}')"
    formula = (
        f"case when starts_with({bare}, '=\"') and ends_with({bare}, '\"') then trim({bare}[3:-2]) else {bare} end"
    )
    return f"nullif({formula}, '')"


def _link_to(path: Path, staging: Path) -> Path:
    """A name for `path` inside the staging folder, the only place SQL may read."""
    staged = staging / "staged"
    staged.unlink(missing_ok=True)
    try:
        os.link(path.resolve(), staged)  # a symbolic link would be followed, and refused
    except OSError:  # another disk
        shutil.copyfile(path, staged)
    return staged


def _read_records(cursor: Cursor, found: Iterable[Record], staging: Path, name: str, layout: Layout) -> Reading:
    """Any source of (line, cells): written as Parquet, then read as text."""
    table = table_in(iter(found), layout, name)
    while table.names and not table.names[-1].strip():
        table.names.pop()
    header, notes = text.unique_header(table.names)
    if len(header) > MOST_COLUMNS:
        raise QMError(f"{name} has {len(header)} columns; {MOST_COLUMNS} is the most. Leave out what is not needed.")
    reading = Reading(name, header, 0, notes)
    if table.first_names is not None:
        reading.first_names, _ = text.unique_header(table.first_names)
    target = staging / "records.parquet"
    schema = pa.schema([("line", pa.int64()), *((f"c{i}", pa.string()) for i in range(len(header)))])
    with pq.ParquetWriter(target, schema, compression="snappy") as writer:
        for batch in _batches(table.rows):
            writer.write_table(_as_table(batch, schema, reading))
            reading.rows += len(batch)
    cursor.run("create or replace temp table raw as select * from read_parquet($file)", {"file": str(target)})
    target.unlink()
    reading.notes += table.notes
    return reading


def _batches(source: Iterator[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    # Few wide rows fill as much memory as many narrow ones; huge cells are rare enough.
    while first := next(source, None):
        size = max(100, min(BATCH, 2_000_000 // max(1, len(first[1]))))
        yield list(chain([first], islice(source, size - 1)))


def _as_table(batch: list[tuple[int, list[str]]], schema: pa.Schema, reading: Reading) -> pa.Table:
    width = len(schema) - 1
    lines, rows = [], []
    for line, cells in batch:
        if len(cells) < width:
            reading.short.append(line)
            cells = cells + [""] * (width - len(cells))
        elif len(cells) > width and any(cell.strip() for cell in cells[width:]):
            reading.long.append(line)
        lines.append(line)
        rows.append([text.unwrapped(cell.strip(BLANKS)) or None for cell in cells[:width]])
    columns = zip(*rows, strict=True)
    return pa.table([pa.array(lines, pa.int64()), *(pa.array(c, pa.string()) for c in columns)], schema=schema)


def _read_parquet(cursor: Cursor, path: Path, staging: Path, name: str) -> Reading:
    schema = parquet.schema_of(path, name)
    header, notes = text.unique_header(list(schema.names))
    staged = _link_to(path, staging)
    names = cursor.columns("select * from read_parquet($f) limit 0", {"f": str(staged)})
    texts = [parquet.as_text(column, kind) for column, kind in zip(names, schema.types, strict=True)]
    columns = ", ".join(f"{_trimmed(sql)} as c{i}" for i, sql in enumerate(texts))
    cursor.run(
        f"create or replace temp table raw as select row_number() over () + 1 as line, {columns} from read_parquet($f)",
        {"f": str(staged)},
    )
    (rows,) = cursor.row("select count(*) from raw")
    return Reading(name, header, rows, notes)
