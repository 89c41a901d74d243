"""Score arithmetic by hand; that it agrees with the SQL is tested beside the metrics."""

import numpy as np
import pytest

from qm.models.scorecard.score import ScoreSheet, score_sheet

NAN = np.nan
CRITICAL = [None, "section", "whole"]


def sheet(points: list[list[float]], **settings: str) -> ScoreSheet:
    """Three questions, points possible 2, 4 and 5, the first two in one section; NaN did not apply."""
    given = np.array(points, dtype=float)
    return score_sheet(
        given, np.tile([2.0, 4, 5], (len(given), 1)), np.isnan(given), ["start", "start", "work"], CRITICAL, **settings
    )


WEIGHTS = [1, 1, 2]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [("points_times_weight", 15 / 16), ("section_normalised", (2 * 5 / 6 + 2) / 4), ("mean_of_rated", 2.5 / 3)],
)
def test_variants(variant: str, expected: float):
    assert sheet([[1, 4, 5]], variant=variant).scores(WEIGHTS) == pytest.approx([expected])


@pytest.mark.parametrize(("instead", "expected"), [("renormalise", 12 / 14), ("full", 14 / 16), ("zero", 12 / 16)])
def test_a_question_that_did_not_apply(instead: str, expected: float):
    assert sheet([[NAN, 2, 5]], instead=instead).scores(WEIGHTS, before_fail=True) == pytest.approx([expected])


@pytest.mark.parametrize(("auto_fail", "expected"), [("whole", 0), ("section", 6 / 16), ("flag", 14 / 16)])
def test_auto_fail_and_the_score_without_it(auto_fail: str, expected: float):
    found = sheet([[2, 4, 4]], auto_fail=auto_fail)
    assert found.scores(WEIGHTS) == pytest.approx([expected])
    assert found.scores(WEIGHTS, before_fail=True) == pytest.approx([14 / 16])


def test_nothing_applied_is_no_score():
    found = sheet([[NAN, NAN, NAN], [2, 4, 5]])
    assert np.isnan(found.scores(WEIGHTS)).tolist() == [True, False]
    assert np.isnan(found.shares()[0]).all()
    assert found.slopes(WEIGHTS)[1][1] == pytest.approx([0, 0, 0])


def test_a_question_without_points_possible_does_not_count():
    found = score_sheet([[1.0, 1]], [[1.0, NAN]], [[False, False]], ["a", "a"], [None, None])
    assert found.scores([1, 5]) == pytest.approx([1])


@pytest.mark.parametrize("variant", ["points_times_weight", "section_normalised", "mean_of_rated"])
def test_slopes_are_what_a_small_change_does(variant: str):
    rng = np.random.default_rng(1)
    points = rng.integers(0, 3, (40, 5)).astype(float)
    points[rng.random((40, 5)) < 0.2] = NAN
    found = score_sheet(
        points, np.tile([2.0, 2, 4, 2, 3], (40, 1)), np.isnan(points), list("aabbc"), [None] * 5, variant=variant
    )
    weights = np.array([1.0, 2, 3, 1, 2])
    score, slopes = found.slopes(weights)
    assert score == pytest.approx(found.scores(weights), nan_ok=True)
    for j in range(5):
        moved = weights.copy()
        moved[j] += 1e-6
        assert slopes[:, j] == pytest.approx((found.scores(moved) - score) / 1e-6, abs=1e-5, nan_ok=True)


def test_only_some_rows():
    found = sheet([[1, 4, 5], [2, 4, 4], [2, 4, 5]])
    assert found.rows([2, 1]).scores(WEIGHTS) == pytest.approx(found.scores(WEIGHTS)[[2, 1]])
    assert found.rows(np.array([True, False, True])).failure.tolist() == [0, 0]
