"""Agreement on one question: every coefficient side by side, and what it was measured on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import ratings_of_shared
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.models.agreement.coefficients import prevalence
from qm.models.agreement.ratings import Ratings
from qm.models.agreement.summary import coefficients
from qm.models.statistics.estimate import Estimate

BLANK = "did not apply or was not rated"


@dataclass(frozen=True)
class QuestionAgreement:
    """What evaluators agree on one question.

    `items` were rated, `compared` of them by two or more; `averaged` ratings stand for several of one rater for one
    item; `dropped` counts by reason what was left out; `steps` different answers were given, the most common one
    (`usual_points`, where answers are numbers) in the share `usual` of ratings; both None without any rating.
    """

    question: str | None
    scorecard: str | None
    text: str | None
    items: int
    compared: int
    raters: int
    ratings: int
    averaged: int
    dropped: dict[str, int]
    steps: int
    usual: float | None
    usual_points: float | None
    coefficients: dict[str, Estimate] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As the command `agreement` prints it."""
        return {
            "question": self.question,
            "items": self.items,
            "raters": self.raters,
            "ratings": self.ratings,
            "dropped": sum(self.dropped.values()),
            "dropped_why": self.dropped,
            "averaged": self.averaged,
            "prevalence": self.usual,
            "coefficients": {
                name: {"value": e.value, "low": e.low, "high": e.high, "why": e.why}
                for name, e in self.coefficients.items()
            },
        }


def agreement_on(
    ratings: Ratings,
    dropped: dict[str, int],
    *,
    question: str | None = None,
    scorecard: str | None = None,
    text: str | None = None,
) -> QuestionAgreement:
    """Agreement of the ratings of one question."""
    shares = prevalence(ratings) if len(ratings.item) else np.array([])
    usual = int(shares.argmax()) if len(shares) else 0
    return QuestionAgreement(
        question,
        scorecard,
        text,
        items=ratings.items,
        compared=int((ratings.per_item >= 2).sum()),
        raters=ratings.raters,
        ratings=len(ratings.item),
        averaged=ratings.averaged,
        dropped=dropped,
        steps=len(np.unique(ratings.code)),
        usual=float(shares[usual]) if len(shares) else None,
        usual_points=float(ratings.values[usual]) if len(shares) and ratings.values is not None else None,
        coefficients=coefficients(ratings),
    )


def question_agreements(sheets: Sequence[EvaluationSheet]) -> tuple[QuestionAgreement, ...]:
    """Every question of every scorecard, in their order."""
    agreements = []
    for sheet in sheets:
        shared = sheet.shared()
        for question in sheet.questions[["question_id", "text"]].to_dict("records"):
            ratings, blank = ratings_of_shared(shared, question["question_id"])
            text = question["text"] if isinstance(question["text"], str) else None
            agreements.append(
                agreement_on(
                    ratings,
                    {BLANK: blank} if blank else {},
                    question=question["question_id"],
                    scorecard=sheet.scorecard,
                    text=text,
                )
            )
    return tuple(agreements)


def coefficient_frame(questions: Sequence[QuestionAgreement]) -> pd.DataFrame:
    """One row per question and coefficient, in the questions' order.

    scorecard, question_id, text, items (contacts that two or more scored), raters, ratings, left_out (answers that did
    not apply or were not rated), steps (how many different answers were given), usual (the share of the most common
    answer) and usual_points (that answer, as share of the points), coefficient, value, low, high and why it cannot be
    had or how it is to be read.
    """
    rows: list[dict[str, Any]] = []
    for one in questions:
        about = {
            "scorecard": one.scorecard,
            "question_id": one.question,
            "text": one.text,
            "items": one.compared,
            "raters": one.raters,
            "ratings": one.ratings,
            "left_out": sum(one.dropped.values()),
            "steps": one.steps,
            "usual": one.usual or 0.0,
            "usual_points": np.nan if one.usual_points is None else one.usual_points,
        }
        for name, e in one.coefficients.items():
            value, low, high = (np.nan if v is None else v for v in (e.value, e.low, e.high))
            figures = {"value": value, "low": low, "high": high}
            rows.append(about | {"coefficient": name} | figures | {"why": e.why})
    return pd.DataFrame(rows)
