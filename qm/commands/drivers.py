"""python -m qm drivers: which questions of the scorecard matter to customers."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from qm.analysis.scorecard import drivers
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import asking, print_json, print_table, with_store_options
from qm.errors import QMError
from qm.models.scorecard.drivers import DRAWS


@click.command("drivers")
@click.option("--scorecard", help="The scorecard; the one with most graded evaluations unless told.")
@click.option("--draws", type=click.IntRange(20, 5000), default=DRAWS, show_default=True, help="Bootstrap draws.")
@with_filter_options
@with_store_options
def command(
    scorecard: str | None,
    draws: int,
    first: datetime | None,
    last: datetime | None,
    where: Sequence[str],
    database: Path | None,
    as_json: bool,
) -> None:
    """What each question accounts for in customers' grades: relative importance (LMG) with 95 % interval.

    Importances sum to R², the share of the variance of grades that the questions explain.
    """
    filters = filters_of(first, last, where)
    with asking(database, quiet=as_json) as session:
        answer = drivers(session, filters, scorecard, draws)
    if as_json:
        print_json(answer.to_dict())
        return
    if answer.drivers.impossible:
        raise QMError(answer.sentence)
    click.echo(answer.sentence)
    columns = ["question", "importance", "low", "high", "johnson", "beta", "note"]
    frame = answer.to_frame().assign(note=lambda f: f["note"].fillna(""))
    print_table([*columns[:-1], ""], frame[columns].to_numpy().tolist())
