"""python -m qm agreement: do evaluators agree, beyond chance, and who is severe?"""

from datetime import datetime
from pathlib import Path

import click
import numpy as np

from qm.analysis.calibration.evaluators import MARGIN, evaluators, question_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheets
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.intake.ratings_file import RatingsFile, read_ratings
from qm.models.agreement.coefficients import prevalence
from qm.models.agreement.consistency import consistency
from qm.models.agreement.ratings import Ratings, nominal, numeric
from qm.models.agreement.severity import severity
from qm.models.agreement.summary import coefficients
from qm.models.scorecard.question_verdict import rater_standing
from qm.models.statistics.estimate import Estimate

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
        with opened(database) as store:
            answer = _from_store(evaluation_sheets(store, filters))
    else:
        if first or last or where:
            raise click.UsageError("--from, --to and --where narrow the evaluations in the store, not --ratings FILE.")
        if not (item and rater and score):
            raise click.UsageError("--ratings needs --item, --rater and --score: the names of its columns.")
        if least is not None and most is not None and least >= most:
            raise click.UsageError(f"--min {least:g} must lie below --max {most:g}.")
        answer = _from_file(read_ratings(file, item, rater, score, scale=(least, most)), least, most)
    if as_json:
        print_json(answer)
    else:
        _print(answer)


def _from_store(sheets: list[EvaluationSheet]) -> dict:
    questions = []
    for sheet in sheets:
        for name in sheet.names:
            ratings, blank = question_ratings(sheet, name)
            questions.append(
                _question(name, ratings, {"did not apply or was not rated": blank} if blank else {})
                | {"scorecard": sheet.scorecard}
            )
    found = evaluators(sheets) if sheets else None
    raters = [] if found is None else found.to_dict("records")
    return {"questions": questions, "raters": raters, "unit": "share of the score"}


def _from_file(read: RatingsFile, least: float | None, most: float | None) -> dict:
    dropped = dict(read.dropped)
    if read.score is None:
        assert read.word is not None
        ratings, clashing = nominal(read.item, read.rater, read.word)
        if clashing:
            dropped["different words of one rater for one item"] = clashing
    else:
        ends = (float(read.score.min()) if least is None else least, float(read.score.max()) if most is None else most)
        ratings = numeric(read.item, read.rater, read.score, None if least is most is None else ends)
    return {"questions": [_question(None, ratings, dropped)], "raters": _raters(ratings, read), "unit": "score"}


def _question(name: str | None, ratings: Ratings, dropped: dict[str, int]) -> dict:
    shares = prevalence(ratings) if len(ratings.item) else np.array([])
    return {
        "question": name,
        "items": ratings.items,
        "raters": ratings.raters,
        "ratings": len(ratings.item),
        "dropped": sum(dropped.values()),
        "dropped_why": dropped,
        "averaged": ratings.averaged,
        "prevalence": float(shares.max()) if len(shares) else None,
        "coefficients": {key: _estimate(value) for key, value in coefficients(ratings).items()},
    }


def _estimate(estimate: Estimate) -> dict:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "why": estimate.why}


def _raters(ratings: Ratings, read: RatingsFile) -> list[dict]:
    """Severity in the unit of the scores; names are those with a rating left."""
    names = [read.raters[i] for i in np.unique(read.rater)]
    rated = np.bincount(ratings.rater, minlength=ratings.raters)
    severe = severity(ratings.item, ratings.rater, ratings.score) if ratings.values is not None else None
    steady = consistency(ratings)
    why = None if severe else ("words have no severity" if ratings.values is None else "too few ratings to compare")
    unreliable = steady.is_unreliable() if steady else np.zeros(ratings.raters, dtype=bool)
    said: list = [None] * ratings.raters
    if severe is not None:
        said = severe.stands_out(MARGIN * float(np.ptp(ratings.score))).tolist()
    return [
        {
            "rater": names[i],
            "n": int(rated[i]),
            "severity": severe.severity[i] if severe else None,
            "low": severe.low[i] if severe else None,
            "high": severe.high[i] if severe else None,
            "follows": steady.follows[i] if steady else None,
            "verdict": rater_standing(said[i], bool(unreliable[i])),
            "why": why,
        }
        for i in range(ratings.raters)
    ]


def _print(answer: dict) -> None:
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
