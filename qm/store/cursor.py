"""One conversation with the open DuckDB file."""

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

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
