"""python -m qm drivers: which questions of the scorecard matter to customers."""

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
from qm.models.scorecard.drivers import DRAWS, Drivers, drivers


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
    with opened(database) as store:
        sheet = evaluation_sheet(store, filters, scorecard)
    found = _found(sheet.pairs(), draws, as_json)
    if as_json:
        print_json(_document(sheet, found))
        return
    if found.why:
        raise QMError(f"Drivers of satisfaction cannot be told: {found.why}.")
    click.echo(
        f"{found.n:,} evaluations with a grade; the questions explain {found.r2:.1%} of it "
        f"({found.r2_low:.1%} to {found.r2_high:.1%})."
    )
    order = np.argsort(-np.nan_to_num(found.importance, nan=-1.0))
    heads = ["question", "importance", "low", "high", "johnson", "beta", ""]
    parts = (found.importance, found.low, found.high, found.johnson, found.beta)
    print_table(heads, [[sheet.names[j], *(float(p[j]) for p in parts), found.notes[j] or ""] for j in order])


def _found(pairs: EvaluationSheet, draws: int, quiet: bool) -> Drivers:
    e = pairs.evaluations
    shown = not quiet and sys.stderr.isatty()
    with click.progressbar(length=100, label="Resampling", file=sys.stderr, hidden=not shown) as bar:
        return drivers(
            pairs.answers.shares(),
            e["grade"],
            agents=e["agent_id"],
            satisfied=e["satisfied"].astype(float),
            names=pairs.names,
            draws=draws,
            progress=lambda share: bar.update(int(share * 100) - bar.pos),
        )


def _document(sheet: EvaluationSheet, found: Drivers) -> dict:
    top = found.top_two
    questions = [
        {
            "question": name,
            "importance": found.importance[j],
            "low": found.low[j],
            "high": found.high[j],
            "johnson": found.johnson[j],
            "sign": int(found.sign[j]) if np.isfinite(found.beta[j]) else None,
            "beta": found.beta[j],
            "beta_low": found.beta_low[j],
            "beta_high": found.beta_high[j],
            "correlation": found.correlation[j],
            "top2_importance": top.importance[j] if top else None,
            "top2_coefficient": top.coefficient[j] if top else None,
            "note": found.notes[j],
        }
        for j, name in enumerate(sheet.names)
    ]
    return {
        "questions": questions,
        "r2": found.r2,
        "r2_low": found.r2_low,
        "r2_high": found.r2_high,
        "n": found.n,
        "scorecard": sheet.scorecard,
        "clustered": found.clustered,
        "sampling_error": found.error,
        "why": found.why,
    }
