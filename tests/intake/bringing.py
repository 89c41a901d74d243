"""Bringing small files in, and looking at all that a store holds."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qm.intake import Mapping, Reading, ReadOptions, Report, import_file, intake, parse_mapping
from qm.metrics.derived_tables import NAMES
from qm.store import TABLES, Store

# What only an undone import leaves: the history itself, numbers given out, and when it was.
NOT_DATA = ("imports", "mappings", "schema_version", "metrics_state")


def written(folder: Path, content: str | bytes, name: str = "contacts.csv") -> Path:
    """A file with this content, byte by byte; text is UTF-8."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def written_rows(folder: Path, rows: Iterable[dict[str, Any]], name: str = "contacts.csv") -> Path:
    """A CSV of these rows, all with the columns of the first; None is empty."""
    rows = list(rows)
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def bring(store: Store, path: Path, mapping: str | Mapping | None = None, **options: Any) -> Report:
    """Import, and hold the promise that every row is accounted for."""
    chosen = parse_mapping(mapping) if isinstance(mapping, str) else mapping
    report = import_file(store, path, chosen, **options)
    assert report.rows == report.accepted + report.unchanged + report.excluded + report.rejected
    assert min(report.accepted - report.updated, report.updated, report.unchanged, report.excluded) >= 0
    return report


def read(store: Store, path: Path, options: ReadOptions | None = None) -> tuple[Reading, list[tuple]]:
    """How the file was read, and its records: (line, cell, cell, …) with empty cells as ''."""
    with intake(store, path) as one:
        reading = one.read(options)
        cells = ", ".join(f"coalesce(c{i}, '')" for i in range(len(reading.header)))
        return reading, one.cursor.rows(f"select line, {cells} from raw order by line")


def rows(store: Store, table: str, *columns: str) -> list[tuple]:
    """The table's rows in the order of its key; all of the contract's columns unless told."""
    names = ", ".join(columns or TABLES[table].names)
    return store.rows(f"select {names} from {table} order by {', '.join(TABLES[table].key)}")


def one(store: Store, table: str, column: str) -> list[Any]:
    """One column of a table in the order of its key."""
    return [value for (value,) in rows(store, table, column)]


def everything(store: Store, *without: str) -> dict[str, list]:
    """All tables of the store row by row, qm's own columns and derived figures included."""
    names = [n for (n,) in store.rows("select table_name from duckdb_tables() where not temporary order by 1")]
    kept = [n for n in names if n not in NOT_DATA and n not in without]
    found = {n: sorted(map(repr, store.rows(f"select * from {n}"))) for n in kept}
    found = {n: lines for n, lines in found.items() if lines or n not in NAMES}  # made with the first rows
    return found | {"latest_at": store.rows("select latest_at from metrics_state where latest_at is not null")}


def problems(report: Report) -> list[tuple]:
    """(field, rule, effect, lines) for each kind of problem."""
    return [(p.field, p.rule, p.effect, tuple(e["line"] for e in p.examples)) for p in report.problems]


def judged(store: Store, path: Path, mapping: str, *fields: str) -> tuple[Report, list[tuple]]:
    """What an import would say, and these fields of the rows that would stand; nothing is written."""
    with intake(store, path, lazily=True) as one:
        mapped = parse_mapping(mapping)
        one.check(mapped)
        report = one.preview()
        return report, one.cursor.rows(f"select {', '.join(fields or mapped.fields)} from standing order by line")


def understood(store: Store, path: Path, mapping: str, *fields: str) -> list[tuple]:
    """These fields of the rows that would stand; nothing is written."""
    return judged(store, path, mapping, *fields)[1]
