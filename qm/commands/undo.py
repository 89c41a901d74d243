"""python -m qm undo BATCH: take an import back."""

from pathlib import Path

import click

from qm.commands._shared import opened, print_json, with_store_options
from qm.intake import undo
from qm.store import system_person


@click.command("undo")
@click.argument("batch", type=int)
@with_store_options
def command(batch: int, database: Path | None, as_json: bool) -> None:
    """Take the import BATCH back: the store is as it was before it."""
    with opened(database) as store:
        answer = undo(store, batch, system_person())
    if as_json:
        print_json(answer)
    else:
        removed, restored = answer["removed"], answer["restored"]
        click.echo(f"Import {batch} is undone: {removed:,} rows removed, {restored:,} put back as they were.")
