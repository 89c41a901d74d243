"""What went wrong with the file, in a sentence."""

import re
from pathlib import Path

import duckdb

from qm.errors import HeldError, QMError


def explained(error: Exception, path: Path) -> Exception:
    """The sentence for what went wrong with the file, or the error itself when it is a bug."""
    text = str(error)
    lowered = text.lower()
    if "lock on file" in lowered or "being used by another process" in lowered:
        held = re.search(r"held in ([^(]+?) \(PID (\d+)\)", text)
        who = f"{Path(held[1]).name} (process {held[2]})" if held else "another program"
        return HeldError(path, who)
    if is_full(error):
        return QMError(f"The disk that holds {path} is full; nothing was changed. Free some space and try again.")
    if "not a valid duckdb database" in lowered or "not a duckdb database" in lowered:
        return QMError(f"{path} is not a DuckDB file; name another file with --database.")
    if path.is_dir():
        return QMError(f"{path} is a folder, not a file; name another file with --database.")
    if "permission denied" in lowered or "read-only file system" in lowered:
        return QMError(f"{path} cannot be written here; name another file with --database.")
    if isinstance(error, OSError):
        return QMError(f"{path} cannot be opened: {error.strerror or error}; name another file with --database.")
    return error


def is_full(error: Exception) -> bool:
    said = str(error).lower()
    return "no space left" in said or "disk quota" in said or "file too large" in said


def read_failed(error: Exception) -> bool:
    """Whether `error` says that a file could not be read as asked (not that the disk or the code failed)."""
    return isinstance(error, duckdb.InvalidInputException | duckdb.ConversionException)
