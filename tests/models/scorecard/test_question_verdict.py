"""The verdict on a question and on an evaluator."""

import pytest

from qm.models.scorecard.question_verdict import rater_standing, standing


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "aligned"),
        ({"weight": 0.31}, "over-weighted"),
        ({"weight": 0.05}, "under-weighted"),
        ({"usual_share": 0.98, "weight": 0.9}, "saturated"),
        ({"agreement_high": 0.3}, "noisy"),
        ({"agreement_high": 0.5}, "aligned"),
        ({"answers": 29, "usual_share": 1.0}, "too few answers"),
        ({"low": None}, "unknown"),
        ({"high": float("nan")}, "unknown"),
    ],
)
def test_a_question(given: dict, expected: str):
    usual = {"weight": 0.2, "low": 0.1, "high": 0.3, "usual_share": 0.8, "answers": 100}
    assert standing(**(usual | given)) == expected


def test_an_evaluator():
    assert [rater_standing(s, False) for s in (None, 0, 1, -1)] == ["unknown", "ordinary", "severe", "lenient"]
    assert rater_standing(0, True) == rater_standing(None, True) == "unreliable"
    assert rater_standing(1, True) == "severe, unreliable"
