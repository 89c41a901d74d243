"""Where in a file its table stands: the row of names, what is written above it, and totals and notes below it.

Reports put a title above the names, spread names over two rows, and end with totals. Found from what the rows look
like, unless the mapping says it; whatever is left out is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qm.errors import QMError

Record = tuple[int, list[str]]
"""The physical line on which a record starts, and its cells."""

HEAD, TAIL = 60, 12
"""So many records at either end are looked at; that many lines of titles or totals are more than any report has."""
MOST_TITLE = 0.6
"""A row that fills less than this share of the columns is a title; two merged header rows fill more."""

DATUM = re.compile(
    r"[-+(]?[€$£]?\s*[\d.,'’\s]*\d[\d.,'’\s]*\s*[%€]?[)-]?"  # a number
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T,]+\d{1,2}[:.]\d{2}.*)?"  # a day, and a clock behind it perhaps
    r"|-?(\d+[.])?\d+:\d{2}(:\d{2}([.,]\d+)?)?(\s*[ap]\.?\s?m\.?)?",  # a clock time or a duration
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?=.{12})\w+[^\w\s]?\s+\S.*")
"""A note is several words; one short text alone in a row may be an id without anything known of it."""
TOTALS = re.compile(
    r"(grand |sub ?|overall )?totals?\b.*|gesamt(summe)?\b.*|summe\b.*|total général\b.*|totale\b.*|totaal\b.*"
    r"|(average|avg|mean|sum|durchschnitt|mittelwert|moyenne|promedio|media|summary)\s*:?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Layout:
    """What was said of where the table stands; None is found from the file.

    `header_line` is the physical line of the (first) row of names, `header_rows` how many rows of names there are
    (0: the file has none), `skip_last` how many records at the end are no rows.
    """

    header_line: int | None = None
    header_rows: int | None = None
    skip_last: int | None = None


FOUND = Layout()
FIRST_LINE = Layout(1, 1, 0)
"""Names in the first record, every other record a row."""


@dataclass(frozen=True)
class ReadOptions:
    """What the analyst fixed by hand; None is found from the file."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    layout: Layout = FOUND


@dataclass
class Table:
    """A table cut out of records: its names, its rows, and notes about what was left out.

    `first_names` are the cells of the file's first record, where they are not the names.
    """

    names: list[str]
    rows: Iterator[Record]
    notes: list[str] = field(default_factory=list)
    first_names: list[str] | None = None


def table_in(records: Iterator[Record], told: Layout, file: str) -> Table:
    """The table in `records`, as told or else found. `notes` is whole once all rows were taken.

    QMError where the line told for the header is not there, or no record is left.
    """
    head = [record for _, record in zip(range(HEAD), records, strict=False)]
    if not head:
        raise QMError(f"{file} holds no table; export it again with at least a header and one row.")
    place, rows = _header_told(head, told, file) if told.header_line else find_header([cells for _, cells in head])
    if told.header_rows is not None:
        rows = told.header_rows
    names = joined([cells for _, cells in head[place : place + rows]]) if rows else _numbered(head)
    table = Table(names, iter(()))
    if place or rows != 1:
        table.first_names = list(head[0][1])
    table.notes += _notes(head, place, rows, told)
    table.rows = _without_totals(_chained(head[place + rows :], records), told, table)
    return table


def is_plain(head: Sequence[list[str]], tail: Sequence[list[str]], told: Layout) -> bool:
    """Whether names stand in the first record alone and every other record is a row."""
    if told.header_line not in (None, 1) or told.header_rows not in (None, 1) or told.skip_last:
        return False
    is_first = told.header_line == 1 or find_header(list(head)) == (0, 1)
    return is_first and (told.skip_last == 0 or not totals_at_end(list(tail), len(head[0]) if head else 0))


def find_header(head: list[list[str]]) -> tuple[int, int]:
    """The place of the row of names among the first records, and how many rows of names there are (0: none)."""
    width = _usual_width(head)
    place = 0
    if width > 2 and _filled(head[0]) < MOST_TITLE * width:
        below = [i for i in range(1, len(head)) if _filled(head[i]) >= MOST_TITLE * width]
        if below and _names(head[below[0]], head[below[0] + 1 :]):
            place = below[0]
    rest = head[place + 1 :]
    if rest and _is_second_row(head[place], rest[0], rest[1:]):
        return place, 2
    if place == 0 and _is_data(head[0], rest):
        return 0, 0
    return place, 1


def joined(rows: list[list[str]]) -> list[str]:
    """Names of several header rows: what a merged cell says stands before the name below it."""
    if len(rows) == 1:
        return list(rows[0])
    width = max(len(row) for row in rows)
    filled = [row + [""] * (width - len(row)) for row in rows]
    sections, section = [], ""
    for above in filled[0]:
        section = above.strip() or section
        sections.append(section)
    names = []
    for place in range(width):
        parts = [sections[place], *(row[place].strip() for row in filled[1:])]
        if not any(parts[1:]) and not filled[0][place].strip():
            parts = [""]
        names.append(" / ".join(dict.fromkeys(part for part in parts if part)))
    return names


