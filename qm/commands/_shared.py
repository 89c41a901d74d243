"""What all commands share: --database, --json, an open store, and one way to print."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import numpy as np

from qm.analysis.json_values import json_value
from qm.analysis.progress import listening
from qm.store import Session, Store, open_store, system_person


def with_store_options(function: Callable) -> Callable:
    """Give a command `database: Path | None` and `as_json: bool`."""
    function = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")(function)
    return click.option(
        "--database",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The store; else $QM_DATABASE, else data/qm.duckdb.",
    )(function)


@contextmanager
def opened(database: Path | None) -> Iterator[Store]:
    """The store for the length of a command; the file is free again afterwards."""
    store = open_store(database)
    if store.notice:
        click.echo(store.notice, err=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def asking(database: Path | None, *, quiet: bool = False) -> Iterator[Session]:
    """A session for the length of a command. What takes seconds shows how far it is, where somebody looks on."""
    with opened(database) as store:
        session = Session(store, system_person())
        if quiet or not sys.stderr.isatty():
            yield session
            return
        with click.progressbar(length=100, file=sys.stderr) as bar:

            def told(what: str, share: float) -> None:
                bar.label = what
                bar.update(int(share * 100) - bar.pos)

            with listening(told):
                yield session


def print_json(answer: Any) -> None:
    """One JSON document: null, never NaN; full precision; ISO dates."""
    click.echo(json.dumps(json_value(answer), ensure_ascii=False, allow_nan=False, indent=1))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Aligned columns: numbers to the right, everything else to the left."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(heads), *cells]) for i in range(len(heads))]
    right = [
        bool(rows) and all(isinstance(row[i], int | float | np.number | None) for row in rows)
        for i in range(len(heads))
    ]
    for line in [list(heads), *cells]:
        parts = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True))
        click.echo("  ".join(parts).rstrip())


def _shown(cell: Any) -> str:
    cell = json_value(cell)
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:,.4g}" if abs(cell) < 1000 else f"{cell:,.0f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return str(cell)
