"""The sentences of the page Calibration: who is accused, and when the data cannot tell."""

import numpy as np
import pandas as pd
import pytest

from qm.analysis.calibration import Coefficient, judged_steps
from qm.analysis.calibration.question_ranking import agreement_verdict
from qm.analysis.calibration.round_answers import round_sentence, side_by_side
from qm.analysis.calibration.sentences import (
    evaluators_sentence,
    pairs_sentence,
    points_text,
    severity_sentence,
    steps_sentence,
)

AC1 = Coefficient("ac1")
NAN = float("nan")


def people(*rows: tuple) -> pd.DataFrame:
    columns = ["rater", "n", "severity", "low", "high", "follows", "times", "verdict"]
    return pd.DataFrame(list(rows), columns=columns).assign(group=0)


def test_only_those_who_stand_out_are_named():
    frame = people(
        ("Ann", 50, 0.0, -0.01, 0.01, 0.8, 1.0, "ordinary"),
        ("Bob", 50, 0.09, 0.07, 0.11, 0.8, 1.0, "severe"),
        ("Cat", 50, 0.0, -0.01, 0.01, 0.4, 3.5, "unreliable"),
    )
    assert evaluators_sentence(frame, 30) == (
        "Bob (by 9.0 points) scores clearly lower than the typical evaluator. "
        "Cat is unreliable: scores vary 3.5 times as much as the others'. "
        "The other one shows no problem."
    )


def test_a_lenient_one_gives_more_and_nobody_scored_together_is_said():
    frame = people(
        ("Ann", 50, 0.0, -0.01, 0.01, NAN, NAN, "ordinary"), ("Bob", 50, -0.09, -0.11, -0.07, NAN, NAN, "lenient")
    )
    said = evaluators_sentence(frame, 0)
    assert said.startswith("Bob (by 9.0 points) scores clearly higher than the typical evaluator.")
    assert "Estimated from contacts scored by one evaluator each" in said


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (people(("Ann", 9, NAN, NAN, NAN, NAN, NAN, "unknown")), "Only one evaluator"),
        (people(*[(n, 1, NAN, NAN, NAN, NAN, NAN, "unknown") for n in "ab"]), "Too few evaluations to compare"),
        (
            people(*[(n, 9, 0.1, -0.2, 0.4, NAN, NAN, "ordinary") for n in "ab"]),
            "No evaluator clearly scores lower or higher than the others, by 2 points",
        ),
    ],
)
def test_when_the_data_cannot_tell(frame: pd.DataFrame, sentence: str):
    assert sentence in evaluators_sentence(frame, 5)


@pytest.mark.parametrize(
    ("value", "low", "high", "contacts", "usual", "verdict"),
    [
        (0.2, 0.1, 0.3, 9, 0.7, "too few contacts"),
        (0.2, 0.1, 0.3, 30, 0.7, "poor"),
        (0.9, 0.8, 1.0, 30, 0.7, "good"),
        (0.5, 0.45, 0.7, 30, 0.7, "fair"),
        (0.5, 0.2, 0.8, 30, 0.7, "cannot tell"),
        (0.98, 0.95, 1.0, 30, 0.97, "nearly all answers the same"),
        (NAN, NAN, NAN, 30, 1.0, "cannot be had"),
    ],
)
def test_the_verdict_on_a_question(value, low, high, contacts, usual, verdict):
    assert agreement_verdict(value, low, high, contacts, usual) == verdict


def pair(left: str, right: str, value: float, contacts: int = 30) -> dict:
    return {
        "left": left,
        "right": right,
        "contacts": contacts,
        "answers": 10 * contacts,
        "value": value,
        "low": value - 0.05,
        "high": value + 0.05,
        "bias": 0.02,
    }


