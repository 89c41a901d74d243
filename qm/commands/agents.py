"""python -m qm agents: who is clearly above or below what their mix of work predicts."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

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

    The best estimate is the observed value, drawn towards what was expected: the more, the fewer the cases. Low and
    high bound it so that at most 5 % of those called above or below are so by chance. Above means that the value is
    higher, good or bad; small, that the difference is too small to act on (define matters.METRIC).
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
    parts = {"value": "observed", "expected": "expected", "shrunk": "best estimate", "low": "low", "high": "high"}
    print_table(
        [result.by, *(["name"] if result.by == "agent" else []), "cases", *parts.values(), "verdict"],
        [
            [
                row["agent"],
                *([row["name"]] if result.by == "agent" else []),
                row["n"],
                *(shown(row[part], form) for part in parts),
                verdict_words(row),
            ]
            for row in result.comparison.frame.to_dict("records")
        ],
    )
    frame, everybody = result.comparison.frame, Counter(result.comparison.frame["verdict"])
    told = Counter(frame.loc[frame["matters"], "verdict"])
    small = everybody["above"] + everybody["below"] - told["above"] - told["below"]
    click.echo(
        f"Centre average: {shown(result.comparison.centre, form)}. Clearly above expected, by enough to act on: "
        f"{told['above']:,}; below: {told['below']:,}. Clearly different, but little: {small:,}. As expected: "
        f"{everybody['ordinary']:,}. Too few to tell: {everybody['too few']:,}."
    )
    if not result.is_controllable:
        click.echo(f"{result.metric.label} depends more on staffing and demand than on the agent: context only.")


def verdict_words(row: dict[str, Any]) -> str:
    """The verdict as printed: above, below (small), as expected (few cases (15))."""
    word = {"ordinary": "as expected", "too few": "too few to tell"}.get(row["verdict"], str(row["verdict"]))
    limits = ["small"] if row["verdict"] in ("above", "below") and not row["matters"] else []
    limits += [f"only {row['n']:,} cases"] if isinstance(row["label"], str) else []
    return word + (f" ({', '.join(limits)})" if limits else "")
