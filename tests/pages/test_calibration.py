"""The page Calibration on a centre whose answers can be counted: three evaluators, twelve contacts, two rounds.

Ann and Bob always agree; Cat fails Q1 on every contact of the second round. Q2 is passed by everybody.
"""

from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.analysis import calibration as analysis
from qm.analysis.calibration.sentences import evaluators_sentence
from qm.metrics import Filters
from qm.store import Session
from tests.centre import answer, contact, evaluation, fill, question
from tests.commands.asking import ask

START = datetime(2024, 5, 6, 10)
EVALUATORS = ("Ann", "Bob", "Cat")


def at(number: int) -> str:
    return str(START + timedelta(days=7 * (number // 6), hours=number % 6))


def scored(number: int, evaluator: str, first: float, **fields):
    name = f"E{number}{evaluator}"
    told = evaluation(
        name,
        at(number),
        contact_id=f"K{number}",
        evaluator_id=evaluator,
        scorecard="main",
        agent_id=f"A{number % 2}",
        **fields,
    )
    return told, [
        answer(name, "Q1", first, 1.0, comment="not greeted" if evaluator == "Cat" and not first else None),
        answer(name, "Q2", 1.0, 1.0),
    ]


@pytest.fixture
def calibration(app_store, run_page):
    """calibration(coefficient="…") -> the page on the centre above, all days; rounds=False leaves out who shared."""

    def show(*, evaluators=EVALUATORS, contacts=12, calibrated=True, **query) -> AppTest:
        told, answers = [], []
        for number in range(contacts):
            for evaluator in evaluators:
                passed = 0.0 if (evaluator == "Cat" and number >= 6) or number % 3 == 0 else 1.0
                one, given = scored(
                    number, evaluator, passed, **({"calibration_id": f"R{1 + number // 6}"} if calibrated else {})
                )
                told.append(one)
                answers += given
        fill(
            app_store,
            contacts=[contact(f"K{n}", at(n), agent_id=f"A{n % 2}", channel="voice") for n in range(contacts)],
            evaluations=told,
            answers=answers,
            questions=[question("Q1", text="Greeted", weight=1.0), question("Q2", text="Documented", weight=1.0)],
        )
        return run_page("calibration", **({"period": "All days"} | query))

    return show


def words(page: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "warning", "info") for element in page.get(kind))


def tile(page: AppTest, name: str) -> str:
    return page.container(key=f"tile.{name}").metric[0].value


def test_it_says_how_far_evaluators_agree(calibration):
    page = calibration(coefficient="Percent agreement")
    assert not page.exception
    assert not page.error
    # Q2 all equal. Q1: of 36 pairs, those of Ann and Cat and of Bob and Cat differ on contacts 7, 8, 10, 11: 8 differ
    assert tile(page, "overall") == "89%"  # 64 of 72 pairs
    assert tile(page, "contacts") == "12"
    assert "Evaluators agree least on Q1 (78%" in words(page)


def test_what_cannot_be_had_says_why(calibration):
    page = calibration(coefficient="Cohen's kappa")
    assert "No Cohen's kappa for Q2: every rating is the same, so there is nothing" in words(page)


def test_one_round_down_to_each_answer(calibration):
    page = calibration(round="R2", scored="K7")
    table = next(d.value for d in page.dataframe if "What is asked" in d.value)
    rows = {row["Question"]: row for row in table.to_dict("records")}
    assert rows["Q1"] == {"Question": "Q1", "What is asked": "Greeted", "Ann": "1", "Bob": "1", "Cat": "≠ 0"}
    assert rows["Score"]["Cat"] == "50%"
    assert "Cat differed from the usual answer on 1 of 2 questions" in words(page)
    assert [d.value["Comment"].tolist() for d in page.dataframe if "Comment" in d.value] == [["not greeted"]]


def test_a_round_that_does_not_exist_is_said(calibration):
    assert "round 'R9', which does not exist" in words(calibration(round="R9"))


def test_nothing_scored_twice_says_what_is_missing_and_shows_what_can_be_estimated(calibration):
    page = calibration(evaluators=("Ann",))
    assert not page.exception
    assert "No contact here was scored by two evaluators" in words(page)
    assert "Only one evaluator: there is nobody to compare with." in words(page)
    assert "by pair" not in words(page)


def test_without_evaluations_one_sentence(run_page, app_store):
    fill(app_store, contacts=[contact(1)])
    page = run_page("calibration")
    assert "There are no evaluations to show. Import an evaluations file" in words(page)
    assert not page.exception


def test_severity_removed_says_who_moves(calibration):
    page = calibration(severity="Severity removed", calibrated=False)
    # Cat gives half the points less on 4 of 12 contacts, which is a sixth of the score; a third of the evaluations
    assert "Corrected for evaluator severity, the average score would be 5.6 points higher" in words(page)


def test_agents_scores_leave_calibrations_out(calibration):
    assert "every evaluation of this period is a calibration" in words(calibration())


def test_one_scorecard_of_several(calibration, app_store, run_page):
    calibration()
    rated = [(n, who) for n in range(4) for who in ("Dan", "Eve")]
    fill(
        app_store,
        evaluations=[
            evaluation(f"F{n}{who}", at(n), calibration_id=f"item {n}", evaluator_id=who, scorecard="file")
            for n, who in rated
        ],
        answers=[answer(f"F{n}{who}", "rating", 3.0 + (n + (who == "Dan")) % 2, 5.0) for n, who in rated],
    )
    both = run_page("calibration", period="All days")
    assert tile(both, "contacts") == "16"
    assert "2 groups scored nothing in common" in words(both)
    one = run_page("calibration", period="All days", on="file", coefficient="Percent agreement")
    assert (tile(one, "contacts"), tile(one, "overall")) == ("4", "0%")


def test_page_command_and_analysis_give_the_same_figures(calibration, app_store, capsys):
    page = calibration()
    found = analysis.answer(Session(app_store), Filters())
    shown = next(d.value for d in page.dataframe if "Gwet's AC1" in d.value).set_index("Question")["Gwet's AC1"]
    assert tile(page, "overall") == found.coefficient.text(found.overall.value)
    assert evaluators_sentence(found.evaluators, found.contacts) in words(page)
    ui.close_store()  # one at a time holds the file
    printed = ask(capsys, "agreement")
    values = {q["question"]: q["coefficients"]["ac1"]["value"] for q in printed["questions"]}
    assert values == pytest.approx(found.to_frame().set_index("question_id")["value"].to_dict(), nan_ok=True)
    assert {name: f"{value:.2f}" for name, value in values.items()} == shown.to_dict()
    severity = {rater["rater"]: rater["severity"] for rater in printed["raters"]}
    assert severity == pytest.approx(found.evaluators.set_index("rater")["severity"].to_dict(), nan_ok=True)
