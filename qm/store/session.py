"""Who asks, and of which store: what every question of `qm.analysis` is asked with."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd

from qm.store.cursor import Cursor, Parameters
from qm.store.db import Store
from qm.store.definitions import Definitions


@dataclass(frozen=True)
class Session:
    """One person's way to one store. `person` is the name that is kept with what they write."""

    store: Store
    person: str = ""

    @property
    def state(self) -> tuple[str, str]:
        """Which store, and the mark of its last change: what an answer that is kept is kept for."""
        return str(self.store.path), self.store.mark

    def cursor(self) -> Cursor:
        return self.store.cursor()

    def query(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        """A query's answer as a frame, on a cursor of its own."""
        return self.store.query(sql, parameters)

    def rows(self, sql: str, parameters: Parameters = None) -> list[tuple]:
        return self.store.rows(sql, parameters)

    def definitions(self) -> Definitions:
        """All definitions in force."""
        return self.store.definitions()

    @contextmanager
    def write(self, *, figures: bool = True) -> Iterator[Cursor]:
        """One transaction, as `Store.write`."""
        with self.store.write(figures=figures) as cursor:
            yield cursor


def system_person() -> str:
    """The system's user, for commands and notebooks; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
