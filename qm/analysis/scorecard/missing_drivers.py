"""What may matter to customers and is not on the scorecard: facts about the contact, and words of their comments."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.analysis.progress import Progress, progress_of
from qm.analysis.scorecard.comments import comment_themes
from qm.analysis.scorecard.driver_sentences import impossible_text
from qm.analysis.scorecard.graded_scorecard import graded_scorecard
from qm.analysis.scorecard.score_alignment import numbers_of
from qm.metrics import Filters
from qm.models.scorecard.drivers import Drivers
from qm.models.scorecard.drivers import drivers as relative_importance
from qm.models.text.themes import Themes
from qm.store import Session

DRAWS = 60

FACTS = {
    "wait": "wait_seconds",
    "handle time": "handle_seconds",
    "transfers": "transfers",
    "repeat contact": "repeated",
    "escalated": "escalated",
}
"""Facts about a contact that may drive satisfaction more than any question does, by column."""

NOTHING_KNOWN = "the data say nothing else of these contacts, such as wait or transfers"


@dataclass(frozen=True)
class MissingDrivers:
    """`importance` has one row per question and fact: name, kind (question, fact), importance, low, high (shares of
    the variance of grades), beta, beta_low, beta_high; empty where it cannot be had, and `why` says why. `themes` are
    the words of comments that go with low or high grades."""

    importance: pd.DataFrame = field(repr=False)
    why: str | None
    themes: Themes = field(repr=False)


@kept(most=16)
def missing_drivers(session: Session, filters: Filters, scorecard: str | None = None) -> MissingDrivers:
    """Facts about the contact held against the questions, and the words of comments.

    QMError where there are no evaluations, or none on that scorecard.
    """
    graded = graded_scorecard(session, filters, scorecard)
    importance, why = fact_drivers(graded.pairs, progress_of("What else matters to customers …"))
    progress_of("What customers write …")
    return MissingDrivers(importance, why, comment_themes(session, filters))


def fact_drivers(
    pairs: EvaluationSheet, progress: Progress = lambda share: None, draws: int = DRAWS
) -> tuple[pd.DataFrame, str | None]:
    """The importance of questions and of facts about the contact side by side, or why it cannot be had."""
    facts = contact_facts(pairs)
    names = [*pairs.names, *facts.columns]
    kinds = ["question"] * len(pairs.names) + ["fact"] * len(facts.columns)
    frame = pd.DataFrame({"name": names, "kind": kinds})
    if facts.empty or not len(facts.columns):
        return frame[:0], NOTHING_KNOWN
    graded = pairs.evaluations
    drivers: Drivers = relative_importance(
        np.column_stack([pairs.answers.shares(), facts.to_numpy()]),
        graded["grade"],
        agents=graded["agent_id"],
        draws=draws,
        progress=progress,
    )
    columns = ("importance", "low", "high", "beta", "beta_low", "beta_high")
    return frame.assign(**{name: getattr(drivers, name) for name in columns}), impossible_text(drivers)


def contact_facts(pairs: EvaluationSheet) -> pd.DataFrame:
    """What is known of each pair's contact besides its answers, as numbers: a column per fact that differs.

    Times enter as logarithms, because the first minute of waiting is felt more than the tenth.
    """
    facts = {}
    for name, column in FACTS.items():
        values = numbers_of(pairs.evaluations[column])
        known = values[np.isfinite(values)]
        if len(known) and np.ptp(known) > 0:
            facts[name] = np.log1p(np.maximum(values, 0)) if column.endswith("_seconds") else values
    return pd.DataFrame(facts)
