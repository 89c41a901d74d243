"""python -m qm agreement: do evaluators agree, beyond chance, and who is severe?"""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qm.analysis.calibration import agreement, agreement_of_ratings
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import asking, print_json, print_table, with_store_options
from qm.intake.ratings_file import read_ratings

SHOWN = ("percent_agreement", "cohen_kappa", "ac1", "weighted_kappa", "ac2", "alpha_interval")


@click.command("agreement")
@click.option(
    "--ratings",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of ratings; without it, the evaluations in the store.",
)
@click.option("--item", metavar="C", help="Its column of items.")
@click.option("--rater", metavar="C", help="Its column of raters.")
@click.option("--score", metavar="C", help="Its column of scores: numbers, or words without an order.")
@click.option("--min", "least", type=float, metavar="X", help="The low end of the scale.")
@click.option("--max", "most", type=float, metavar="X", help="The high end of the scale.")
@with_filter_options
@with_store_options
def command(
    file: Path | None,
    item: str | None,
    rater: str | None,
    score: str | None,
    least: float | None,
    most: float | None,
    first: datetime | None,
    last: datetime | None,
    where: tuple[str, ...],
    database: Path | None,
    as_json: bool,
) -> None:
    """Agreement question by question, corrected for chance, and the severity of every evaluator.

    Kappa and AC1 stand side by side: where nearly all answers are the same, kappa collapses and AC1
    flatters. Severity is what somebody gives less than the middle evaluator would.
    """
    if file is None:
        if item or rater or score or least is not None or most is not None:
            raise click.UsageError("--item, --rater, --score, --min and --max belong to --ratings FILE.")
        filters = filters_of(first, last, where)
        with asking(database, quiet=True) as session:
            answer = agreement(session, filters)
    else:
        if first or last or where:
            raise click.UsageError("--from, --to and --where narrow the evaluations in the store, not --ratings FILE.")
        if not (item and rater and score):
            raise click.UsageError("--ratings needs --item, --rater and --score: the names of its columns.")
        if least is not None and most is not None and least >= most:
            raise click.UsageError(f"--min {least:g} must lie below --max {most:g}.")
        read = read_ratings(file, item, rater, score, scale=(least, most))
        answer = agreement_of_ratings(
            read.item,
            read.rater,
            read.raters,
            score=read.score,
            word=read.word,
            scale=(least, most),
            dropped=read.dropped,
        )
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(answer.to_dict())


def _print(answer: dict[str, Any]) -> None:
    for question in answer["questions"]:
        if question["question"] is None:
            click.echo(
                f"{question['items']:,} items, {question['raters']:,} raters, {question['ratings']:,} ratings, "
                f"{question['dropped']:,} dropped, {question['averaged']:,} averaged."
            )
            print_table(
                ["coefficient", "value", "low", "high", ""],
                [[k, c["value"], c["low"], c["high"], c["why"] or ""] for k, c in question["coefficients"].items()],
            )
    named = [q for q in answer["questions"] if q["question"] is not None]
    if named:
        worst_first = sorted(named, key=lambda q: _last_if_none(q["coefficients"]["ac1"]["value"]))
        print_table(
            ["question", "items", "prevalence", *SHOWN],
            [
                [q["question"], q["items"], q["prevalence"], *(q["coefficients"][k]["value"] for k in SHOWN)]
                for q in worst_first
            ],
        )
    click.echo()
    heads = ["rater", "n", "severity", "low", "high", "verdict"]
    print_table(heads, [[rater[head] for head in heads] for rater in answer["raters"]])


def _last_if_none(value: float | None) -> float:
    return float("inf") if value is None else value
