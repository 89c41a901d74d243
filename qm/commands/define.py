"""python -m qm define: the definitions in force, and how to change them."""

from collections.abc import Sequence
from pathlib import Path

import click

from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.errors import QMError
from qm.metrics import redefine
from qm.store import DEFINITIONS, system_person

PLACED = ("target.", "hours.", "channel.", "holidays")


@click.command("define")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--from", "since", metavar="DAY", help="Targets and hours given hold from this day on; else on all days.")
@with_store_options
def command(changes: Sequence[str], since: str | None, database: Path | None, as_json: bool) -> None:
    """Show the definitions in force, after changing those given as NAME=VALUE.

    Targets for service level: target.centre=80%/20s, target.channel.chat=80%/60s, target.queue.NAME=90%/30s or none.
    Opening hours: hours.queue.NAME="Mo-Fr 08:00-18:00; Sa 09:00-13:00". Channels: channel.email=deferred or immediate.
    Holidays: holidays=FILE with a day on each line, or holidays=2026-05-01,2026-12-25; one queue: holidays.queue.NAME=…
    """
    wanted = dict(_pair(text, since) for text in changes)
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
        rows = [[name, now.written(name), d.meaning] for name, d in DEFINITIONS.items()]
        print_table(["name", "value", "meaning"], rows + [[*row] for row in now.placed()])


def _pair(text: str, since: str | None) -> tuple[str, str]:
    is_placed = text.startswith(PLACED)
    name, equals, value = text.rpartition("=") if is_placed else text.partition("=")  # a queue's name may hold one
    if not equals:
        raise click.UsageError(f"'{text}' is not NAME=VALUE, such as service_level.threshold_seconds=30.")
    if since and text.startswith(("target.", "hours.")):
        value += f" from {since}"
    return name.strip(), _days_in(value) if name.startswith("holidays") else value


def _days_in(value: str) -> str:
    """The text of a file of dates where `value` names one; else the value itself."""
    path = Path(value)
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else value
    except (OSError, UnicodeDecodeError):
        raise QMError(f"{value} cannot be read; give a text file with a day such as 2026-12-25 on each line.") from None
