"""What is said of drivers of satisfaction that cannot be told, or only with care: letter by letter."""

import numpy as np
import pytest

from qm.analysis.scorecard.driver_sentences import caution_text, impossible_text, question_notes
from qm.models.scorecard.drivers import Caution, drivers

NAMES = ("Q1", "Q2", "Q3")


@pytest.mark.parametrize(
    ("caution", "said"),
    [
        (Caution("never_applied"), "it never applied"),
        (Caution("never_differs"), "everybody gets the same, so it cannot be told"),
        (Caution("twins", twins=(0, 2)), "always answered like Q1, Q3, so both share one worth"),
        (Caution("saturated", share=0.99), "99.0% get the same points, so little can be told"),
        (Caution("negative"), "where it is passed customers are less satisfied, all else equal"),
        (Caution("unstable"), "it moves with other questions, so its own effect is uncertain"),
    ],
)
def test_every_caution_is_said(caution: Caution, said: str):
    assert caution_text(caution, NAMES) == said


@pytest.mark.parametrize(
    ("rows", "grades", "said"),
    [
        (0, 0, "no evaluated contact has a rating"),
        (5, 1, "5 rated contacts are too few for 3 questions; at least 13 are needed"),
        (60, 0, "all customers gave the same rating"),
    ],
)
def test_why_nothing_can_be_told_is_said_of_every_question(rows: int, grades: float, said: str):
    answers = (np.arange(rows * 3).reshape(rows, 3) % 7 < 3).astype(float)
    nothing = drivers(answers, grades * np.arange(float(rows)))
    assert impossible_text(nothing) == said
    assert question_notes(nothing, NAMES) == [said] * 3


def test_answers_that_never_differ():
    assert impossible_text(drivers(np.ones((60, 3)), np.arange(60.0))) == "no question has answers that differ"
