"""python -m qm actions: what is to be done now."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from qm.analysis.actions import answer
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.store import Session


@click.command("actions")
@with_filter_options
@with_store_options
def command(
    first: datetime | None, last: datetime | None, where: Sequence[str], database: Path | None, as_json: bool
) -> None:
    """What is to be done now: agents to coach, follow-ups overdue, severe evaluators, hours below their goal.

    Each item has the address at which the app shows it. Of the filters, team, supervisor and agent count; the periods
    are those that the pages open on.
    """
    with opened(database) as store:
        found = answer(Session(store), filters_of(first, last, where), date.today())
    if as_json:
        print_json(found.to_dict())
    elif found.items:
        print_table(
            ["to do", "who or when", "address"], [[item.text, item.detail, item.address] for item in found.items]
        )
    else:
        click.echo(found.text)
