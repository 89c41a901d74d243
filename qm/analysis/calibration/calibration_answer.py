"""Do our evaluators agree? The answer in one coefficient: by question, by pair, over time, and who is severe."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.calibration.agreement import AgreementAnswer, agreement_and_severity, sheets_of
from qm.analysis.calibration.calibrations import Calibrations, calibrations
from qm.analysis.calibration.coefficients import Coefficient
from qm.analysis.calibration.pooled_agreement import agreement_over_time, pair_agreement, pooled_agreement
from qm.analysis.calibration.question_ranking import ranked_questions
from qm.analysis.calibration.sentences import (
    disagreement_sentence,
    evaluators_sentence,
    reliability_text,
    severity_details,
)
from qm.analysis.calibration.severity_removed import without_severity
from qm.analysis.evaluations.score_sheets import scorecards
from qm.analysis.resolved_filters import where_text
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.signals.control_charts import ENOUGH_POINTS, xmr
from qm.models.statistics.estimate import Estimate
from qm.store import Session
from qm.wording import Days, day_text, days_text

SIGNALS = {1: "improving", -1: "worsening", 0: "ordinary"}


@dataclass(frozen=True)
class CalibrationAnswer:
    """How far evaluators agree over `filters`, in one `coefficient`.

    `agreement` has every coefficient of every question and every evaluator, `calibrations` what several scored
    together. `overall`, `pairs`, `rounds` and `months` put all questions together, each against its own chance.
    `period` is whose agents' scores are looked at; None without any contacts. `scorecard` is the only one looked at,
    None for all.
    """

    filters: Filters
    period: Filters | None
    scorecard: str | None
    coefficient: Coefficient
    calibrations: Calibrations = field(repr=False)
    agreement: AgreementAnswer = field(repr=False)
    overall: Estimate
    pairs: pd.DataFrame = field(repr=False)
    rounds: pd.DataFrame = field(repr=False)
    months: pd.DataFrame = field(repr=False)

    @property
    def contacts(self) -> int:
        """How many contacts were scored by two or more."""
        return self.calibrations.contacts

    @property
    def evaluators(self) -> pd.DataFrame:
        """One row per evaluator, as of `evaluators`."""
        return self.agreement.raters

    @property
    def questions(self) -> pd.DataFrame:
        """One row per question and coefficient."""
        return self.agreement.to_frame()

    @property
    def sentence(self) -> str:
        """Who is severe or lenient, by how much, and who is inconsistent."""
        return evaluators_sentence(self.evaluators, self.contacts)

    @property
    def agreement_sentence(self) -> str:
        """On which questions evaluators most often differ."""
        return disagreement_sentence(ranked_questions(self.questions, Coefficient("percent_agreement")))

    @property
    def details(self) -> tuple[str, ...]:
        """How sure it is: likely ranges of severity, on what it rests, and the reliability of one evaluation."""
        return (*severity_details(self.evaluators, self.contacts), reliability_text(self.calibrations.reliability))

    @property
    def period_days(self) -> Days | None:
        """The days of the period; None without any contacts."""
        if self.period is None or self.period.date_from is None or self.period.date_to is None:
            return None
        return Days(self.period.date_from, self.period.date_to)

    @property
    def period_text(self) -> str:
        """The period in words."""
        return days_text(self.period_days) if self.period_days else "all evaluations"

    @property
    def when(self) -> str:
        """The days that agreement is measured over, in words."""
        if self.period is None:
            return "all evaluations"
        first, last = self.filters.date_from, self.filters.date_to
        if first and last:
            return days_text(Days(first, last))
        return f"everything up to {day_text(last)}" if last else "all days so far"

    @property
    def lines(self) -> list[str]:
        """What it is about, in words, for the head of everything that is saved."""
        narrowed = where_text(self.filters)
        where = f" · {narrowed}" if narrowed else ""
        return [f"{self.when}{where}", *([f"scorecard {self.scorecard}"] if self.scorecard else [])]

    def to_dict(self) -> dict[str, Any]:
        """`agreement` with all questions together, by pair and by round; None or NaN where it cannot be told."""
        one, reliability = self.overall, self.calibrations.reliability
        return self.agreement.to_dict() | {
            "coefficient": self.coefficient.name,
            "contacts": self.contacts,
            "overall": {"value": one.value, "low": one.low, "high": one.high, "why": one.why},
            "reliability": {"value": reliability.value, "low": reliability.low, "high": reliability.high},
            "pairs": self.pairs.to_dict("records"),
            "rounds": self.rounds.to_dict("records"),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per question in the coefficient asked for."""
        frame = self.questions
        return frame[frame["coefficient"] == self.coefficient.name].reset_index(drop=True) if len(frame) else frame

    def __repr__(self) -> str:
        value = self.coefficient.text(self.overall.value)
        return f"<CalibrationAnswer {self.coefficient.label} {value} over {self.contacts:,} contacts, {self.when}>"


