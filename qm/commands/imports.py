"""python -m qm imports: what came in."""

from pathlib import Path

import click

from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.intake import imports


@click.command("imports")
@with_store_options
def command(database: Path | None, as_json: bool) -> None:
    """The history of imports, newest first."""
    with opened(database) as store:
        rows = imports(store)
    if as_json:
        print_json(rows)
    elif rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows])
    else:
        click.echo("Nothing was imported yet.")
