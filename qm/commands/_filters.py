"""What commands about figures share: --from, --to, --where, and figures as a reader expects them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import click
import pandas as pd

from qm.metrics import Filters, dimension

DAY = click.DateTime(["%Y-%m-%d"])


def with_filter_options(function: Callable) -> Callable:
    """Give a command `first`, `last` and `where`; make `Filters` of them with `filters_of`."""
    for option in (
        click.option(
            "--where",
            multiple=True,
            metavar="DIM=VALUE",
            help="Only this group; an empty value is the unknown one. Repeatable: one dimension's values add up.",
        ),
        click.option("--to", "last", type=DAY, help="The last day, included."),
        click.option("--from", "first", type=DAY, help="The first day, such as 2024-05-01."),
    ):
        function = option(function)
    return function


def filters_of(first: datetime | None, last: datetime | None, where: Sequence[str]) -> Filters:
    """The filters that the options stand for; a usage error when they cannot be."""
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


def shown(value: float | None, form: str) -> str:
    """A figure in the format of its metric."""
    if value is None or pd.isna(value):
        return "–"
    written = {"percent": f"{value:.2%}", "duration": f"{value:,.1f} s", "number": f"{value:,.0f}"}
    return written.get(form, f"{value:.3f}")
