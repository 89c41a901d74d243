"""The demo centre's scorecard: twelve questions, and what an agent's work does to each.

The weights stress greeting, script and closing words; what customers feel (was it
solved, was I treated well) weighs little. One question everybody passes.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

SCORECARD = "Contact quality"
VERSION = "1"
EVALUATOR_NOISE = 0.3
PARTLY = 0.6
"""An answer this little below passing gets half the points where the question knows halves."""


@dataclass(frozen=True)
class ScorecardQuestion:
    """One question. An answer passes when `ease` + `resolution` · (solved ? 1 : -1) + `courtesy` · (courteous ? 1 : -1)
    + `spread` · noise is above 0; an evaluator's severity is taken off."""

    question_id: str
    section: str
    text: str
    weight: float
    dimension: str
    ease: float
    remark: str
    resolution: float = 0.0
    courtesy: float = 0.0
    spread: float = 1.0
    halves: bool = False
    not_applicable: float = 0.0
    critical: str | None = None
    controllable: bool = True

    @property
    def measures(self) -> str:
        """The driver of satisfaction that the question picks up, or "nothing the customer feels"."""
        return "resolution" if self.resolution else "courtesy" if self.courtesy else "nothing the customer feels"

    def pass_share(self, shift: float = 0.0, noise: float = EVALUATOR_NOISE) -> float:
        """Share passing where the question measures no driver: `shift` is the agent's habit less the
        evaluator's severity, `noise` the evaluator's."""
        return float(norm.cdf((self.ease + shift) / np.hypot(self.spread, noise)))


QUESTIONS = (
    ScorecardQuestion(
        "Q01",
        "Opening",
        "Greeted with company, name and offer to help",
        14,
        "compliance",
        1.2,
        "Greeting without the name.",
    ),
    ScorecardQuestion(
        "Q02",
        "Opening",
        "Identified the customer before giving data",
        8,
        "compliance",
        2.6,
        "Gave account data before the check was complete.",
        critical="whole",
    ),
    ScorecardQuestion(
        "Q03",
        "Conversation",
        "Listened and asked until the matter was clear",
        5,
        "courtesy",
        0.7,
        "Interrupted before the customer had finished.",
        courtesy=1.0,
        spread=0.7,
        halves=True,
    ),
    ScorecardQuestion(
        "Q04",
        "Conversation",
        "Respectful and friendly throughout",
        5,
        "courtesy",
        0.3,
        "Impatient tone.",
        courtesy=1.4,
        spread=0.6,
    ),
    ScorecardQuestion(
        "Q05",
        "Conversation",
        "Followed the call script",
        16,
        "compliance",
        1.1,
        "Left out parts of the script.",
        not_applicable=0.04,
    ),
    ScorecardQuestion(
        "Q06",
        "Solution",
        "Information correct and complete",
        6,
        "accuracy",
        0.8,
        "A part of the information was out of date.",
        resolution=0.8,
        spread=0.8,
        halves=True,
    ),
    ScorecardQuestion(
        "Q07",
        "Solution",
        "The customer's matter was solved",
        6,
        "accuracy",
        0.3,
        "The customer still had no solution.",
        resolution=1.5,
        spread=0.6,
    ),
    ScorecardQuestion(
        "Q08", "Solution", "Said what happens next and by when", 5, "access", 1.1, "No date given.", not_applicable=0.1
    ),
    ScorecardQuestion(
        "Q09",
        "Solution",
        "Offered something beyond the question",
        6,
        "added value",
        0.7,
        "No further help offered.",
        halves=True,
        not_applicable=0.12,
    ),
    ScorecardQuestion("Q10", "Closing", "Used the closing words", 13, "compliance", 1.15, "Closing words missing."),
    ScorecardQuestion(
        "Q11",
        "Closing",
        "Documented the contact",
        8,
        "compliance",
        1.3,
        "The note does not say what was agreed.",
        halves=True,
    ),
    ScorecardQuestion(
        "Q12",
        "Closing",
        "Right system used for the contact",
        8,
        "compliance",
        4.2,
        "Entered in the wrong system.",
        critical="flag",
        controllable=False,
    ),
)

STRESSED = ("Q01", "Q05", "Q10")
"""Greeting, script and closing words: 43 of 100 points, and nothing the customer feels."""

EVERYBODY_PASSES = "Q12"


def index_of(question_id: str) -> int:
    return next(i for i, question in enumerate(QUESTIONS) if question.question_id == question_id)


def conduct(rng: np.random.Generator, solved: np.ndarray, courteous: np.ndarray) -> np.ndarray:
    """How each contact was handled, question by question (contacts × 12): above 0 passes. The same for
    every evaluator who looks at it."""
    good, kind = np.where(solved, 1.0, -1.0)[:, None], np.where(courteous, 1.0, -1.0)[:, None]
    ease, resolution, courtesy, spread = (
        np.array([getattr(q, name) for q in QUESTIONS]) for name in ("ease", "resolution", "courtesy", "spread")
    )
    return ease + resolution * good + courtesy * kind + spread * rng.standard_normal((len(solved), len(QUESTIONS)))


def points(seen: np.ndarray) -> np.ndarray:
    """Points for what an evaluator saw (evaluations × 12): 1, 0, or a half where the question has halves."""
    halves = np.array([q.halves for q in QUESTIONS])
    return np.where(seen > 0, 1.0, np.where(halves & (seen > -PARTLY), 0.5, 0.0))


def scores(points_given: np.ndarray) -> np.ndarray:
    """Share of the weighted points, not-applicable (NaN) answers left out; critical questions not counted as such."""
    weights = np.array([q.weight for q in QUESTIONS])
    rated = ~np.isnan(points_given)
    return np.nansum(points_given * weights, axis=1) / (rated * weights).sum(axis=1)


def questions_frame() -> pd.DataFrame:
    """One row per question."""
    columns = ("question_id", "section", "text", "critical", "dimension")
    texts = {c: pd.Series([getattr(q, c) for q in QUESTIONS], dtype="str") for c in columns}
    return pd.DataFrame(
        {
            "scorecard": pd.Series([SCORECARD] * len(QUESTIONS), dtype="str"),
            "version": pd.Series([VERSION] * len(QUESTIONS), dtype="str"),
            **texts,
            "weight": [float(q.weight) for q in QUESTIONS],
            "points_possible": 1.0,
            "controllable": pd.Series([q.controllable for q in QUESTIONS], dtype="boolean"),
        }
    )
