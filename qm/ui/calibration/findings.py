"""The figures that the sections share, kept for as long as the data and the filters stay the same."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.calibration import rounds as c
from qm.analysis.calibration.evaluators import evaluators, severities
from qm.analysis.calibration.rounds import Calibrations
from qm.analysis.calibration.severity_removed import without_severity
from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheets
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.agreement.severity import Severity
from qm.models.statistics.estimate import Estimate
from qm.store import Store
from qm.ui.address import check_choice
from qm.ui.calibration.choices import SEVERITY, STEPS
from qm.ui.calibration.question import Question, draw_chips
from qm.ui.errors import nothing
from qm.ui.lookup import Version, version

FEW = 10  # contacts: with fewer no verdict and no colour


@dataclass(frozen=True)
class Measured:
    """What does not depend on the coefficient: every coefficient of every question, every evaluator."""

    calibrations: Calibrations
    questions: pd.DataFrame
    evaluators: pd.DataFrame
    severity: Severity


@dataclass(frozen=True)
class Together:
    """All questions together, in the coefficient asked for: overall, by pair of evaluators, by round and month."""

    overall: Estimate
    pairs: pd.DataFrame
    rounds: pd.DataFrame
    months: pd.DataFrame


@dataclass(frozen=True)
class Findings:
    question: Question
    measured: Measured = field(repr=False)
    together: Together = field(repr=False)

    @property
    def calibrations(self) -> Calibrations:
        return self.measured.calibrations

    @property
    def contacts(self) -> int:
        """How many contacts were scored by two or more."""
        return self.calibrations.contacts

    @property
    def by_question(self) -> pd.DataFrame:
        """One row per question in the coefficient asked for."""
        rows = self.measured.questions
        return rows[rows["coefficient"] == self.question.coefficient] if len(rows) else rows

    @property
    def where_from(self) -> str:
        """What to do to have contacts that several scored."""
        return (
            "No contact here was scored by two evaluators, so their agreement cannot be measured: have all evaluators "
            "score the same few contacts (ten are a start, thirty can judge people) and import them on the page Data, "
            "with the same calibration_id or contact_id, or as a file of item, rater and score."
        )


def find(store: Store, question: Question) -> Findings:
    """Ask for everything; with no evaluation in the filters the run ends here with a sentence."""
    known = version(store)
    try:
        measured = _measured(known, store, question.filters, question.scorecard)
    except QMError as error:
        draw_chips(question)
        nothing("evaluations", str(error))
        raise
    together = _together(
        known, store, question.filters, question.scorecard, question.coefficient, measured.calibrations
    )
    rounds = together.rounds["step"].tolist()[::-1]
    if rounds and "round" not in st.session_state:  # a round chosen here may lie outside of what is looked at since
        check_choice("round", {name: name for name in rounds})
    check_choice("step", STEPS)
    check_choice("severity", SEVERITY)
    draw_chips(question)
    return Findings(question, measured, together)


@st.cache_data(max_entries=16, show_spinner=False)
def _measured(version: Version, _store: Store, filters: Filters, scorecard: str | None) -> Measured:
    sheets = _sheets(_store, filters, scorecard)
    if not sheets:
        raise QMError("Widen the filters, choose all scorecards, or look at all days.")
    found = c.calibrations(sheets)
    return Measured(found, c.by_question(found), evaluators(sheets), severities(sheets)[1])


@st.cache_data(max_entries=32, show_spinner=False)
def _together(
    version: Version, _store: Store, filters: Filters, scorecard: str | None, coefficient: str, _found: Calibrations
) -> Together:
    pool = c.pooled(_found, coefficient)
    return Together(
        pool.agreement(),
        c.by_pair(_found, pool),
        c.over_time(_found, pool, "round"),
        c.over_time(_found, pool, "month"),
    )


@st.cache_data(max_entries=16, show_spinner=False)
def agents_without_severity(
    version: Version, _store: Store, filters: Filters, period: Filters, scorecard: str | None, _measured: Measured
) -> pd.DataFrame:
    """Agents of the period with the severities found over `filters` taken out."""
    severe = _measured.severity
    return without_severity(
        _sheets(_store, period, scorecard), _measured.evaluators["rater"].tolist(), severe.severity, severe.covariance
    )


def _sheets(store: Store, filters: Filters, scorecard: str | None) -> list[EvaluationSheet]:
    return [sheet for sheet in evaluation_sheets(store, filters) if scorecard is None or sheet.scorecard == scorecard]


def points(value: float, sign: bool = False) -> str:
    """A difference of scores for reading: 8.8 points, +8.8 points."""
    return f"{amount(value, sign)} points" if np.isfinite(value) else "–"


def amount(value: float, sign: bool = False) -> str:
    """The same without the unit."""
    text = f"{abs(value) * 100:.1f}"
    mark = ("−" if value < 0 else "+" if sign else "") if text != "0.0" else ""
    return mark + text
