"""The DuckDB file. The only module that imports duckdb.

One process owns the file. There is one connection and a new cursor for every call,
because a shared one hands out other threads' rows. Writes go through `Store.write`,
one at a time, each a single transaction.
"""

import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from qm.errors import HeldError, QMError
from qm.store.definition_fields import written
from qm.store.definitions import Definitions, definition

SCHEMA_VERSION = 1
SCHEMA = Path(__file__).with_name("schema.sql")
CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_PATH = Path("data") / "qm.duckdb"

Parameters = dict[str, Any] | Sequence[Any] | None


class Cursor:
    """One conversation with the file: run SQL with bound parameters, read rows or a frame."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, sql: str, parameters: Parameters = None) -> None:
        self._cursor.execute(sql, parameters)

    def rows(self, sql: str, parameters: Parameters = None) -> list[tuple]:
        return self._cursor.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = None) -> tuple:
        """The first row; the query must have one."""
        found = self._cursor.execute(sql, parameters).fetchall()  # all: an unread rest blocks the cursor
        assert found, sql
        return found[0]

    def frame(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        return self._cursor.execute(sql, parameters).df()

    def columns(self, sql: str, parameters: Parameters = None) -> list[str]:
        """The names of the columns a query answers with."""
        return [column[0] for column in self._cursor.execute(sql, parameters).description]

    def load_frame(self, name: str, frame: pd.DataFrame) -> None:
        """Make `frame` readable as the table `name` on this cursor only."""
        self._cursor.register(name, frame)

    def close(self) -> None:
        self._cursor.close()

    def unload_frame(self, name: str) -> None:
        self._cursor.unregister(name)


class Store:
    """An open store. Make one with `open_store`; close it to free the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._writer = threading.Lock()
        self.mark = secrets.token_hex(8)
        """Random, and another one after every commit that changes what figures come from: caches hang on it."""

    @property
    def staging(self) -> Path:
        """A folder the store may read files from; intake puts uploads there."""
        return staging_folder(self.path)

    def cursor(self) -> Cursor:
        return Cursor(self._connection.cursor())

    def query(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        """A query's answer as a frame, on a cursor of its own."""
        return self.cursor().frame(sql, parameters)

    def rows(self, sql: str, parameters: Parameters = None) -> list[tuple]:
        return self.cursor().rows(sql, parameters)

    @contextmanager
    def write(self, cursor: Cursor | None = None, *, figures: bool = True) -> Iterator[Cursor]:
        """The one writer: everything inside is one transaction, undone if anything raises.

        Pass a `cursor` to go on with the temporary tables made on it, and `figures=False` where nothing is changed
        that figures come from, so that answers kept by caches stay.
        """
        with self._writer:
            cursor = cursor or self.cursor()
            cursor.run("begin transaction")
            try:
                yield cursor
                cursor.run("commit")
                if figures:
                    self.mark = secrets.token_hex(8)
            except duckdb.Error as error:
                _roll_back(cursor)
                raise _explained(error, self.path) from error
            except BaseException:
                _roll_back(cursor)
                raise

    def definitions(self) -> Definitions:
        """All definitions in force."""
        return definitions_in(self.cursor())

    def explained(self, error: Exception) -> Exception:
        """The sentence for a full disk or memory; the error itself where it says something else."""
        return _explained(error, self.path) if isinstance(error, duckdb.Error) or _is_full(error) else error

    def checkpoint(self) -> None:
        with self._writer:
            self.cursor().run("checkpoint")

    def close(self) -> None:
        self._connection.close()


def definitions_in(cursor: Cursor) -> Definitions:
    """All definitions in force, inside the caller's transaction."""
    return Definitions.read(dict(cursor.rows("select name, value from settings")))


def save_definitions(cursor: Cursor, changes: dict[str, str]) -> None:
    """Check and keep `changes` inside the caller's transaction; QMError if one does not fit."""
    for name, text in changes.items():
        value = definition(name).read(text)
        cursor.run(
            "insert into settings values ($name, $value) on conflict do update set value = excluded.value",
            {"name": name, "value": written(value)},
        )


def default_path() -> Path:
    """Where the store is unless told: the environment's QM_DATABASE, else data/qm.duckdb.

    That is in the checkout where qm runs from one, else under the working directory.
    """
    if named := os.environ.get("QM_DATABASE"):
        return Path(named)
    return (CHECKOUT if (CHECKOUT / "app.py").is_file() else Path.cwd()) / DEFAULT_PATH


def staging_folder(path: Path) -> Path:
    return path.resolve().with_name(path.name + ".staging")


def open_store(path: Path | str | None = None) -> Store:
    """Open the store at `path`, making it if there is none.

    Raises QMError when another program holds the file, when it is not a store, or when a
    newer qm made it.
    """
    path = Path(path) if path is not None else default_path()
    staging = staging_folder(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(exist_ok=True)
        connection = duckdb.connect(str(path))
        _clear(staging)
    except (duckdb.Error, OSError) as error:
        raise _explained(error, path) from error
    try:
        _lock_down(connection, path, staging)
        _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return Store(connection, path)


def _clear(staging: Path) -> None:
    """Remove what an import that was killed left behind; nobody else can be using it."""
    for left in staging.iterdir():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def _lock_down(connection: duckdb.DuckDBPyConnection, path: Path, staging: Path) -> None:
    """Nothing but the staging folder and DuckDB's own spill files can be read or written from SQL."""
    spill = staging / "spill"
    folders = ", ".join("'" + str(folder).replace("'", "''") + "'" for folder in (staging, spill))
    # Memory: DuckDB would take 80 % of the machine; imports of any size fit into this by spilling.
    connection.execute("set memory_limit = '2GB'")
    connection.execute(f"set temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'")
    connection.execute("set preserve_insertion_order = true")
    connection.execute("set autoinstall_known_extensions = false")
    connection.execute("set autoload_known_extensions = false")
    connection.execute(f"set allowed_directories = [{folders}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make what the store has not yet; refuse what is no store, and a store of a newer qm."""
    tables = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    if tables and "schema_version" not in tables:
        raise QMError(f"{path} is a DuckDB file but not a qm store; name another file with --database.")
    if tables:
        (version,) = connection.execute("select max(version) from schema_version").fetchone() or (0,)
        if version > SCHEMA_VERSION:
            raise QMError(
                f"{path} was made by a newer qm (store version {version}; this one knows {SCHEMA_VERSION}); "
                "update qm or name another file with --database."
            )
    connection.execute("begin transaction")
    if not tables:
        connection.execute("create table schema_version (version integer not null)")
        connection.execute("insert into schema_version values ($1)", [SCHEMA_VERSION])
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    connection.execute("commit")


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # the transaction is already gone; the store is as before
        cursor.run("rollback")


def _explained(error: Exception, path: Path) -> Exception:
    """The sentence for what went wrong with the file, or the error itself when it is a bug."""
    text = str(error)
    lowered = text.lower()
    if "lock on file" in lowered or "being used by another process" in lowered:
        held = re.search(r"held in ([^(]+?) \(PID (\d+)\)", text)
        who = f"{Path(held[1]).name} (process {held[2]})" if held else "another program"
        return HeldError(path, who)
    if _is_full(error):
        return QMError(f"The disk that holds {path} is full; nothing was changed. Free some space and try again.")
    if "not a valid duckdb database" in lowered or "not a duckdb database" in lowered:
        return QMError(f"{path} is not a DuckDB file; name another file with --database.")
    if "permission denied" in lowered or "read-only file system" in lowered:
        return QMError(f"{path} cannot be written here; name another file with --database.")
    if isinstance(error, OSError):
        return QMError(f"{path} cannot be opened: {error.strerror or error}; name another file with --database.")
    return error


def _is_full(error: Exception) -> bool:
    said = str(error).lower()
    return "no space left" in said or "disk quota" in said or "file too large" in said


def read_failed(error: Exception) -> bool:
    """Whether `error` says that a file could not be read as asked (not that the disk or the code failed)."""
    return isinstance(error, duckdb.InvalidInputException | duckdb.ConversionException)
