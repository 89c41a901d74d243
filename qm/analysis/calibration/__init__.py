"""Do our evaluators agree, and who is severe?"""

from qm.analysis.calibration.agreement import AgreementAnswer, agreement, agreement_of_ratings
from qm.analysis.calibration.calibration_answer import (
    CalibrationAnswer,
    answer,
    has_evaluations,
    judged_steps,
    scorecard_names,
    severity_removed,
)
from qm.analysis.calibration.calibrations import until
from qm.analysis.calibration.coefficients import COEFFICIENTS, MEANINGS, Coefficient
from qm.analysis.calibration.question_ranking import ranked_questions

__all__ = [
    "COEFFICIENTS",
    "MEANINGS",
    "AgreementAnswer",
    "CalibrationAnswer",
    "Coefficient",
    "agreement",
    "agreement_of_ratings",
    "answer",
    "has_evaluations",
    "judged_steps",
    "ranked_questions",
    "scorecard_names",
    "severity_removed",
    "until",
]
