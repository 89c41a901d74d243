"""The answer of calibrations: three evaluators, twelve contacts, two rounds; Cat fails Q1 in the second."""

from datetime import date, datetime, timedelta

import pytest

from qm.analysis.calibration import agreement, agreement_of_ratings, answer, severity_removed
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session, Store
from tests.centre import answer as given
from tests.centre import contact, evaluation, fill, question

EVERYTHING = Filters()
MONDAY = datetime(2024, 5, 6, 10)


@pytest.fixture
def session(store: Store) -> Session:
    evaluations, answers = [], []
    for number in range(12):
        at = str(MONDAY + timedelta(days=7 * (number // 6), hours=number % 6))
        for who in ("Ann", "Bob", "Cat"):
            name = f"E{number}{who}"
            passed = 0.0 if who == "Cat" and number >= 6 else float(number % 3 > 0)
            round_ = f"R{1 + number // 6}"
            fields = {"contact_id": f"K{number}", "evaluator_id": who, "scorecard": "main", "calibration_id": round_}
            evaluations.append(evaluation(name, at, **fields))
            answers += [given(name, "Q1", passed, 1.0), given(name, "Q2", 1.0, 1.0)]
    contacts = [contact(f"K{n}") for n in range(12)]
    questions = [question("Q1", weight=1.0), question("Q2", weight=1.0)]
    fill(store, contacts=contacts, evaluations=evaluations, answers=answers, questions=questions)
    return Session(store)


def test_all_questions_together_in_the_coefficient_asked_for(session: Session):
    found = answer(session, EVERYTHING, coefficient="percent_agreement")
    assert found.overall.value == pytest.approx(64 / 72)
    assert found.to_frame()["question_id"].tolist() == ["Q1", "Q2"]
    assert found.to_frame()["value"].tolist() == pytest.approx([28 / 36, 1])
    assert (found.contacts, found.rounds["step"].tolist()) == (12, ["R1", "R2"])
    assert repr(found) == "<CalibrationAnswer Percent agreement 89% over 12 contacts, all evaluations>"
    assert found.to_dict()["overall"]["value"] == found.overall.value


def test_the_days_in_words(session: Session):
    period = Filters(date(2024, 5, 1), date(2024, 5, 31))
    until = answer(session, Filters(date_to=date(2024, 5, 31)), period=period, scorecard="main")
    assert until.lines == ["everything up to 31 May 2024", "scorecard main"]
    assert answer(session, period, period=period).when == "1–31 May 2024"
    assert answer(session, EVERYTHING, period=period).when == "all days so far"


def test_agreement_is_the_part_that_the_command_prints(session: Session):
    found = answer(session, EVERYTHING)
    assert found.agreement is agreement(session, EVERYTHING)
    printed = found.agreement.to_dict()
    assert printed["unit"] == "share of the score"
    assert [(q["question"], q["items"], q["ratings"], q["dropped"]) for q in printed["questions"]] == [
        ("Q1", 12, 36, 0),
        ("Q2", 12, 36, 0),
    ]
    assert "AC1 from" in repr(found.agreement)


def test_without_evaluations(session: Session):
    nothing = Filters(date(2023, 1, 1), date(2023, 1, 2))
    assert agreement(session, nothing).to_dict()["questions"] == []
    assert repr(agreement(session, nothing)) == "<AgreementAnswer 0 questions; nobody stands out>"
    with pytest.raises(QMError, match="Widen the filters"):
        answer(session, nothing)
    assert severity_removed(session, EVERYTHING, EVERYTHING).empty  # calibrations are nobody's scores


def test_ratings_at_hand():
    item, rater = [0, 0, 1, 1, 2, 2], [0, 1] * 3
    found = agreement_of_ratings(item, rater, ["Ann", "Bob"], score=[1, 1, 2, 2, 3, 4], dropped={"blank": 2})
    (only,) = found.questions
    assert (only.question, only.items, only.ratings, only.dropped) == (None, 3, 6, {"blank": 2})
    assert only.coefficients["percent_agreement"].value == pytest.approx(2 / 3)
    assert found.raters["rater"].tolist() == ["Ann", "Bob"]
    words = agreement_of_ratings(item, rater, ["Ann", "Bob"], word=[0, 0, 1, 1, 0, 1])
    assert words.raters["why"].tolist() == ["words have no severity"] * 2
