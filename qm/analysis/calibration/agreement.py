"""Do evaluators agree, beyond chance, and who is severe? From the store's evaluations, or from ratings at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from qm.analysis.cache import kept
from qm.analysis.calibration.evaluators import COLUMNS, MARGIN, evaluators_and_severity
from qm.analysis.calibration.question_agreement import (
    QuestionAgreement,
    agreement_on,
    coefficient_frame,
    question_agreements,
)
from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheets
from qm.metrics import Filters
from qm.models.agreement.consistency import consistency
from qm.models.agreement.ratings import Ratings, nominal, numeric
from qm.models.agreement.severity import Severity, severity
from qm.models.scorecard.question_verdict import rater_standing
from qm.store import Session

CLASHING = "different words of one rater for one item"


@dataclass(frozen=True)
class AgreementAnswer:
    """`questions` one by one, and `raters`, one row per evaluator: rater, n, severity (what they give less than the
    middle one would, in `unit`), low, high, follows (correlation with what all have in common), verdict …"""

    questions: tuple[QuestionAgreement, ...] = field(repr=False)
    raters: pd.DataFrame = field(repr=False)
    unit: str

    def to_dict(self) -> dict[str, Any]:
        """As the command `agreement` prints it; None or NaN where it cannot be told."""
        of_store = self.unit == SHARE
        return {
            "questions": [q.to_dict() | ({"scorecard": q.scorecard} if of_store else {}) for q in self.questions],
            "raters": self.raters.to_dict("records"),
            "unit": self.unit,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per question and coefficient, as `coefficient_frame`."""
        return coefficient_frame(self.questions)

    def __repr__(self) -> str:
        verdicts = self.raters["verdict"] if len(self.raters) else pd.Series(dtype=object)
        apart = ", ".join(
            f"{name} {verdict}"
            for name, verdict in zip(self.raters.get("rater", []), verdicts, strict=True)
            if verdict not in ("ordinary", "unknown")
        )
        known = [q.coefficients["ac1"].value for q in self.questions]
        values = [value for value in known if value is not None]
        spread = f", AC1 from {min(values):.2f} to {max(values):.2f}" if values else ""
        return f"<AgreementAnswer {len(self.questions)} questions{spread}; {apart or 'nobody stands out'}>"


SHARE = "share of the score"


@kept(most=4)
def sheets_of(session: Session, filters: Filters, scorecard: str | None = None) -> tuple[EvaluationSheet, ...]:
    """The filtered evaluations of every scorecard, or of one; empty without any."""
    sheets = evaluation_sheets(session.store, filters)
    return tuple(sheet for sheet in sheets if scorecard is None or sheet.scorecard == scorecard)


@kept(most=16)
def agreement(session: Session, filters: Filters, scorecard: str | None = None) -> AgreementAnswer:
    """Agreement on every question and the severity of every evaluator, over the filtered evaluations of all scorecards
    or of one. Without any evaluation both are empty."""
    return agreement_and_severity(session, filters, scorecard)[0]


@kept(most=16)
def agreement_and_severity(
    session: Session, filters: Filters, scorecard: str | None = None
) -> tuple[AgreementAnswer, Severity | None]:
    """The same with the severities as they are needed for sums over several evaluators; None without evaluations."""
    sheets = sheets_of(session, filters, scorecard)
    if not sheets:
        return AgreementAnswer((), pd.DataFrame(columns=list(COLUMNS)), SHARE), None
    raters, severe = evaluators_and_severity(sheets)
    return AgreementAnswer(question_agreements(sheets), raters, SHARE), severe


def agreement_of_ratings(
    item: ArrayLike,
    rater: ArrayLike,
    names: Sequence[str],
    *,
    score: ArrayLike | None = None,
    word: ArrayLike | None = None,
    scale: tuple[float | None, float | None] = (None, None),
    dropped: Mapping[str, int] | None = None,
) -> AgreementAnswer:
    """Agreement of ratings at hand: one entry per rating, `item` and `rater` numbers from 0, `names` of the raters.

    Ratings are numbers (`score`; `scale` gives the ends, those used unless told) or numbers of words without an order
    (`word`, negative for none). `dropped` counts by reason what was left out before.
    """
    left_out = dict(dropped or {})
    if score is None:
        assert word is not None, "give score or word"
        ratings, clashing = nominal(item, rater, word)
        if clashing:
            left_out[CLASHING] = clashing
    else:
        numbers = np.asarray(score, dtype=float)
        low, high = scale
        ends = (float(numbers.min()) if low is None else low, float(numbers.max()) if high is None else high)
        ratings = numeric(item, rater, numbers, None if low is None and high is None else ends)
    rated = [names[i] for i in np.unique(np.asarray(rater, dtype=np.int64))]
    return AgreementAnswer((agreement_on(ratings, left_out),), _raters(ratings, rated), "score")


def _raters(ratings: Ratings, names: Sequence[str]) -> pd.DataFrame:
    """Severity in the unit of the scores; `names` are those with a rating left."""
    count = ratings.raters
    words = ratings.values is None
    severe = None if words else severity(ratings.item, ratings.rater, ratings.score)
    steady = consistency(ratings)
    unreliable = steady.is_unreliable() if steady else np.zeros(count, dtype=bool)
    sides: list[int | None] = [None] * count
    if severe is not None:
        sides = severe.stands_out(MARGIN * float(np.ptp(ratings.score))).tolist()
    why = None if severe else "words have no severity" if words else "too few ratings to compare"
    unknown = np.full(count, np.nan)
    return pd.DataFrame(
        {
            "rater": list(names[:count]),
            "n": np.bincount(ratings.rater, minlength=count),
            "severity": severe.severity if severe else unknown,
            "low": severe.low if severe else unknown,
            "high": severe.high if severe else unknown,
            "follows": steady.follows if steady else unknown,
            "verdict": [rater_standing(side, bool(flag)) for side, flag in zip(sides, unreliable, strict=True)],
            "why": pd.Series([why] * count, dtype=object),
        }
    )
