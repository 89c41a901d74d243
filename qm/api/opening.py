"""Opening a store from Python: as often as wanted in one process, one open file behind it all."""

import threading
from pathlib import Path

from qm.api.centre import Centre
from qm.errors import HeldError, QMError
from qm.store import Session, Store, default_path, open_store, system_person

_lock = threading.Lock()
_stores: dict[Path, tuple[Store, int]] = {}
"""What is open in this process, and how many centres rest on it: DuckDB opens a file once in a process."""


def open(path: str | Path | None = None, *, person: str | None = None) -> Centre:
    """The centre whose store is at `path`, made there if there is none.

    Without a path the environment's QM_DATABASE, else data/qm.duckdb: in the checkout where qm runs from one, else
    under the working directory. `person` is kept with what is written; the system's user unless told.
    Close it, or use it in a `with`, to free the file: one program at a time holds it.

    Raises QMError, a sentence, when another program holds the file (the app, for one), when it is no store, or when a
    newer qm made it.
    """
    place = (default_path() if path is None else Path(path)).resolve()
    with _lock:
        store, users = _stores.get(place) or (_opened(place), 0)
        _stores[place] = store, users + 1
    return Centre(Session(store, system_person() if person is None else person), lambda: _leave(place))


def _opened(place: Path) -> Store:
    try:
        return open_store(place)
    except HeldError as held:
        raise QMError(
            f"{held.path} is held by {held.holder}: a running app keeps its file to itself; stop it first, "
            "or open another file."
        ) from None


def _leave(place: Path) -> None:
    """The last one out closes the file."""
    with _lock:
        store, users = _stores.pop(place)
        if users > 1:
            _stores[place] = store, users - 1
        else:
            store.close()
