"""Does our scorecard measure what customers feel? The answer for one scorecard as things stand."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import scorecards
from qm.analysis.resolved_filters import filters_text
from qm.analysis.scorecard.drivers import drivers
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, graded_scorecard
from qm.analysis.scorecard.question_statistics import question_statistics, question_verdicts, without_weight
from qm.analysis.scorecard.score_alignment import ScoreAlignment, score_alignment
from qm.analysis.scorecard.sentences import VERDICT_TEXTS, advice_sentence, alignment_details, alignment_sentence
from qm.analysis.scorecard.suggestion import SuggestionAnswer, suggest_weights, weight_limits
from qm.analysis.scorecard.suggestion_sentences import power_text
from qm.analysis.scorecard.weight_comparison import weight_comparison
from qm.metrics import Filters
from qm.models.scorecard.drivers import Drivers, importance_shares
from qm.models.scorecard.question_verdict import Standing
from qm.models.scorecard.weight_comparison import WeightComparison
from qm.models.statistics.clusters import Numbers
from qm.models.statistics.estimate import Estimate
from qm.store import Session

NAMELESS = "(no scorecard named)"
PASS_MARK = 0.8


@dataclass(frozen=True)
class ScorecardAnswer:
    """One scorecard under filters: how well today's score follows grades (`alignment`), its `questions` (as of
    `question_statistics`) with what each accounts for in grades (`drivers`), and those `unweighted` in the data."""

    filters: Filters
    graded: GradedScorecard = field(repr=False)
    alignment: ScoreAlignment
    questions: pd.DataFrame = field(repr=False)
    drivers: Drivers = field(repr=False)
    unweighted: tuple[str, ...]

    @property
    def scorecard(self) -> str | None:
        """Its name, None where evaluations name none."""
        return self.graded.name

    @property
    def reference(self) -> str:
        """What other questions about this scorecard are asked with: its name, empty where evaluations name none."""
        return self.scorecard or ""

    @property
    def title(self) -> str:
        return self.scorecard or NAMELESS

    @property
    def names(self) -> list[str]:
        """The numbers of the questions."""
        return self.graded.names

    @property
    def points(self) -> Numbers:
        """Today's weights of 100."""
        return self.graded.points

    @cached_property
    def texts(self) -> list[str]:
        """The questions as asked; their number where no text is known."""
        return [
            text if isinstance(text, str) and text else name
            for name, text in zip(self.names, self.questions["text"], strict=True)
        ]

    @property
    def lines(self) -> list[str]:
        """What it is about, in words, for the head of everything that is saved."""
        return [f"Scorecard {self.title} · {filters_text(self.filters)}"]

    @property
    def sentence(self) -> str:
        """How well today's score follows what customers feel."""
        return alignment_sentence(self.alignment)

    @property
    def advice(self) -> str:
        """Which questions weigh too little and too much today; empty where that cannot be told."""
        return advice_sentence(self.drivers, self.question_map())

    @property
    def details(self) -> tuple[str, ...]:
        """How sure the answer is: coefficients, their likely ranges and what so many contacts can show."""
        return (*alignment_details(self.alignment), power_text(self.alignment.n))

    def with_weights(self, points: Numbers, pass_mark: float = PASS_MARK) -> WeightComparison:
        """What other weights (points of 100, in the questions' order) come to; `pass_mark` is a share of the score."""
        return weight_comparison(self.graded, points, pass_mark)

    def verdicts(self, points: Numbers | None = None) -> list[Standing]:
        """Each question's verdict under `points` of 100, today's unless told: aligned, over-weighted …"""
        share = self.graded.sheet.answers.shares_of_score(self.points if points is None else points)
        return question_verdicts(self.questions, self.drivers, share)

    def suggest(
        self,
        floors: dict[str, float] | None = None,
        cap: float | None = None,
        locked: tuple[str, ...] | dict[str, float] = (),
    ) -> SuggestionAnswer:
        """Suggested weights within `floors` (least points by question), `cap` (most points any may move) and `locked`
        questions. Takes seconds. QMError where these cannot all be kept."""
        return suggest_weights(self.graded, weight_limits(self.graded, floors=floors, cap=cap, locked=locked))

    def question_map(self, points: Numbers | None = None) -> pd.DataFrame:
        """One row per question with answers: question, text, weight (its part of the score under `points`), today (the
        same today), importance, low, high (shares of what all questions explain), passed, verdict, and its words:
        standing."""
        share, low, high = importance_shares(self.drivers)
        answers = self.graded.sheet.answers
        frame = pd.DataFrame(
            {
                "question": self.names,
                "text": self.texts,
                "weight": answers.shares_of_score(self.points if points is None else points),
                "today": answers.shares_of_score(self.points),
                "importance": share,
                "low": low,
                "high": high,
                "passed": self.questions["passed"].to_numpy(),
                "verdict": self.verdicts(points),
                "standing": [VERDICT_TEXTS[verdict] for verdict in self.verdicts(points)],
            }
        )
        return frame[self.questions["n"].to_numpy() > 0].reset_index(drop=True)

    def to_frame(self, points: Numbers | None = None) -> pd.DataFrame:
        """One row per question: its points today and as `points`, and what is known of it."""
        known, found = self.questions, self.drivers
        return pd.DataFrame(
            {
                "question": self.names,
                "text": self.texts,
                "section": known["section"],
                "today": self.points,
                "points": self.points if points is None else points,
                "importance": found.importance,
                "importance_low": found.low,
                "importance_high": found.high,
                "pass_rate": known["passed"],
                "answers": known["n"],
                "agreement_ac1": known["agreement"],
                "agreement_low": known["agreement_low"],
                "agreement_high": known["agreement_high"],
                "dimension": known["dimension"],
                "controllable": known["controllable"],
                "critical": known["critical"],
                "verdict": self.verdicts(points),
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """The top line and one entry per question as of `to_frame`; None or NaN where it cannot be told."""
        top = self.alignment
        return {
            "scorecard": self.scorecard,
            "n": top.n,
            "alignment": _interval(top.rank),
            "auc": _interval(top.auc),
            "reliability": _interval(top.reliability),
            "ceiling": _interval(top.ceiling),
            "reweighted": top.reweighted,
            "answered": top.answered,
            "questions": self.to_frame().drop(columns="points").to_dict("records"),
            "unweighted": list(self.unweighted),
            "sentence": self.sentence,
        }

    def __repr__(self) -> str:
        return f"<ScorecardAnswer {self.title}, {len(self.names)} questions: {self.sentence}>"


@kept(most=12)
def answer(session: Session, filters: Filters, scorecard: str | None = None) -> ScorecardAnswer:
    """How well a scorecard ("" for evaluations that name none) measures what customers feel; unless told, the one with
    most grades.

    Takes seconds on large scorecards. QMError where there are no evaluations, or none on that scorecard.
    """
    graded = graded_scorecard(session, filters, scorecard)
    return ScorecardAnswer(
        filters,
        graded,
        score_alignment(graded.sheet),
        question_statistics(graded.sheet),
        drivers(session, filters, scorecard).drivers,
        without_weight(session, graded.sheet),
    )


@kept(most=16)
def scorecard_counts(session: Session, filters: Filters) -> pd.DataFrame:
    """One row per scorecard with evaluations in the filtered data, most pairs first: scorecard, evaluations, pairs."""
    return scorecards(session.store, filters)


def _interval(estimate: Estimate) -> dict[str, float | str | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "why": estimate.why}
