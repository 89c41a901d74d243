"""python -m qm export: a table as a file, in the names of the contract."""

from pathlib import Path

import click

from qm.commands._shared import opened, print_json, with_store_options
from qm.intake.export import FORMATS, export_table
from qm.store import EXPORTED


@click.command("export")
@click.argument("table", type=click.Choice(list(EXPORTED)))
@click.argument("out", metavar="OUT.{csv,parquet}", type=click.Path(path_type=Path, dir_okay=False))
@with_store_options
def command(table: str, out: Path, database: Path | None, as_json: bool) -> None:
    """Write TABLE to a CSV or Parquet file, ordered by its key."""
    if out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{out} ends neither in .csv nor in .parquet.")
    with opened(database) as store:
        rows = export_table(store, table, out)
    if as_json:
        print_json({"rows": rows, "file": out})
    else:
        click.echo(f"{rows:,} rows of {table} in {out}")
