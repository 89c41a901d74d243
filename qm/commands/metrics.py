"""python -m qm metrics: figures, split and narrowed as asked."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
import pandas as pd

from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.metrics import DIMENSIONS, METRICS, Filters, dimension, measure, metric
from qm.store import Definitions

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("metrics")
@click.option("--metric", "names", multiple=True, metavar="M", help="A metric; all that fit unless told. Repeatable.")
@click.option("--from", "first", type=DAY, help="The first day, such as 2024-05-01.")
@click.option("--to", "last", type=DAY, help="The last day, included.")
@click.option("--by", multiple=True, metavar="DIM", help="Split by a dimension. Repeatable.")
@click.option(
    "--where",
    multiple=True,
    metavar="DIM=VALUE",
    help="Only this group; an empty value is the unknown one. Repeatable: one dimension's values add up.",
)
@with_store_options
def command(
    names: Sequence[str],
    first: datetime | None,
    last: datetime | None,
    by: Sequence[str],
    where: Sequence[str],
    database: Path | None,
    as_json: bool,
) -> None:
    """Metrics with their parts, n and 95 % interval."""
    filters = _filters(first, last, where)
    groups = [dimension(name).name for name in by]
    asked = [metric(name).name for name in names] or _that_fit({*groups, *filters.dimensions})
    with opened(database) as store:
        definitions = store.definitions()
        figures = measure(store, filters, asked, groups)
    if as_json:
        print_json({"definitions": definitions, "rows": figures})
        return
    click.echo(filters.describe())
    print_table(
        [*(DIMENSIONS[g].label for g in groups), "metric", "value", "n", "low", "high"],
        [_row(row, groups, definitions) for row in figures.to_dict("records")],
    )


def _filters(first: datetime | None, last: datetime | None, where: Sequence[str]) -> Filters:
    if first and last and first > last:
        raise click.UsageError(f"--from {first:%Y-%m-%d} lies after --to {last:%Y-%m-%d}.")
    wanted: dict[str, list[str | None]] = {}
    for text in where:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"--where '{text}' is not DIM=VALUE, such as channel=voice.")
        wanted.setdefault(dimension(name.strip()).name, []).append(value or None)
    return Filters(_day(first), _day(last), tuple((name, tuple(values)) for name, values in wanted.items()))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _that_fit(dimensions: set[str]) -> list[str]:
    return [m.name for m in METRICS.values() if dimensions <= set(m.dimensions)]


def _row(row: dict, groups: Sequence[str], definitions: Definitions) -> list[str]:
    m = METRICS[row["metric"]].under(definitions)
    keys = ["unknown" if pd.isna(row[g]) else str(row[g]) for g in groups]
    value, low, high = (_shown(row[part], m.format) for part in ("value", "low", "high"))
    return [*keys, m.name, value, f"{row['n']:,}", low, high]


def _shown(value: float, form: str) -> str:
    if pd.isna(value):
        return "–"
    shown = {"percent": f"{value:.2%}", "duration": f"{value:,.1f} s", "number": f"{value:,.0f}"}
    return shown.get(form, f"{value:.3f}")
