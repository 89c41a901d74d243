"""What one answer is made from: the definitions in force and what the derived tables were built with."""

import json
from dataclasses import dataclass
from datetime import datetime

from qm.metrics.derived_tables import signature
from qm.store import Cursor, Definitions, definitions_in


@dataclass(frozen=True)
class Snapshot:
    """What one answer is made from.

    `built` are the definitions the derived tables were built with, empty when they never
    were; `latest_at` is the latest arrival in all the data; `sizes` the rows of each
    pre-aggregated table; `outdated`: they were built from other declarations than these.
    """

    cursor: Cursor
    in_force: Definitions
    built: dict[str, str]
    latest_at: datetime | None
    sizes: dict[str, int]
    outdated: bool = False

    def built_with(self, definitions: Definitions, names: tuple[str, ...]) -> bool:
        """Whether the derived tables were built with the values that `definitions` give `names`."""
        return bool(self.built) and all(self.built.get(name) == definitions.written(name) for name in names)


def snapshot_in(cursor: Cursor) -> Snapshot:
    """The state of the store, inside the caller's transaction."""
    in_force = definitions_in(cursor)
    state = cursor.rows("select latest_at, definitions, sizes, signature from metrics_state")
    if state and state[0][3] == signature():
        latest_at, definitions, sizes, _ = state[0]
        return Snapshot(cursor, in_force, json.loads(definitions), latest_at, json.loads(sizes))
    (latest_at,) = cursor.row("select max(arrived_at) from contacts")
    return Snapshot(cursor, in_force, {}, latest_at, {}, outdated=bool(state))
