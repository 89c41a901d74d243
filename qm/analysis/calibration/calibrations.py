"""Calibrations: contacts that several evaluators scored, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import score_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.metrics.filters import Filters
from qm.models.agreement.icc import icc
from qm.models.statistics.estimate import Estimate


@dataclass(frozen=True)
class Calibrations:
    """Evaluations of contacts that several evaluators scored, those of all scorecards together.

    `evaluations`: one row each: evaluation_id, contact_id, calibration_id, evaluator_id, evaluated_at, scorecard,
    score (before auto-fail), item and rater (numbers from 0), round and month. `questions`: one row each: scorecard,
    question_id, text. `given` (evaluations × questions): the share of the points given, NaN where the question did not
    apply, was not rated, or stands on another scorecard. `raters` are names; `reliability` is the ICC(2,1) of total
    scores on the largest scorecard, `bias` one row per pair of evaluators and scorecard; `alone` counts the
    evaluations of contacts that nobody else scored.
    """

    evaluations: pd.DataFrame
    questions: pd.DataFrame
    given: np.ndarray
    raters: list[str]
    reliability: Estimate
    alone: int

    @property
    def contacts(self) -> int:
        return int(self.evaluations["item"].nunique())

    @property
    def has_rounds(self) -> bool:
        """Whether rounds hold several contacts, as meetings do; in a file of ratings every item is its own."""
        return bool(self.evaluations.groupby("round")["item"].nunique().median() > 1)

    @property
    def is_planned(self) -> bool:
        """Whether they come from calibrations rather than from contacts that happen to have two evaluators."""
        return bool(self.evaluations["calibration_id"].notna().any())


def calibrations(sheets: Sequence[EvaluationSheet]) -> Calibrations:
    """What the evaluators of `sheets` scored together."""
    shared = [(sheet.scorecard, sheet.shared()) for sheet in sheets]
    frames, questions, start = [], [], 0
    for scorecard, sheet in shared:
        e = sheet.evaluations
        frames.append(
            e.assign(
                scorecard=scorecard, item=e["item"] + start, score=sheet.answers.scores(sheet.weights, before_fail=True)
            )
        )
        start += int(e["item"].max()) + 1 if len(e) else 0
        questions.append(sheet.questions[["question_id", "text"]].assign(scorecard=scorecard))
    columns = [
        "evaluation_id",
        "contact_id",
        "calibration_id",
        "evaluator_id",
        "evaluated_at",
        "scorecard",
        "score",
        "item",
    ]
    compared = pd.concat([f[columns] for f in frames], ignore_index=True) if frames else pd.DataFrame(columns=columns)
    codes, names = pd.factorize(compared["evaluator_id"], sort=True)
    month = pd.to_datetime(compared["evaluated_at"]).dt.strftime("%Y-%m")
    compared = compared.assign(
        rater=codes, month=month, round=compared["calibration_id"].where(compared["calibration_id"].notna(), month)
    )
    asked = pd.concat(questions, ignore_index=True) if questions else pd.DataFrame(columns=["question_id", "text"])
    largest = max((sheet for _, sheet in shared), key=len, default=None)
    reliability = icc(score_ratings(largest))[0] if largest is not None else Estimate(None, why="there are no ratings")
    return Calibrations(
        compared,
        asked,
        _side_by_side([sheet.answers.shares() for _, sheet in shared]),
        [str(n) for n in names],
        reliability,
        sum(len(sheet) for sheet in sheets) - len(compared),
    )


def _side_by_side(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Blocks along the diagonal, NaN elsewhere."""
    whole = np.full((sum(len(p) for p in parts), sum(p.shape[1] for p in parts)), np.nan)
    row = column = 0
    for part in parts:
        whole[row : row + len(part), column : column + part.shape[1]] = part
        row, column = row + len(part), column + part.shape[1]
    return whole


def until(filters: Filters, open_end: bool) -> Filters:
    """The same with everything before, and with `open_end` after."""
    return filters.period(None, None if open_end else filters.date_to)
