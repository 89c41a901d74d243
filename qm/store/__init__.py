"""The DuckDB file: its tables, its definitions, one writer, a cursor for every call."""

from qm.store.channels import Channel, Channels
from qm.store.cursor import Cursor
from qm.store.db import Store
from qm.store.definition_kinds import Definition, Value, written
from qm.store.definitions import DEFINITIONS, HEADINGS, Definitions, definition
from qm.store.kept_definitions import definitions_in, keep_new_channels, save_candidate, save_definitions
from qm.store.open_hours import DAY, OpenHours, open_hours
from qm.store.opening import default_path, open_store
from qm.store.service_targets import ServiceTarget, ServiceTargets
from qm.store.session import Session, system_person
from qm.store.tables import EXPORTED, TABLES, Field, Table

__all__ = [
    "DAY",
    "DEFINITIONS",
    "EXPORTED",
    "HEADINGS",
    "TABLES",
    "Channel",
    "Channels",
    "Cursor",
    "Definition",
    "Definitions",
    "Field",
    "OpenHours",
    "ServiceTarget",
    "ServiceTargets",
    "Session",
    "Store",
    "Table",
    "Value",
    "default_path",
    "definition",
    "definitions_in",
    "keep_new_channels",
    "open_hours",
    "open_store",
    "save_candidate",
    "save_definitions",
    "system_person",
    "written",
]
