"""One consistent look at the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from qm.metrics.derived import refresh
from qm.metrics.snapshot import Snapshot, snapshot_in
from qm.store import Store


@contextmanager
def snapshot(store: Store) -> Iterator[Snapshot]:
    """Everything read inside comes from one moment, whatever is imported meanwhile.

    Derived tables that were built from other declarations, by an earlier qm, are made anew first. While something is
    being written they are left alone, and the rows answer.
    """
    cursor = store.cursor()
    cursor.run("begin transaction")
    try:
        view = snapshot_in(cursor)
        if view.outdated and not store.is_writing:
            cursor.run("rollback")
            with store.write(figures=False) as writing:
                if snapshot_in(writing).outdated:  # else somebody else was first
                    refresh(writing)
            cursor.run("begin transaction")
            view = snapshot_in(cursor)
        yield view
    finally:
        cursor.run("rollback")