def answer(
    session: Session,
    filters: Filters,
    *,
    coefficient: str = "ac1",
    scorecard: str | None = None,
    period: Filters | None = None,
) -> CalibrationAnswer:
    """How far evaluators agree over `filters`, on all scorecards or on one.

    `period` are the days whose rounds and agents are looked at. QMError without any evaluation.
    """
    whole, pooled = _agreed(session, filters, scorecard), _pooled(session, filters, scorecard, coefficient)
    agreement = agreement_and_severity(session, filters, scorecard)[0]
    return CalibrationAnswer(filters, period, scorecard, Coefficient(coefficient), whole, agreement, *pooled)


@kept(most=16)
def severity_removed(session: Session, filters: Filters, period: Filters, scorecard: str | None = None) -> pd.DataFrame:
    """Agents of `period` with the severities found over `filters` taken out, as `without_severity`."""
    agreement, severe = agreement_and_severity(session, filters, scorecard)
    if severe is None:
        raise QMError(NO_EVALUATIONS)
    return without_severity(
        sheets_of(session, period, scorecard), agreement.raters["rater"].tolist(), severe.severity, severe.covariance
    )


@kept(most=8)
def scorecard_names(session: Session) -> tuple[str, ...]:
    """The scorecards with evaluations, those with most first."""
    counts = scorecards(session.store).sort_values("evaluations", ascending=False, kind="stable")["scorecard"]
    return tuple(str(name) for name in counts.dropna())


@kept(most=8)
def has_evaluations(session: Session) -> bool:
    """Whether there is any evaluation at all."""
    return len(scorecards(session.store)) > 0


def judged_steps(steps: pd.DataFrame, days: Days | None) -> pd.DataFrame:
    """Rounds or months with the control rules' verdict: `signal` (improving, worsening, ordinary), `rule`, and whether
    each begins within `days` (`current`)."""
    signal, rule = np.zeros(len(steps), dtype=int), [""] * len(steps)
    if len(steps) >= ENOUGH_POINTS:
        control = xmr(steps["value"].to_numpy(dtype=float))
        signal, rule = np.asarray(control.signal, dtype=int), list(control.rule)
    current = pd.Series(False, index=steps.index)
    if days:
        current = pd.to_datetime(steps["at"]).dt.date.between(days.first, days.last)
    return steps.assign(signal=[SIGNALS[s] for s in signal.tolist()], rule=rule, current=current)


NO_EVALUATIONS = "Widen the filters, choose all scorecards, or look at all days."


@kept(most=16)
def _agreed(session: Session, filters: Filters, scorecard: str | None) -> Calibrations:
    sheets = sheets_of(session, filters, scorecard)
    if not sheets:
        raise QMError(NO_EVALUATIONS)
    return calibrations(sheets)


@kept(most=32)
def _pooled(
    session: Session, filters: Filters, scorecard: str | None, coefficient: str
) -> tuple[Estimate, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    whole = _agreed(session, filters, scorecard)
    pooled = pooled_agreement(whole, coefficient)
    return (
        pooled.agreement(),
        pair_agreement(whole, pooled),
        agreement_over_time(whole, pooled, "round"),
        agreement_over_time(whole, pooled, "month"),
    )
