"""python -m qm agents: who is really above or below what their work lets expect."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from qm.analysis.agents import AgentsAnswer, answer
from qm.commands._filters import filters_of, shown, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.store import Session


@click.command("agents")
@click.option("--metric", "name", required=True, metavar="M", help="The metric to compare on.")
@click.option("--by", type=click.Choice(["agent", "supervisor", "team"]), default="agent", show_default=True)
@with_filter_options
@with_store_options
def command(
    name: str,
    by: str,
    first: datetime | None,
    last: datetime | None,
    where: Sequence[str],
    database: Path | None,
    as_json: bool,
) -> None:
    """Compare agents, supervisors or teams with what peers reach with the same mix of work.

    Low and high bound the shrunk value so that at most 5 % of those called above or below
    are there by chance. Above means that the value is higher, good or bad.
    """
    filters = filters_of(first, last, where)
    with opened(database) as store:
        found = answer(Session(store), filters, name, by)
    if as_json:
        print_json(found.to_dict())
        return
    click.echo(f"{found.metric.label} by {by}, {filters.describe()}")
    _print(found)


def _print(result: AgentsAnswer) -> None:
    assert result.comparison is not None
    form = result.metric.format
    parts = ("value", "expected", "shrunk", "low", "high")
    print_table(
        [result.by, *(["name"] if result.by == "agent" else []), "n", *parts, "verdict"],
        [
            [
                row["agent"],
                *([row["name"]] if result.by == "agent" else []),
                row["n"],
                *(shown(row[part], form) for part in parts),
                row["verdict"] + (f", {row['label']}" if isinstance(row["label"], str) else ""),
            ]
            for row in result.comparison.frame.to_dict("records")
        ],
    )
    centre, counts = shown(result.comparison.centre, form), Counter(result.comparison.frame["verdict"])
    click.echo(
        f"The centre: {centre}. {counts['above']:,} above and {counts['below']:,} below expected, "
        f"{counts['ordinary']:,} ordinary, {counts['too few']:,} with too few cases."
    )
    if not result.is_controllable:
        click.echo(f"{result.metric.label} depends on staffing and demand more than on who did the work: context only.")
