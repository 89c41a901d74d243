"""python -m qm metrics: figures, split and narrowed as asked."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import pandas as pd

from qm.commands._filters import filters_of, shown, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.metrics import DIMENSIONS, dimension, measure, metric, metrics_that_fit
from qm.store import Definitions


@click.command("metrics")
@click.option("--metric", "names", multiple=True, metavar="M", help="A metric; all that fit unless told. Repeatable.")
@click.option("--by", multiple=True, metavar="DIM", help="Split by a dimension. Repeatable.")
@with_filter_options
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
    filters = filters_of(first, last, where)
    groups = [dimension(name).name for name in by]
    asked = [metric(name).name for name in names] or metrics_that_fit({*groups, *filters.dimensions})
    with opened(database) as store:
        definitions = store.definitions()
        figures = measure(store, filters, asked, groups)
    if as_json:
        print_json({"definitions": definitions.to_dict(), "rows": figures})
        return
    click.echo(filters.describe())
    print_table(
        [*(DIMENSIONS[g].label for g in groups), "metric", "value", "n", "low", "high"],
        [_row(row, groups, definitions) for row in figures.to_dict("records")],
    )


def _row(row: dict, groups: Sequence[str], definitions: Definitions) -> list[str]:
    m = metric(row["metric"]).under(definitions)
    keys = ["unknown" if pd.isna(row[g]) else str(row[g]) for g in groups]
    value, low, high = (shown(row[part], m.format) for part in ("value", "low", "high"))
    return [*keys, m.name, value, f"{row['n']:,}", low, high]
