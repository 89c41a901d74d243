"""python -m qm define: the definitions in force, and how to change them."""

from collections.abc import Sequence
from pathlib import Path

import click

from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.metrics import redefine
from qm.store import DEFINITIONS, system_person


@click.command("define")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
@with_store_options
def command(changes: Sequence[str], database: Path | None, as_json: bool) -> None:
    """Show the definitions in force, after changing those given as NAME=VALUE."""
    wanted = dict(_pair(text) for text in changes)
    with opened(database) as store:
        before = store.definitions()
        if wanted:
            with store.write() as cursor:
                redefine(cursor, wanted, system_person())
        now = store.definitions()
    if as_json:
        print_json(now.to_dict())
    elif wanted:
        for name in wanted:
            click.echo(f"{name}: {before.written(name)} → {now.written(name)}")
    else:
        print_table(
            ["name", "value", "meaning"], [[name, now.written(name), d.meaning] for name, d in DEFINITIONS.items()]
        )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"'{text}' is not NAME=VALUE, such as service_level.threshold_seconds=30.")
    return name.strip(), value
