"""What kind of file came in, told from its first bytes; archives opened within bounds."""

import gzip
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from qm.errors import QMError
from qm.intake.json_records import is_json

TEXT, JSON, PARQUET, SPREADSHEET = "text", "json", "parquet", "spreadsheet"

# What files of other kinds start with, so that a picture called .csv is called a picture.
FOREIGN = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file (.xls, .doc)",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"BZh": "a bzip2 archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"\xfd7zXZ": "an XZ archive",
    b"SQLite format 3": "an SQLite file",
}

# Text shrinks to a tenth, seldom to a fiftieth; a file that grows more than this, and to more than
# FREE_BYTES, was made to fill the disk.
MOST_RATIO = 250
FREE_BYTES = 64 * 2**20
MOST_ARCHIVES = 2
CHUNK = 4 * 2**20


@dataclass(frozen=True)
class Opened:
    """A file ready to be read: its kind and where its plain bytes are."""

    kind: str
    path: Path


def open_file(path: Path, staging: Path, unpacked: int = 0) -> Opened:
    """Tell the kind of `path`; a gzip file is unpacked into `staging`.

    QMError for a missing, unreadable or empty file, a picture or program, a damaged archive, or
    one that unpacks beyond all proportion or holds an archive again and again.
    """
    if not path.is_file():
        raise QMError(f"There is no file {path}; check the name.")
    if path.stat().st_size == 0:
        raise QMError(f"{path.name} is empty; export it again with at least a header and one row.")
    try:
        with path.open("rb") as file:
            start = file.read(256)
    except OSError as error:
        raise QMError(f"{path} cannot be read ({error.strerror}); check who may read it.") from error
    if start.startswith(b"\x1f\x8b"):
        if unpacked == MOST_ARCHIVES:
            raise QMError(f"{path.name} holds an archive in an archive in an archive; unpack it yourself.")
        return open_file(_unpacked(path, staging / f"unpacked{unpacked}"), staging, unpacked + 1)
    if start.startswith(b"PAR1"):
        return Opened(PARQUET, path)
    if start.startswith(b"PK\x03\x04"):
        members = _members(path)
        if any(part.filename.startswith("xl/") for part in members):
            return Opened(SPREADSHEET, path)
        tables = tables_in(members)
        if len(tables) == 1 and unpacked < MOST_ARCHIVES:
            return open_file(_extracted(path, tables[0], staging / f"unpacked{unpacked}"), staging, unpacked + 1)
        what = f"holds {len(tables)} files" if tables else "holds no table"
        raise QMError(f"{path.name} is a ZIP archive that {what}; bring them in one by one.")
    for magic, what in FOREIGN.items():
        if start.startswith(magic) and not _reads_as_text(start, magic):
            raise QMError(f"{path.name} is {what}, not a table; export the data as CSV, Excel (.xlsx) or Parquet.")
    return Opened(JSON if is_json(path, start) else TEXT, path)


def _reads_as_text(start: bytes, magic: bytes) -> bool:
    """A CSV may well begin with the letters MZ or BZh; a program is not printable."""
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in start)
    return magic.isascii() and magic != b"%PDF" and printable == len(start)


def _unpacked(path: Path, folder: Path) -> Path:
    """The file unpacked into the folder, under its own name, by which sentences call it."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name.removesuffix(".gz")
    most = max(FREE_BYTES, path.stat().st_size * MOST_RATIO)
    room = shutil.disk_usage(folder).free * 0.8
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while chunk := packed.read(CHUNK):
                written += len(chunk)
                if written > most:
                    raise QMError(
                        f"{path.name} unpacks to more than {MOST_RATIO} times its size, which no table does; "
                        "unpack it yourself and check what is in it."
                    )
                if written > room:
                    raise QMError(f"{path.name} unpacks to more than the disk has room for; free some space first.")
                plain.write(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise QMError(f"{path.name} is a damaged gzip archive ({error}); export or copy it again.") from error
    if written == 0:
        raise QMError(f"{path.name} is an empty archive; export it again with at least a header and one row.")
    return target


def _members(path: Path) -> list[zipfile.ZipInfo]:
    """The parts of a ZIP archive; QMError for a damaged one, or one that would fill the memory or the disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise QMError(f"{path.name} is a damaged archive or workbook; save or copy it again.") from error
    if sum(part.file_size for part in parts) > max(FREE_BYTES, path.stat().st_size * MOST_RATIO):
        raise QMError(
            f"{path.name} unpacks to more than {MOST_RATIO} times its size, which no workbook or table does; "
            "save it again, or unpack it yourself and check what is in it."
        )
    return parts


def tables_in(parts: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The files of an archive that may be tables: no folders, nothing hidden, nothing that the system put there."""
    return [
        part
        for part in parts
        if not part.is_dir() and not any(name.startswith((".", "__MACOSX")) for name in part.filename.split("/"))
    ]


def _extracted(path: Path, part: zipfile.ZipInfo, folder: Path) -> Path:
    """One file of an archive, under its own name in the folder."""
    folder.mkdir(exist_ok=True)
    target = folder / (Path(part.filename).name or "table")
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain, CHUNK)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise QMError(
            f"{path.name} cannot be unpacked ({error}); unpack it yourself and bring in the files."
        ) from error
    return target


def unzipped(path: Path, folder: Path) -> list[Path]:
    """The tables of a ZIP archive, each as a file in the folder; the path itself for anything else."""
    try:
        with path.open("rb") as file:
            is_zip = file.read(4) == b"PK\x03\x04"
    except OSError:  # said where it is read as a table
        return [path]
    parts = _members(path) if is_zip else []
    if not is_zip or any(part.filename.startswith("xl/") for part in parts):
        return [path]
    found = []
    for place, part in enumerate(tables_in(parts)):
        inside = folder / str(place)
        inside.mkdir(parents=True)
        found.append(_extracted(path, part, inside))
    if not found:
        raise QMError(f"{path.name} is a ZIP archive without a table; put the exported files into it.")
    return found
