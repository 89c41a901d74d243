"""One consistent look at the store: the definitions in force and what the derived tables were built with."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from qm.store import Cursor, Definitions, Store, definitions_in


@dataclass(frozen=True)
class Snapshot:
    """What one answer is made from.

    `built` are the definitions the derived tables were built with, empty when they never
    were; `latest_at` is the latest arrival in all the data; `sizes` the rows of each
    pre-aggregated table.
    """

    cursor: Cursor
    in_force: Definitions
    built: dict[str, str]
    latest_at: datetime | None
    sizes: dict[str, int]

    def built_with(self, definitions: Definitions, names: tuple[str, ...]) -> bool:
        """Whether the derived tables were built with the values that `definitions` give `names`."""
        return bool(self.built) and all(self.built.get(name) == definitions.written(name) for name in names)


@contextmanager
def snapshot(store: Store) -> Iterator[Snapshot]:
    """Everything read inside comes from one moment, whatever is imported meanwhile."""
    cursor = store.cursor()
    cursor.run("begin transaction")
    try:
        yield look(cursor)
    finally:
        cursor.run("rollback")


def look(cursor: Cursor) -> Snapshot:
    """The state of the store, inside the caller's transaction."""
    in_force = definitions_in(cursor)
    state = cursor.rows("select latest_at, definitions, sizes from metrics_state")
    if state:
        latest_at, definitions, sizes = state[0]
        return Snapshot(cursor, in_force, json.loads(definitions), latest_at, json.loads(sizes))
    (latest_at,) = cursor.row("select max(arrived_at) from contacts")
    return Snapshot(cursor, in_force, {}, latest_at, {})
