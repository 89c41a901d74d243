"""One consistent look at the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from qm.metrics.derived import refresh
from qm.metrics.state import Snapshot, look
from qm.store import Store

__all__ = ["Snapshot", "snapshot"]


@contextmanager
def snapshot(store: Store) -> Iterator[Snapshot]:
    """Everything read inside comes from one moment, whatever is imported meanwhile.

    Derived tables that were built from other declarations, by an earlier qm, are made anew first. While something is
    being written they are left alone, and the rows answer.
    """
    cursor = store.cursor()
    cursor.run("begin transaction")
    try:
        view = look(cursor)
        if view.outdated and not store.is_writing:
            cursor.run("rollback")
            with store.write(figures=False) as writing:
                if look(writing).outdated:  # else somebody else was first
                    refresh(writing)
            cursor.run("begin transaction")
            view = look(cursor)
        yield view
    finally:
        cursor.run("rollback")
