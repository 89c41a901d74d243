"""One scorecard's evaluations, made ready for other weights: those scored, and those with a customer's grade."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheet
from qm.metrics import Filters
from qm.models.scorecard.weight_comparison import Baseline, baseline, points_of_100
from qm.models.statistics.clusters import Numbers
from qm.store import Session


@dataclass(frozen=True)
class GradedScorecard:
    """The evaluations of one scorecard (`sheet`), those of them that have a score and a customer's grade, one per
    contact (`pairs`), both as numbers (`baseline`), and the `agents` that its codes stand for."""

    sheet: EvaluationSheet = field(repr=False)
    pairs: EvaluationSheet = field(repr=False)
    baseline: Baseline = field(repr=False)
    agents: np.ndarray = field(repr=False)

    @property
    def name(self) -> str | None:
        """The scorecard, None where evaluations name none."""
        return self.sheet.scorecard

    @property
    def names(self) -> list[str]:
        """The numbers of the questions."""
        return self.sheet.names

    @property
    def points(self) -> Numbers:
        """Today's weights of 100."""
        return self.baseline.points


@kept(most=6)
def graded_scorecard(session: Session, filters: Filters, scorecard: str | None = None) -> GradedScorecard:
    """The filtered evaluations of a scorecard ("" for those that name none); unless told, of the one with most grades.

    QMError where there are no evaluations, or none on that scorecard.
    """
    return prepared(evaluation_sheet(session.store, filters, scorecard))


def prepared(sheet: EvaluationSheet) -> GradedScorecard:
    """The same of evaluations that were read before."""
    points = points_of_100(sheet.weights)
    pairs = sheet.pairs()
    pairs = pairs.rows(np.isfinite(pairs.answers.scores(points)))
    graded = pairs.evaluations
    agent, agents = pd.factorize(sheet.evaluations["agent_id"], sort=True)
    base = baseline(
        sheet.answers,
        pairs.answers,
        points,
        graded["grade"].to_numpy(dtype=float),
        graded["satisfied"].to_numpy(dtype=bool),
        pair_agents=graded["agent_id"].to_numpy(),
        agent=agent.astype(np.int64),
        agents=len(agents),
    )
    return GradedScorecard(sheet, pairs, base, np.asarray(agents, dtype=object))
