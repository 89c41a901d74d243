"""The DuckDB file: its tables, its definitions, one writer, a cursor for every call."""

from qm.store.db import Cursor, Store, default_path, open_store, save_definitions
from qm.store.definitions import DEFINITIONS, Definition, Definitions, definition, written
from qm.store.session import Session, system_person
from qm.store.tables import TABLES, Field, Table

__all__ = [
    "DEFINITIONS",
    "TABLES",
    "Cursor",
    "Definition",
    "Definitions",
    "Field",
    "Session",
    "Store",
    "Table",
    "default_path",
    "definition",
    "open_store",
    "save_definitions",
    "system_person",
    "written",
]
