"""A table out again as a file, in the names of the contract."""

import shutil
from pathlib import Path
from uuid import uuid4

from qm.errors import QMError
from qm.store import EXPORTED, Store, Table

# What people typed in beside a table goes out with it.
SOURCES = {"evaluations": "evaluations_replied"}
FORMATS = {".csv": "format csv, header true", ".parquet": "format parquet"}


def export_table(store: Store, name: str, out: Path) -> int:
    """Write the table `name` to `out`, which ends in .csv or .parquet, ordered by its key; how many rows.

    Columns are the field names; in CSV times are ISO, booleans true and false, and empty means
    missing. Written where SQL may write, then moved, so that `out` is never half a file.
    QMError when `out` cannot be written.
    """
    suffix = out.suffix.lower()
    staged, beside = store.staging / f"{uuid4().hex}{suffix}", out.with_name(f"{out.name}.part")
    quoted = str(staged).replace("'", "''")
    query = _query(EXPORTED[name], as_text=suffix == ".csv")
    try:
        (rows,) = store.cursor().row(f"copy ({query}) to '{quoted}' ({FORMATS[suffix]})")
        shutil.copyfile(staged, beside)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise QMError(f"{out} cannot be written: {error.strerror or error}; name another file.") from error
    finally:
        staged.unlink(missing_ok=True)
    return int(rows)


def table_sizes(store: Store) -> dict[str, int]:
    """How many rows each table has that can be exported."""
    counts = ", ".join(f"(select count(*) from {name})" for name in EXPORTED)
    (sizes,) = store.rows(f"select {counts}")
    return dict(zip(EXPORTED, sizes, strict=True))


def _query(table: Table, as_text: bool) -> str:
    """One row per row of the table; times in ISO form, with the T, where they become text."""
    fields = [
        f"replace(cast({f.name} as varchar), ' ', 'T') as {f.name}" if as_text and f.type == "timestamp" else f.name
        for f in table.fields
    ]
    order = dict.fromkeys([*table.key, *table.names])
    source = SOURCES.get(table.name, table.name)
    return f"select {', '.join(fields)} from {source} as t order by {', '.join(f't.{name}' for name in order)}"
