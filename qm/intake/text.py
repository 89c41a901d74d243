"""Text tables: encoding, delimiter, line ends and header, found from the file itself."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from charset_normalizer import from_bytes

from qm.errors import QMError
from qm.intake.layout import TAIL

CHUNK = 8 * 2**20
SAMPLE = 256 * 1024
DELIMITERS = (",", ";", "\t", "|")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = ("cp1252", "latin_1", "iso8859_15", "mac_roman", "cp850", "cp437", "cp1250", "cp1257")
# Encodings worth telling from Windows-1252; more choice only means more wrong guesses.
OTHERS = ["cp1252", "cp1251", "cp1253", "shift_jis", "gb18030", "big5", "euc_kr"]
MOST_CELL = 64 * 2**20
csv.field_size_limit(MOST_CELL)


@dataclass(frozen=True)
class Census:
    """What one pass over the bytes tells, so that the quick reader is only used where it is exact."""

    size: int
    newlines: int
    returns: int
    pairs: int  # a return and a newline together
    nuls: int
    is_utf8: bool
    trailing: int  # line ends after the last character of text


def census(path: Path) -> Census:
    """Count line ends and NULs and check for UTF-8 in one pass, whatever the size."""
    newlines = returns = pairs = nuls = 0
    is_utf8 = True
    decoder = codecs.getincrementaldecoder("utf-8")()
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            newlines += chunk.count(b"\n")
            if b"\r" in chunk:  # looking for what is not there is far quicker than counting it
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n")
            pairs += tail.endswith(b"\r") and chunk.startswith(b"\n")
            if b"\0" in chunk:
                nuls += chunk.count(b"\0")
            if is_utf8 and not (chunk.isascii() and not decoder.getstate()[0]):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            tail = (tail + chunk)[-4096:]
    is_utf8 = is_utf8 and not decoder.getstate()[0]
    bare = tail.rstrip(b"\r\n")
    ends = tail[len(bare) :]
    trailing = max(ends.count(b"\n"), ends.count(b"\r"))
    return Census(path.stat().st_size, newlines, returns, pairs, nuls, is_utf8, trailing)


def is_padded(path: Path, delimiter: str, quote: str) -> bool:
    """Whether any cell may begin or end with a blank (one next to a delimiter, a quote or a line end), or be a formula
    about a text."""
    if not (delimiter.isascii() and quote.isascii()):
        return True  # not worth telling apart
    edges = np.zeros(256, bool)
    edges[[ord(delimiter), ord(quote), 10, 13]] = True
    blanks = [ord(b) for b in " \t" if b != delimiter]
    before = b"\n"  # the last two bytes of the chunk before, so that no edge falls between chunks
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not chunk.isascii() and (b"\xc2\xa0" in chunk or b"\xef\xbb\xbf" in chunk[3:]):
                return True
            if b'="' in chunk:
                return True
            if _touches(before + chunk, blanks, edges):
                return True
            before = chunk[-2:]
    return _touches(before + b"\n", blanks, edges)


def _touches(text: bytes, blanks: list[int], edges: np.ndarray) -> bool:
    """Whether a blank inside `text` has an edge beside it."""
    cells = np.frombuffer(text, np.uint8)
    for blank in blanks:
        if blank not in text:
            continue
        places = np.flatnonzero(cells[1:-1] == blank) + 1
        if len(places) and (edges[cells[places - 1]].any() or edges[cells[places + 1]].any()):
            return True
    return False


def find_encoding(path: Path, counted: Census) -> str:
    """The Python name of the file's encoding, from its mark, its bytes, else a guess on the parts that tell."""
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in BOMS:
        if start.startswith(mark):
            return name
    if counted.nuls:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if max(even, odd) > 0.3 * len(start) / 2:
            return "utf-16-le" if odd > even else "utf-16-be"
        if counted.nuls > 0.01 * counted.size:
            raise QMError(f"{path.name} is not text; export the data as CSV, Excel (.xlsx) or Parquet.")
    if counted.is_utf8:
        return "utf-8"
    return _guessed(path)


