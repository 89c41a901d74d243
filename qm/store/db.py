"""The open DuckDB file.

One process owns the file. There is one connection and a new cursor for every call,
because a shared one hands out other threads' rows. Writes go through `Store.write`,
one at a time, each a single transaction.
"""

import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from qm.store.definition_kinds import written
from qm.store.definitions import Definitions, definition
from qm.store.failures import explained, is_full

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
    """An open store. Made by `open_store`; close it to free the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, notice: str = "") -> None:
        self.path = path
        self.notice = notice
        """What opening it did that somebody should know, in a sentence; empty where there is nothing."""
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

    @property
    def is_writing(self) -> bool:
        """Whether somebody is inside `write`, perhaps the caller."""
        return self._writer.locked()

    @contextmanager
    def write(self, cursor: Cursor | None = None, *, figures: bool = True) -> Iterator[Cursor]:
        """The one writer: everything inside is one transaction, undone if anything raises.

        Pass a `cursor` to go on with the temporary tables made on it, and `figures=False` where nothing is changed
        that figures come from, so that answers kept by caches stay.
        """
        with self._writer:
            cursor = cursor or self.cursor()
            cursor.run("begin transaction")
            committing = False
            try:
                yield cursor
                committing = True
                cursor.run("commit")
            except duckdb.Error as error:
                _roll_back(cursor)
                raise explained(error, self.path) from error
            except BaseException:
                _roll_back(cursor)
                raise
            finally:
                # After the commit, never before: who sees the new mark reads what was committed. Also where the commit
                # was interrupted, for it may have gone through.
                if committing and figures:
                    self.mark = secrets.token_hex(8)

    def definitions(self) -> Definitions:
        """All definitions in force."""
        return definitions_in(self.cursor())

    def explained(self, error: Exception) -> Exception:
        """The sentence for a full disk or memory; the error itself where it says something else."""
        return explained(error, self.path) if isinstance(error, duckdb.Error) or is_full(error) else error

    def checkpoint(self) -> None:
        with self._writer:
            self.cursor().run("checkpoint")

    def close(self) -> None:
        self._connection.close()


def definitions_in(cursor: Cursor) -> Definitions:
    """All definitions in force, inside the caller's transaction."""
    return Definitions.read(dict(cursor.rows("select name, value from settings")))


def save_definitions(cursor: Cursor, changes: dict[str, str], by: str | None = None) -> None:
    """Check and keep `changes`, set by somebody, inside the caller's transaction; QMError if one does not fit."""
    for name, text in changes.items():
        value = definition(name).read(text)
        cursor.run(
            """
            insert into settings (name, value, set_by, set_at) values ($name, $value, $by, current_localtimestamp())
            on conflict do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at
            """,
            {"name": name, "value": written(value), "by": by or None},
        )


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # the transaction is already gone; the store is as before
        cursor.run("rollback")


def staging_folder(path: Path) -> Path:
    return path.resolve().with_name(path.name + ".staging")
