"""The scorecard: importance with intervals, agreement of many ratings, and a weight slider over many evaluations."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.analysis.scorecard import (
    agents_moved,
    group_fit,
    group_fit_compared,
    prepared,
    satisfaction_by_score,
    weight_comparison,
)
from qm.models.agreement.consistency import consistency
from qm.models.agreement.ratings import numeric
from qm.models.agreement.severity import severity
from qm.models.agreement.summary import coefficients
from qm.models.scorecard.drivers import drivers
from qm.models.scorecard.score import score_sheet
from qm.models.scorecard.weight_comparison import points_of_100
from qm.models.scorecard.weight_limits import limits
from qm.models.scorecard.weights import suggest
from tests.benchmarks.row import Row

EVALUATIONS, QUESTIONS = 100_000, 20
ITEMS, RATERS = 20_000, 8
RUNS = 3


def rows(folder: Path) -> Iterator[Row]:
    yield from _drivers()
    yield from _agreement(folder)
    yield from _slider()
    yield from _page()


def _drivers() -> Iterator[Row]:
    rng = np.random.default_rng(1)
    answers = (rng.random((2_000, 15)) < 0.8).astype(float)
    grade = answers @ rng.random(15) + rng.standard_normal(2_000)
    agents = rng.integers(0, 60, 2_000)
    took = _best(lambda: drivers(answers, grade, agents=agents, draws=200))
    yield Row("importance of 15 questions, exactly, with 200 draws", took, "s", "2,000 pairs", limit=10)
    sheet = score_sheet(answers, np.ones_like(answers), np.zeros(answers.shape, bool), ["s"] * 15, [None] * 15)
    bounds = limits(np.ones(15), [str(j) for j in range(15)])
    took = _best(lambda: suggest(sheet, grade, bounds, agents=agents))
    yield Row("weights of 15 questions suggested and judged", took, "s", "2,000 pairs")


def _agreement(folder: Path) -> Iterator[Row]:
    rng = np.random.default_rng(2)
    item, rater = (x.ravel() for x in np.indices((ITEMS, RATERS)))
    score = np.clip(np.round(3 + rng.standard_normal(ITEMS)[item] + 0.7 * rng.standard_normal(len(item))), 1, 5)

    def all_of_it() -> None:
        ratings = numeric(item, rater, score)
        coefficients(ratings)
        severity(ratings.item, ratings.rater, ratings.score)
        consistency(ratings)

    size = f"{len(item):,} ratings"
    yield Row("agreement: every coefficient, severity, consistency", _best(all_of_it), "s", size, limit=2)
    file = folder / "ratings.csv"
    file.write_text(
        "item,rater,score\n" + "".join(f"{i},{r},{s:g}\n" for i, r, s in zip(item, rater, score, strict=True))
    )
    command = [
        sys.executable,
        "-m",
        "qm",
        "agreement",
        "--ratings",
        str(file),
        "--item",
        "item",
        "--rater",
        "rater",
        "--score",
        "score",
        "--json",
    ]
    took = _best(lambda: subprocess.run(command, check=True, capture_output=True))
    yield Row("the same by command, from a file", took, "s", size)


def _slider() -> Iterator[Row]:
    rng = np.random.default_rng(3)
    points = (rng.random((EVALUATIONS, QUESTIONS)) < 0.8).astype(float)
    absent = rng.random(points.shape) < 0.05
    critical = ["whole" if j == 1 else None for j in range(QUESTIONS)]
    sections = [str(j // 4) for j in range(QUESTIONS)]
    weights = rng.random(QUESTIONS)
    for variant in ("points_times_weight", "section_normalised"):
        sheet = score_sheet(points, np.ones_like(points), absent, sections, critical, variant=variant)
        sheet.scores(weights)
        took = _best(lambda sheet=sheet: sheet.scores(weights)) * 1000  # type: ignore[misc]
        yield Row(f"a weight moved, {variant}", took, "ms", f"{EVALUATIONS:,} evaluations × {QUESTIONS}", limit=100)


def _page() -> Iterator[Row]:
    """Everything the page works out when a slider moves."""
    graded = prepared(_sheet())
    weights = points_of_100(np.random.default_rng(5).random(QUESTIONS))
    fits = group_fit(graded, "reason")

    def moved() -> None:
        compared = weight_comparison(graded, weights, 0.8)
        agents_moved(graded, compared, 0.8)
        satisfaction_by_score(compared.pair_scores, graded.baseline.satisfied)
        group_fit_compared(graded, compared, "reason", fits)
        graded.sheet.answers.shares_of_score(weights)

    moved()
    size = f"{EVALUATIONS:,} evaluations × {QUESTIONS}, {graded.baseline.pairs:,} with a grade"
    yield Row("a slider moved: all figures of the page", _best(moved) * 1000, "ms", size, limit=100)


def _sheet() -> EvaluationSheet:
    """Evaluations of 500 agents, one in seven with a grade that follows the first question."""
    rng = np.random.default_rng(4)
    points = (rng.random((EVALUATIONS, QUESTIONS)) < 0.8).astype(float)
    absent = rng.random(points.shape) < 0.05
    answers = score_sheet(
        points,
        np.ones_like(points),
        absent,
        [str(j // 4) for j in range(QUESTIONS)],
        ["whole" if j == 1 else None for j in range(QUESTIONS)],
    )
    felt = np.clip(np.round(2 + 2 * points[:, 0] + rng.standard_normal(EVALUATIONS)), 1, 5)
    grade = np.where(rng.random(EVALUATIONS) < 1 / 7, (felt - 1) / 4, np.nan)
    ids = np.arange(EVALUATIONS).astype(str)
    satisfied = pd.array(np.where(np.isnan(grade), None, grade >= 0.75), dtype="boolean")
    evaluations = pd.DataFrame(
        {
            "evaluation_id": ids,
            "contact_id": ids,
            "calibration_id": None,
            "evaluated_at": pd.Timestamp("2024-05-06"),
            "agent_id": rng.integers(0, 500, EVALUATIONS).astype(str),
            "reason": rng.choice(list("abcdefgh"), EVALUATIONS),
            "grade": grade,
            "satisfied": satisfied,
        }
    )
    questions = pd.DataFrame({"question_id": [f"Q{j}" for j in range(QUESTIONS)], "weight": 5.0})
    return EvaluationSheet("card", questions, evaluations, answers)


def _best(action: Callable[[], object]) -> float:
    """The quickest of some runs, in seconds."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)
