"""Weights under which the score would follow what customers feel, judged on contacts they were not made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.progress import progress_of
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, graded_scorecard
from qm.analysis.scorecard.suggestion_sentences import power_text, suggestion_text
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.scorecard.weight_limits import Limits, limits
from qm.models.scorecard.weights import Suggestion, suggest
from qm.models.statistics.estimate import Estimate
from qm.store import Session

Shares = tuple[float, ...]


@dataclass(frozen=True)
class WeightLimits:
    """Today's weight of each question, in the scorecard's order, and the least and the most it may become, as shares
    of 1; hashable."""

    today: Shares
    low: Shares
    high: Shares


@dataclass(frozen=True)
class SuggestionAnswer:
    """Suggested weights beside today's and equal ones, with what each is worth in and out of fold, and a verdict."""

    scorecard: str | None
    questions: tuple[str, ...]
    suggestion: Suggestion = field(repr=False)

    @property
    def verdict(self) -> str:
        """change or keep."""
        return "change" if self.suggestion.change else "keep"

    @property
    def sentence(self) -> str:
        """Whether changing pays, and why."""
        return suggestion_text(self.suggestion)

    @property
    def power(self) -> str:
        """What so many pairs can show."""
        return power_text(self.suggestion.n)

    def to_dict(self) -> dict[str, Any]:
        """As the command `weights --suggest` prints it."""
        suggested = self.suggestion
        return {
            "questions": self.to_frame().to_dict("records"),
            "alignment": {
                name: {"in": a.inside, "out": a.outside.value, "low": a.outside.low, "high": a.outside.high}
                for name, a in suggested.alignment.items()
            },
            "gain": _interval(suggested.gain),
            "gain_over_equal": _interval(suggested.gain_over_equal),
            "n": suggested.n,
            "verdict": self.verdict,
            "why": self.sentence,
            "power": self.power,
            "pull": suggested.pull if np.isfinite(suggested.pull) else None,
            "clustered": suggested.clustered,
            "scorecard": self.scorecard,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per question: question, today, equal, suggested, low, high (points of 100)."""
        columns = ("today", "equal", "suggested", "low", "high")
        points = {name: getattr(self.suggestion, name) for name in columns}
        return pd.DataFrame({"question": list(self.questions), **points})

    def __repr__(self) -> str:
        return f"<SuggestionAnswer {self.scorecard or 'no scorecard named'}: {self.sentence}>"


@kept(most=32)
def suggestion(
    session: Session, filters: Filters, scorecard: str | None = None, within: WeightLimits | None = None
) -> SuggestionAnswer:
    """Suggest weights for a scorecard's questions; any are allowed unless `within` narrows them.

    QMError where there are no evaluations, or none on that scorecard.
    """
    return suggest_weights(graded_scorecard(session, filters, scorecard), within)


def suggest_weights(graded: GradedScorecard, within: WeightLimits | None = None) -> SuggestionAnswer:
    """The same of evaluations that were read before."""
    pairs = graded.sheet.pairs()
    bounds = within or weight_limits(graded)
    suggested = suggest(
        pairs.answers,
        pairs.evaluations["grade"],
        Limits(np.array(bounds.today), np.array(bounds.low), np.array(bounds.high)),
        agents=pairs.evaluations["agent_id"],
        progress=progress_of("Weights are made, and tested on other agents …"),
    )
    return SuggestionAnswer(graded.name, tuple(graded.names), suggested)


def weight_limits(
    graded: GradedScorecard,
    *,
    floors: Mapping[str, float] | None = None,
    cap: float | None = None,
    locked: Collection[str] | Mapping[str, float] = (),
) -> WeightLimits:
    """The least points of some questions (`floors`), the most points that any may move (`cap`), and those that stay
    (`locked`: at today's points, or at those given). QMError where these cannot all be kept."""
    try:
        bounds = limits(graded.sheet.weights, graded.names, floors=floors, cap=cap, locked=locked)
    except ValueError as error:
        raise QMError(str(error)) from None
    return WeightLimits(*(tuple(part.tolist()) for part in (bounds.today, bounds.low, bounds.high)))


def _interval(estimate: Estimate) -> dict[str, float | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
