"""python -m qm export: a table as a file, in the names of the contract."""

import shutil
from pathlib import Path
from uuid import uuid4

import click

from qm.commands._shared import opened, print_json, with_store_options
from qm.errors import QMError
from qm.store import TABLES, Store, Table

FORMATS = {".csv": "format csv, header true", ".parquet": "format parquet"}


@click.command("export")
@click.argument("table", type=click.Choice(list(TABLES)))
@click.argument("out", metavar="OUT.{csv,parquet}", type=click.Path(path_type=Path, dir_okay=False))
@with_store_options
def command(table: str, out: Path, database: Path | None, as_json: bool) -> None:
    """Write TABLE to a CSV or Parquet file, ordered by its key."""
    if out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{out} ends neither in .csv nor in .parquet.")
    with opened(database) as store:
        rows = _write(store, TABLES[table], out)
    if as_json:
        print_json({"rows": rows, "file": out})
    else:
        click.echo(f"{rows:,} rows of {table} in {out}")


def _write(store: Store, table: Table, out: Path) -> int:
    """Written where SQL may write, then moved, so that `out` is never half a file."""
    suffix = out.suffix.lower()
    staged, beside = store.staging / f"{uuid4().hex}{suffix}", out.with_name(f"{out.name}.part")
    quoted = str(staged).replace("'", "''")
    query = _query(table, as_text=suffix == ".csv")
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


def _query(table: Table, as_text: bool) -> str:
    """One row per row of the table; times in ISO form, with the T, where they become text."""
    fields = [
        f"replace(cast({f.name} as varchar), ' ', 'T') as {f.name}" if as_text and f.type == "timestamp" else f.name
        for f in table.fields
    ]
    order = dict.fromkeys([*table.key, *table.names])
    return f"select {', '.join(fields)} from {table.name} as t order by {', '.join(f't.{name}' for name in order)}"
