"""What each question of a scorecard accounts for in customers' grades."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.analysis.progress import Progress, progress_of
from qm.analysis.scorecard.driver_sentences import impossible_text, question_notes
from qm.analysis.scorecard.graded_scorecard import graded_scorecard
from qm.metrics import Filters
from qm.models.scorecard.drivers import DRAWS, Drivers
from qm.models.scorecard.drivers import drivers as relative_importance
from qm.store import Session
from qm.wording import counted


@dataclass(frozen=True)
class DriversAnswer:
    """Drivers of satisfaction: one entry per question of `scorecard`, in its order."""

    scorecard: str | None
    questions: tuple[str, ...]
    drivers: Drivers = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As the command `drivers` prints it; None or NaN where it cannot be told."""
        drivers, top = self.drivers, self.drivers.top_two
        notes = question_notes(drivers, self.questions)
        questions = [
            {
                "question": name,
                "importance": drivers.importance[j],
                "low": drivers.low[j],
                "high": drivers.high[j],
                "johnson": drivers.johnson[j],
                "sign": int(drivers.sign[j]) if np.isfinite(drivers.beta[j]) else None,
                "beta": drivers.beta[j],
                "beta_low": drivers.beta_low[j],
                "beta_high": drivers.beta_high[j],
                "correlation": drivers.correlation[j],
                "top2_importance": top.importance[j] if top else None,
                "top2_coefficient": top.coefficient[j] if top else None,
                "note": notes[j],
            }
            for j, name in enumerate(self.questions)
        ]
        return {
            "questions": questions,
            "r2": drivers.r2,
            "r2_low": drivers.r2_low,
            "r2_high": drivers.r2_high,
            "n": drivers.n,
            "scorecard": self.scorecard,
            "clustered": drivers.clustered,
            "sampling_error": drivers.error,
            "why": impossible_text(drivers),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per question, the most important first."""
        frame = pd.DataFrame(self.to_dict()["questions"])
        return frame.sort_values("importance", ascending=False, kind="stable", ignore_index=True)

    @property
    def sentence(self) -> str:
        """How much of the grades the questions explain, or why it cannot be told."""
        drivers = self.drivers
        if drivers.impossible:
            return f"What matters to customers cannot be told: {impossible_text(drivers)}."
        return (
            f"The questions explain {drivers.r2:.1%} of the differences in customers' ratings "
            f"({drivers.r2_low:.1%} to {drivers.r2_high:.1%}; {counted(drivers.n, 'rated contact')})."
        )

    def __repr__(self) -> str:
        return f"<DriversAnswer {self.scorecard or 'no scorecard named'}: {self.sentence}>"


@kept(most=16)
def drivers(session: Session, filters: Filters, scorecard: str | None = None, draws: int = DRAWS) -> DriversAnswer:
    """What each question accounts for in customers' grades, with intervals from `draws` resamplings of agents.

    QMError where there are no evaluations, or none on that scorecard.
    """
    graded = graded_scorecard(session, filters, scorecard)
    progress = progress_of("Which questions matter to customers …")
    return DriversAnswer(graded.name, tuple(graded.names), question_drivers(graded.sheet.pairs(), progress, draws))


def question_drivers(pairs: EvaluationSheet, progress: Progress = lambda share: None, draws: int = DRAWS) -> Drivers:
    """What each question accounts for in customers' grades; intervals allow for agents."""
    graded = pairs.evaluations
    return relative_importance(
        pairs.answers.shares(),
        graded["grade"],
        agents=graded["agent_id"],
        satisfied=graded["satisfied"].astype(float),
        draws=draws,
        progress=progress,
    )
