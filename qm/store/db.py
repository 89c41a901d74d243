"""The open DuckDB file.

One process owns the file. There is one connection and a new cursor for every call,
because a shared one hands out other threads' rows. Writes go through `Store.write`,
one at a time, each a single transaction.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pandas as pd

from qm.store.cursor import Cursor, Parameters
from qm.store.definitions import Definitions
from qm.store.failures import explained, is_full
from qm.store.kept_definitions import definitions_in


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


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # the transaction is already gone; the store is as before
        cursor.run("rollback")


def staging_folder(path: Path) -> Path:
    return path.resolve().with_name(path.name + ".staging")
