"""python -m qm drivers."""

import pandas as pd
import pytest

from tests.commands.asking import ask, run
from tests.commands.graded import graded


def test_questions_with_their_importance(capsys: pytest.CaptureFixture[str]):
    graded()
    found = ask(capsys, "drivers", "--draws", "50")
    assert found["n"] == 300
    assert [q["question"] for q in found["questions"]] == ["Q1", "Q2", "Q3", "Q4"]
    first, second, third, _ = found["questions"]
    assert first["importance"] > second["importance"] > 10 * third["importance"]
    assert first["low"] < first["importance"] < first["high"]
    assert first["sign"] == second["sign"] == 1
    assert found["r2"] == pytest.approx(sum(q["importance"] for q in found["questions"]))
    assert found["r2"] == pytest.approx(sum(q["johnson"] for q in found["questions"]))
    assert found["clustered"] is True


def test_the_same_for_a_reader(capsys: pytest.CaptureFixture[str]):
    graded()
    assert run("drivers", "--draws", "20") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("The questions explain")
    assert [line.split()[0] for line in shown[2:]][:2] == ["Q1", "Q2"]


def test_too_few_pairs_are_no_numbers(capsys: pytest.CaptureFixture[str]):
    graded(5)
    found = ask(capsys, "drivers")
    assert found["n"] == 5
    assert found["r2"] is None
    assert found["questions"][0]["importance"] is None
    assert found["questions"][0]["sign"] is None
    assert "5 rated contacts are too few" in found["why"]
    assert run("drivers") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_evaluations_without_grades(capsys: pytest.CaptureFixture[str]):
    graded(20, surveys=None)
    assert ask(capsys, "drivers")["n"] == 0
    assert run("drivers") == 1
    assert "What matters to customers cannot be told" in capsys.readouterr().err


def test_no_evaluations_at_all(capsys: pytest.CaptureFixture[str]):
    graded(5, evaluations=None, answers=None, questions=None)
    assert run("drivers", "--json") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "There are no evaluations" in said.err


def test_a_scorecard_that_does_not_exist(capsys: pytest.CaptureFixture[str]):
    graded(20)
    assert run("drivers", "--scorecard", "other") == 1
    assert "there are some on main" in capsys.readouterr().err


def test_nothing_applied(capsys: pytest.CaptureFixture[str]):
    answers = pd.DataFrame(
        {"evaluation_id": [f"E{i}" for i in range(60)], "question_id": "Q1", "points": 1.0, "not_applicable": True}
    )
    graded(60, answers=answers)
    assert "no question has answers that differ" in ask(capsys, "drivers")["why"]


def test_filters_narrow_the_evaluations(capsys: pytest.CaptureFixture[str]):
    graded(100)
    assert ask(capsys, "drivers", "--where", "agent=A1", "--where", "agent=A2")["n"] == 20
    assert ask(capsys, "drivers", "--from", "2024-05-06", "--to", "2024-05-06", "--draws", "20")["n"] == 100
    assert run("drivers", "--from", "2024-05-07") == 1
    assert "There are no evaluations in what is looked at" in capsys.readouterr().err
    assert run("drivers", "--where", "agent") == 2