def totals_at_end(tail: list[list[str]], width: int) -> int:
    """How many of the last records are totals or notes, not rows: a total named so, or a lone text below a table."""
    count = 0
    for cells in reversed(tail):
        filled = [cell.strip() for cell in cells if cell.strip()]
        is_total = bool(filled) and bool(TOTALS.fullmatch(filled[0])) and len(filled) < max(2, 0.9 * width)
        is_note = width > 2 and len(filled) == 1 and cells[0].strip() != "" and bool(SENTENCE.fullmatch(filled[0]))
        if not (is_total or is_note):
            break
        count += 1
    return count if count < len(tail) else 0


def _usual_width(head: list[list[str]]) -> int:
    """The number of cells up to the last that is filled, as most records have it; the larger of two as frequent."""
    widths = [max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0) for cells in head]
    return max(set(widths), key=lambda width: (widths.count(width), width))


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_datum(cell: str) -> bool:
    return bool(DATUM.fullmatch(cell.strip()))


def _data_columns(rows: list[list[str]]) -> set[int]:
    """Columns whose filled cells are mostly numbers, days or times."""
    found = set()
    for place in range(max((len(row) for row in rows), default=0)):
        cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
        if cells and sum(map(_is_datum, cells)) >= 0.8 * len(cells):
            found.add(place)
    return found


def _names(cells: list[str], rows: list[list[str]]) -> bool:
    """Whether a record can be names: words, each once, above at least one column that holds no words."""
    words = [cell.strip().casefold() for cell in cells if cell.strip()]
    if any(map(_is_datum, words)) or len(set(words)) < 0.8 * len(words):
        return False
    return bool(_data_columns(rows))


def _is_second_row(first: list[str], second: list[str], rows: list[list[str]]) -> bool:
    """Whether two records are names: sections over blanks in the first, a name under each of them in the second."""
    width = max(len(first), len(second))
    above, below = first + [""] * (width - len(first)), second + [""] * (width - len(second))
    blanks = [i for i in range(1, width) if not above[i].strip() and below[i].strip() and any(above[:i])]
    if not blanks or not rows or any(map(_is_datum, above)):
        return False
    if any(not below[i].strip() and not above[i].strip() for i in range(width)) and _filled(below) < 0.8 * width:
        return False
    again = sum(below[i].strip() == row[i].strip() for i in range(width) for row in rows if i < len(row) and below[i])
    return _names(below, rows) and again < 0.2 * width * len(rows)


def _is_data(first: list[str], rows: list[list[str]]) -> bool:
    """Whether the first record is a row like the others: data wherever they have data, in two columns or more."""
    columns = _data_columns(rows)
    like = [i for i in columns if i < len(first) and _is_datum(first[i])]
    return len(columns) >= 2 and len(like) >= max(2, 0.8 * len(columns)) and any(_is_moment(first[i]) for i in like)


def _is_moment(cell: str) -> bool:
    """Whether a cell is a day or a clock time, which no column is called."""
    return bool(re.search(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d:\d{2}", cell)) or bool(re.fullmatch(r"\d{10,}", cell))


def _header_told(head: list[Record], told: Layout, file: str) -> tuple[int, int]:
    for place, (line, _) in enumerate(head):
        if line == told.header_line or told.header_line == 1:  # blank lines at the top count as none
            rest = [cells for _, cells in head[place:]]
            return place, 2 if len(rest) > 2 and _is_second_row(rest[0], rest[1], rest[2:]) else 1
    raise QMError(
        f"Line {told.header_line} of {file} holds no header; header_line in [read] is the line with the columns' names."
    )


def _numbered(head: list[Record]) -> list[str]:
    return [f"column_{i + 1}" for i in range(_usual_width([cells for _, cells in head]))]


def _notes(head: list[Record], place: int, rows: int, told: Layout) -> list[str]:
    notes = []
    if place and told.header_line is None:
        line = head[place][0]
        above = "1 line above the header was" if line == 2 else f"{line - 1} lines above the header were"
        notes.append(f"{above} left out; the columns' names stand in line {line}.")
    if rows == 2 and told.header_rows is None:
        notes.append("Two rows hold the columns' names; they were joined.")
    if rows == 0 and told.header_rows is None:
        notes.append(
            "The first line looks like a row, not like names of columns, so the columns are called column_1, "
            "column_2 …; header = true in [read] takes it as names."
        )
    return notes


def _chained(first: list[Record], rest: Iterator[Record]) -> Iterator[Record]:
    yield from first
    yield from rest


def _without_totals(rows: Iterator[Record], told: Layout, table: Table) -> Iterator[Record]:
    """All rows but those at the end that are told, or look, like none; a note says how many."""
    held: list[Record] = []
    room = TAIL if told.skip_last is None else told.skip_last
    for record in rows:
        held.append(record)
        if len(held) > room:
            yield held.pop(0)
    if told.skip_last is not None:
        return
    count = totals_at_end([cells for _, cells in held], len(table.names))
    yield from held[: len(held) - count]
    if count:
        lines = "The last line was" if count == 1 else f"The last {count} lines were"
        text = shown(held[len(held) - count][1])
        table.notes.append(f"{lines} left out as totals or notes ({text}); skip_last = 0 in [read] keeps them.")


def shown(cells: list[str]) -> str:
    """The first filled cells of a record, shortened."""
    text = ", ".join(cell.strip() for cell in cells if cell.strip())
    return text if len(text) <= 40 else text[:39] + "…"
