"""python -m qm weights --suggest: weights under which the score would follow what customers feel."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheet
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.errors import QMError
from qm.models.scorecard.weight_limits import Limits, limits
from qm.models.scorecard.weights import Suggestion, suggest
from qm.models.statistics.estimate import Estimate


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
    with opened(database) as store:
        sheet = evaluation_sheet(store, filters, scorecard)
    found = _found(sheet.pairs(), _limits(sheet, least, cap, locked), as_json)
    if as_json:
        print_json(_document(sheet, found))
        return
    columns = (found.today, found.equal, found.suggested, found.low, found.high)
    heads = ["question", "today", "equal", "suggested", "low", "high"]
    print_table(heads, [[name, *(float(c[j]) for c in columns)] for j, name in enumerate(sheet.names)])
    click.echo()
    print_table(
        ["weights", "alignment", "out of fold", "low", "high"],
        [[name, a.inside, *_parts(a.outside)] for name, a in found.alignment.items()],
    )
    click.echo(f"\n{found.why}" + ("" if found.power in found.why else f"\n{found.power}"))


def _floor(text: str) -> tuple[str, float]:
    name, equals, points = text.rpartition("=")
    try:
        if not equals or not name:
            raise ValueError
        return name, float(points)
    except ValueError:
        raise click.UsageError(f"--floor '{text}' is not QUESTION=POINTS, such as Q02=8.") from None


def _limits(sheet: EvaluationSheet, floors: dict[str, float], cap: float | None, locked: Sequence[str]) -> Limits:
    try:
        return limits(sheet.weights, sheet.names, floors=floors, cap=cap, locked=locked)
    except ValueError as error:
        raise QMError(str(error)) from None


def _found(pairs: EvaluationSheet, bounds: Limits, quiet: bool) -> Suggestion:
    e = pairs.evaluations
    shown = not quiet and sys.stderr.isatty()
    with click.progressbar(length=100, label="Judging", file=sys.stderr, hidden=not shown) as bar:
        return suggest(
            pairs.answers,
            e["grade"],
            bounds,
            agents=e["agent_id"],
            progress=lambda share: bar.update(int(share * 100) - bar.pos),
        )


def _parts(estimate: Estimate) -> list[float | None]:
    return [estimate.value, estimate.low, estimate.high]


def _interval(estimate: Estimate) -> dict:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def _document(sheet: EvaluationSheet, found: Suggestion) -> dict:
    columns = {
        "today": found.today,
        "equal": found.equal,
        "suggested": found.suggested,
        "low": found.low,
        "high": found.high,
    }
    return {
        "questions": [
            {"question": name} | {key: column[j] for key, column in columns.items()}
            for j, name in enumerate(sheet.names)
        ],
        "alignment": {
            name: {"in": a.inside, "out": a.outside.value, "low": a.outside.low, "high": a.outside.high}
            for name, a in found.alignment.items()
        },
        "gain": _interval(found.gain),
        "gain_over_equal": _interval(found.gain_over_equal),
        "n": found.n,
        "verdict": "change" if found.change else "keep",
        "why": found.why,
        "power": found.power,
        "pull": found.pull if np.isfinite(found.pull) else None,
        "clustered": found.clustered,
        "scorecard": sheet.scorecard,
    }
