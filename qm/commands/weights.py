"""python -m qm weights --suggest: weights under which the score would follow what customers feel."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from qm.analysis.scorecard import graded_scorecard, suggestion, weight_limits
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import asking, print_json, print_table, with_store_options


@click.command("weights")
@click.option("--suggest", "wanted", is_flag=True, required=True, help="Suggest weights and judge them.")
@click.option("--floor", "floors", multiple=True, metavar="Q=W", help="At least W of 100 points. Repeatable.")
@click.option("--cap", type=click.FloatRange(0, 100), metavar="POINTS", help="The most any weight may move.")
@click.option("--lock", "locked", multiple=True, metavar="Q", help="This weight stays. Repeatable.")
@click.option("--scorecard", help="The scorecard; the one with most graded evaluations unless told.")
@with_filter_options
@with_store_options
def command(
    wanted: bool,
    floors: Sequence[str],
    cap: float | None,
    locked: Sequence[str],
    scorecard: str | None,
    first: datetime | None,
    last: datetime | None,
    where: Sequence[str],
    database: Path | None,
    as_json: bool,
) -> None:
    """Suggested weights beside today's and equal ones, judged on contacts they were not made from.

    Alignment is Spearman's correlation of score and grade, in sample and out of fold.
    """
    least = dict(_floor(text) for text in floors)
    filters = filters_of(first, last, where)
    with asking(database, quiet=as_json) as session:
        graded = graded_scorecard(session, filters, scorecard)
        within = weight_limits(graded, floors=least, cap=cap, locked=locked)
        answer = suggestion(session, filters, scorecard, within)
    if as_json:
        print_json(answer.to_dict())
        return
    frame = answer.to_frame()
    print_table(list(frame.columns), frame.to_numpy().tolist())
    click.echo()
    print_table(
        ["weights", "alignment", "out of fold", "low", "high"],
        [
            [name, *(a[key] for key in ("in", "out", "low", "high"))]
            for name, a in answer.to_dict()["alignment"].items()
        ],
    )
    power = answer.power
    click.echo(f"\n{answer.sentence}" + ("" if power in answer.sentence else f"\n{power}"))


def _floor(text: str) -> tuple[str, float]:
    name, equals, points = text.rpartition("=")
    try:
        if not equals or not name:
            raise ValueError
        return name, float(points)
    except ValueError:
        raise click.UsageError(f"--floor '{text}' is not QUESTION=POINTS, such as Q02=8.") from None
