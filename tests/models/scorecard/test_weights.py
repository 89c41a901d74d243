"""Suggested weights: better where the truth is known, and silent where there is nothing to find."""

import numpy as np
import pytest

from qm.models.scorecard.score import ScoreSheet, score_sheet
from qm.models.scorecard.weight_limits import limits
from qm.models.scorecard.weights import Suggestion, pairs_to_judge, suggest

NAMES = ["a", "b", "c", "d"]
TODAY = [10, 10, 40, 40]
SOME = {"draws": 30, "repeats": 2}


def centre(n: int = 400, seed: int = 1) -> tuple[ScoreSheet, np.ndarray, np.ndarray]:
    """Four questions of which the first two please customers; some do not apply; 20 agents."""
    rng = np.random.default_rng(seed)
    points = (rng.random((n, 4)) < 0.7).astype(float)
    grade = 2 * points[:, 0] + 2 * points[:, 1] + 1.5 * rng.standard_normal(n)
    points[rng.random((n, 4)) < 0.1] = np.nan
    sheet = score_sheet(points, np.ones((n, 4)), np.isnan(points), ["s"] * 4, [None] * 4)
    return sheet, grade, rng.integers(0, 20, n)


def suggested(sheet: ScoreSheet, grade: np.ndarray, agents: np.ndarray | None = None, **settings) -> Suggestion:
    bounds = limits(settings.pop("today", TODAY), NAMES, **settings)
    return suggest(sheet, grade, bounds, agents=agents, **SOME)


def test_weights_move_to_what_customers_feel():
    found = suggested(*centre())
    assert found.change
    assert found.suggested.sum() == pytest.approx(100)
    assert found.suggested[:2].sum() > 80
    assert (found.low <= found.suggested + 1e-9).all()
    assert (found.suggested <= found.high + 1e-9).all()
    outside = {name: a.outside.value for name, a in found.alignment.items()}
    assert outside["suggested"] > outside["equal"] > outside["today"]
    assert found.gain.value == pytest.approx(outside["suggested"] - outside["today"])
    assert 0 < found.gain.low < found.gain.value < found.gain.high
    assert found.gain_over_equal.low > 0
    assert found.clustered
    assert found.reason == "pays"


def test_limits_are_kept():
    found = suggested(*centre(), floors={"d": 30}, cap=25, locked=["b"])
    assert found.suggested[1] == pytest.approx(10)
    assert found.suggested[3] >= 30 - 1e-9
    assert (np.abs(found.suggested - found.today) <= 25 + 1e-9).all()
    assert found.suggested.sum() == pytest.approx(100)
    assert found.high[1] == found.low[1] == pytest.approx(10)


def test_good_weights_are_kept():
    found = suggested(*centre(), today=[50, 50, 0, 0])
    assert not found.change
    assert found.reason in ("none_better", "by_chance", "too_small")


def test_shuffled_grades_hardly_ever_change_weights():
    """Nothing to find, twenty times: at most one false alarm."""
    sheet, grade, agents = centre()
    rng = np.random.default_rng(8)
    assert sum(suggested(sheet, rng.permutation(grade), agents).change for _ in range(20)) <= 1


def test_equal_weights_that_do_as_well_are_named():
    rng = np.random.default_rng(2)
    points = (rng.random((600, 4)) < 0.6).astype(float)
    grade = points.sum(axis=1) + rng.standard_normal(600)
    sheet = score_sheet(points, np.ones((600, 4)), np.zeros((600, 4), bool), ["s"] * 4, [None] * 4)
    found = suggested(sheet, grade, today=[85, 5, 5, 5])
    assert found.change
    assert found.equal_as_good


@pytest.mark.parametrize("rows", [0, 1, 5, 49])
def test_too_few_pairs_keep_the_weights(rows: int):
    sheet, grade, agents = centre()
    found = suggested(sheet.rows(np.arange(rows)), grade[:rows], agents[:rows])
    assert not found.change
    assert found.reason == "too_few_pairs"
    assert pairs_to_judge(found.free) == 50
    assert found.n == rows
    assert np.isnan(found.suggested).all()
    assert found.gain.value is None


def test_pairs_without_grade_or_score_are_left_out():
    sheet, grade, agents = centre()
    grade[:100] = np.nan
    assert suggested(sheet, grade, agents).n == 300


def test_not_applicable_everywhere():
    absent = np.full((100, 4), np.nan)
    sheet = score_sheet(absent, np.ones((100, 4)), np.isnan(absent), ["s"] * 4, [None] * 4)
    assert suggested(sheet, np.arange(100.0)).n == 0


def test_a_constant_question_and_the_same_question_twice():
    rng = np.random.default_rng(4)
    x = (rng.random((500, 2)) < 0.6).astype(float)
    points = np.column_stack([x[:, 0], x[:, 0], x[:, 1], np.ones(500)])
    grade = 3 * x[:, 0] + rng.standard_normal(500)
    sheet = score_sheet(points, np.ones((500, 4)), np.zeros((500, 4), bool), ["s"] * 4, [None] * 4)
    found = suggested(sheet, grade, today=[5, 5, 45, 45])
    assert found.change
    assert found.suggested[0] == pytest.approx(found.suggested[1], rel=1e-3)
    assert np.isfinite(found.suggested).all()


def test_answers_and_grades_that_never_differ():
    sheet, grade, _ = centre()
    assert suggested(sheet, np.ones(400)).reason == "same_grades"
    ones = score_sheet(np.ones((400, 4)), np.ones((400, 4)), np.zeros((400, 4), bool), ["s"] * 4, [None] * 4)
    assert suggested(ones, grade).reason == "same_answers"


def test_one_agent_is_no_obstacle():
    sheet, grade, _ = centre()
    found = suggested(sheet, grade, np.array(["only"] * 400))
    assert found.change
    assert not found.clustered


def test_weights_that_do_nothing_are_kept():
    sheet, grade, _ = centre()
    plain = score_sheet(sheet.given, sheet.possible, ~sheet.counts, ["s"] * 4, [None] * 4, variant="mean_of_rated")
    assert suggested(plain, grade).reason == "weights_change_nothing"


def test_sections_are_fitted_as_they_are_scored():
    rng = np.random.default_rng(6)
    points = (rng.random((500, 4)) < 0.6).astype(float)
    grade = 3 * points[:, 0] + rng.standard_normal(500)
    sheet = score_sheet(
        points, np.ones((500, 4)), np.zeros((500, 4), bool), list("ssuu"), [None] * 4, variant="section_normalised"
    )
    assert suggested(sheet, grade).suggested[0] > 60