def _guessed(path: Path) -> str:
    """Windows-1252 unless the bytes speak clearly for another; Latin-1 where 1252 has holes; damaged UTF-8."""
    with path.open("rb") as file:
        telling = b"".join(line for line in file.readlines(4 * SAMPLE) if not line.isascii())[:SAMPLE]
    if _mostly_utf8(telling):
        return "utf-8"
    best = from_bytes(telling, cp_isolation=OTHERS).best() if telling else None
    if best is not None and best.encoding not in WESTERN and best.coherence > 0.3 and len(telling) > 200:
        return best.encoding
    decoder = codecs.getincrementaldecoder("cp1252")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _mostly_utf8(telling: bytes) -> bool:
    """Whether most lines that tell are UTF-8, so that the rest is damage: by chance hardly any line would be."""
    lines = telling.splitlines()
    decoded = [line.decode("utf-8", errors="replace") for line in lines]
    return sum("\ufffd" not in line for line in decoded) > len(lines) / 2


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """The physical lines with their ends, NULs removed; LF, CRLF and CR all end a line.

    Damaged bytes become the replacement character, so that one bad cell does not cost the file.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in _split(file):
            yield line.replace("\0", "") if "\0" in line else line


def _split(file: io.TextIOBase) -> Iterator[str]:
    # newline="" makes Python split on all three line ends and keep them as they are.
    while line := file.readline(MOST_CELL):
        if len(line) >= MOST_CELL:
            raise QMError("A line of more than 64 MB is no row of a table; check the quotes and line ends of the file.")
        yield line


END = "\x00end of file"  # no line of a file can be this: NULs are removed from them


def records(path: Path, encoding: str, delimiter: str, quote: str) -> Iterator[tuple[int, list[str]]]:
    """(physical line on which it starts, cells) for each record, blank lines skipped.

    QMError when a quote is opened and not closed as it should be.
    """
    lines: list[str] = []  # of the record being read

    def remembered() -> Iterator[str]:
        for line in lines_of(path, encoding):
            lines.append(line)
            yield line
        yield END

    reader = csv.reader(remembered(), delimiter=delimiter, quotechar=quote, strict=False)
    before = 0
    unclosed = (
        "A quote ({quote}) opened on line {line} of {name} is not closed where its value ends, "
        "so rows would run into one; close it and try again."
    )
    try:
        for cells in reader:
            start, before = before + 1, reader.line_num
            if cells == [END] and before == start:  # on a line of its own; else a quote ran into it
                return
            broken = before > start and not _well_quoted(lines, delimiter, quote)
            if broken or (cells and END in cells[-1]):
                raise QMError(unclosed.format(quote=quote, line=start, name=path.name))
            lines.clear()
            if cells and (len(cells) > 1 or cells[0].strip()):
                yield start, cells
    except csv.Error as error:
        raise QMError(unclosed.format(quote=quote, line=before + 1, name=path.name)) from error


def _well_quoted(lines: list[str], delimiter: str, quote: str) -> bool:
    """A record over several lines is believed only if its quotes are as they should be."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True))) == 1
    except csv.Error:
        return False


def sample_of(path: Path, encoding: str) -> str:
    """The first quarter megabyte as text, cut at a line end."""
    taken, size = [], 0
    for line in lines_of(path, encoding):
        taken.append(line)
        size += len(line)
        if size > SAMPLE:
            break
    return "".join(taken)


def tail_of(path: Path, delimiter: str, quote: str) -> list[list[str]]:
    """The cells of the file's last lines, as far as 16 kB hold them; UTF-8."""
    with path.open("rb") as file:
        start = max(0, path.stat().st_size - 16 * 1024)
        file.seek(start)
        lines = file.read().decode("utf-8", "replace").splitlines()[1 if start else 0 :]
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if any(map(str.strip, row))][
            -TAIL:
        ]
    except csv.Error:
        return []


def unwrapped(cell: str) -> str:
    """A value without the formula that keeps a spreadsheet from bending it: ="00123" is 00123."""
    return cell[2:-1].strip() if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def told_delimiter(sample: str) -> str | None:
    """The delimiter that Excel's own first line tells, such as sep=; — which is no header."""
    found = re.match(r'\ufeff?"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n)', sample, re.IGNORECASE)
    return found[1] if found else None


def find_delimiter(sample: str) -> str:
    """The delimiter that cuts most of the sample's records into the same number (above one) of cells."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        score = (rows / max(1, widths.total())) * (1 + min(width, 50) / 1000) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def find_quote(sample: str, delimiter: str) -> str:
    """The double quote, unless cells are wrapped in single quotes throughout."""
    edge = re.escape(delimiter)
    opened = len(re.findall(rf"(?:^|{edge})'", sample, re.MULTILINE))
    wrapped = len(re.findall(rf"(?:^|{edge})'[^'\r\n]*'(?={edge}|\r?$)", sample, re.MULTILINE))
    throughout = sample.startswith("'") or wrapped > 20
    return "'" if throughout and wrapped > 0.9 * opened and '"' not in sample else '"'


def unique_header(names: list[str]) -> tuple[list[str], list[str]]:
    """Trimmed names, each once: `Variant`, `Variant_2`, `column_1`; and a note for each change."""
    header: list[str] = []
    notes: list[str] = []
    taken = {name.strip().casefold() for name in names}
    seen: set[str] = set()
    for position, name in enumerate(names, start=1):
        wanted = name.strip().lstrip("\ufeff")
        unique = wanted or f"column_{position}"
        number = 2
        while unique.casefold() in seen or (unique != wanted and unique.casefold() in taken):
            unique = f"{wanted or f'column_{position}'}_{number}"
            number += 1
        if not wanted:
            notes.append(f"Column {position} has no name; it is called {unique} here.")
        elif unique != wanted:
            notes.append(f"The column name {wanted} stands more than once; the one in place {position} is {unique}.")
        seen.add(unique.casefold())
        header.append(unique)
    return header, notes