def test_the_pairs_that_agree_less_and_who_is_in_all_of_them():
    frame = pd.DataFrame([pair("a", "b", 0.9), pair("a", "c", 0.5), pair("b", "c", 0.5), pair("a", "d", 0.9, 4)])
    said = pairs_sentence(frame, AC1)
    assert said.startswith("Clearly below the average of 0.63: a and c (0.50), b and c (0.50). c is in all")
    assert said.endswith("1 of 4 pairs share fewer than 10 contacts and stay empty.")


def course(*values: float) -> pd.DataFrame:
    start = pd.Timestamp("2024-01-03 14:00")
    weeks = range(len(values))
    return pd.DataFrame(
        {
            "step": [f"R{i}" for i in weeks],
            "at": [start + pd.Timedelta(weeks=i) for i in weeks],
            "contacts": 4,
            "value": values,
            "low": np.array(values) - 0.1,
            "high": np.array(values) + 0.1,
        }
    )


def latest(frame: pd.DataFrame) -> str:
    return steps_sentence(judged_steps(frame, None), AC1, "round")


def test_few_rounds_are_not_judged():
    assert "Judging a change takes 12 rounds; so far there are 3." in latest(course(0.8, 0.7, 0.9))


def test_a_fall_beyond_the_limits_is_said_and_ordinary_variation_too():
    steady = [0.80, 0.82, 0.79, 0.81, 0.80, 0.82, 0.79, 0.80, 0.81, 0.80, 0.82, 0.80, 0.81]
    assert "within normal variation" in latest(course(*steady))
    assert "worse than before (beyond the limits)" in latest(course(*steady, 0.4))


def given(evaluator: str, score: float) -> dict:
    return {"evaluation_id": f"E{evaluator}", "evaluator_id": evaluator, "score": score}


def test_without_a_majority_every_answer_differs_and_one_odd_score_is_found():
    own = pd.DataFrame([given("a", 1.0), given("b", 0.5), given("c", 1.0)])
    answers = pd.DataFrame(
        [
            {
                "evaluation_id": f"E{who}",
                "question_id": q,
                "points": p,
                "points_possible": 2.0,
                "not_applicable": p is None,
                "comment": None,
            }
            for q, row in {"Q1": (2, 2, 1), "Q2": (2, 0, None)}.items()
            for who, p in zip("abc", row, strict=True)
        ]
    )
    table, differing = side_by_side(own, answers, pd.DataFrame({"question_id": ["Q1"], "text": ["Greeted"]}))
    assert table.iloc[0].tolist() == ["Q1", "Greeted", "2 of 2", "2 of 2", "≠ 1 of 2"]
    assert table.iloc[1].tolist() == ["Q2", "", "≠ 2 of 2", "≠ 0 of 2", "≠ n/a"]
    assert differing == {"a": 1, "b": 1, "c": 2}
    assert round_sentence(own, differing, 2) == (
        "Scores from 50% to 100%. c differed from the usual answer on 2 of 2 questions, marked ≠."
    )


def agent(name: str, beyond: float, n: int = 20) -> dict:
    return {
        "agent_id": name,
        "name": name,
        "n": n,
        "change": 0.04 + beyond,
        "beyond": beyond,
        "beyond_low": beyond - 0.01,
        "beyond_high": beyond + 0.01,
    }


def test_who_moves_against_the_others_and_who_has_too_few():
    said = severity_sentence(pd.DataFrame([agent("A1", 0.03), agent("A2", 0.0), agent("A3", 0.2, n=4)]))
    assert "Against each other 1 of 2 agents clearly gain or lose" in said
    assert "Most: A1, +3.0 points (+2.0 to +4.0)" in said
    assert "No agent gains or loses clearly" in severity_sentence(pd.DataFrame([agent("A1", 0.0)]))
    assert "nobody's change can be judged" in severity_sentence(pd.DataFrame([agent("A1", 0.3, n=2)]))


def test_points_have_a_sign_only_where_there_is_something():
    assert [points_text(0.088), points_text(-0.0001, True), points_text(0.02, True), points_text(NAN)] == [
        "8.8 points",
        "0.0 points",
        "+2.0 points",
        "–",
    ]
