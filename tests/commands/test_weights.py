"""python -m qm weights --suggest."""

import pytest

from tests.commands.asking import ask, run
from tests.commands.graded import graded


def test_a_suggestion_with_its_judgement(capsys: pytest.CaptureFixture[str]):
    graded()
    found = ask(capsys, "weights", "--suggest")
    today = {q["question"]: q["today"] for q in found["questions"]}
    suggested = {q["question"]: q["suggested"] for q in found["questions"]}
    assert today == {"Q1": 10, "Q2": 10, "Q3": 40, "Q4": 40}
    assert {q["equal"] for q in found["questions"]} == {25}
    assert sum(suggested.values()) == pytest.approx(100)
    assert suggested["Q1"] > suggested["Q2"] > suggested["Q3"]
    assert all(q["low"] <= q["suggested"] <= q["high"] for q in found["questions"])
    assert found["verdict"] == "change"
    alignment = found["alignment"]
    assert set(alignment) == {"today", "equal", "suggested"}
    assert alignment["suggested"]["out"] > alignment["equal"]["out"] > alignment["today"]["out"]
    assert alignment["suggested"]["low"] < alignment["suggested"]["out"] < alignment["suggested"]["high"]
    assert found["gain"]["low"] > 0
    assert found["n"] == 300
    assert "300 rated contacts" in found["why"]


def test_floors_caps_and_locks(capsys: pytest.CaptureFixture[str]):
    graded()
    found = ask(capsys, "weights", "--suggest", "--floor", "Q4=30", "--cap", "20", "--lock", "Q2")
    suggested = {q["question"]: q["suggested"] for q in found["questions"]}
    assert suggested["Q2"] == pytest.approx(10)
    assert suggested["Q4"] >= 30 - 1e-9
    assert suggested["Q1"] == pytest.approx(30)


def test_the_same_for_a_reader(capsys: pytest.CaptureFixture[str]):
    graded()
    assert run("weights", "--suggest") == 0
    shown = capsys.readouterr().out
    assert "Changing the weights pays" in shown
    assert "Tested on agents whose data did not set the weights" in shown


def test_five_pairs_keep_the_weights(capsys: pytest.CaptureFixture[str]):
    graded(5)
    found = ask(capsys, "weights", "--suggest")
    assert found["verdict"] == "keep"
    assert "5 rated contacts" in found["why"]
    assert found["gain"] == {"value": None, "low": None, "high": None}
    assert found["questions"][0]["suggested"] is None
    assert found["questions"][0]["today"] == 10


def test_evaluations_without_grades_keep_the_weights(capsys: pytest.CaptureFixture[str]):
    graded(60, surveys=None)
    found = ask(capsys, "weights", "--suggest")
    assert (found["verdict"], found["n"]) == ("keep", 0)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--suggest", "--floor", "Q9=5"], 1, "There is no question 'Q9'"),
        (["--suggest", "--floor", "Q1=60", "--floor", "Q2=50"], 1, "need 110 points of 100"),
        (["--suggest", "--floor", "Q1"], 2, "is not QUESTION=POINTS"),
        (["--suggest", "--cap", "-3"], 2, "--cap"),
        ([], 2, "--suggest"),
    ],
)
def test_what_cannot_be_asked(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str):
    graded(60)
    assert run("weights", *arguments) == code
    assert words in capsys.readouterr().err


def test_filters_narrow_the_evaluations(capsys: pytest.CaptureFixture[str]):
    graded()
    found = ask(capsys, "weights", "--suggest", "--where", "agent=A1", "--from", "2024-05-06")
    assert (found["n"], found["verdict"]) == (30, "keep")
    assert "30 rated contacts are too few" in found["why"]
