"""Drivers: the true ones come out, and what cannot be told is said."""

import numpy as np
import pytest

from qm.models.scorecard.drivers import Caution, drivers, pairs_for


def centre(n: int = 600, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four questions answered with 0 or 1; the grade comes from the first (2) and the second (1); 20 agents."""
    rng = np.random.default_rng(seed)
    x = (rng.random((n, 4)) < 0.7).astype(float)
    return x, 2 * x[:, 0] + x[:, 1] + rng.standard_normal(n), np.array([f"a{i % 20}" for i in range(n)])


def test_true_drivers_are_found_with_intervals():
    x, y, agents = centre()
    found = drivers(x, y, agents=agents, satisfied=y > 2, draws=100)
    # the variance of 2 x1 is 4 · 0.21, of x2 0.21, of the noise 1
    whole = 5 * 0.21 + 1
    assert found.r2 == pytest.approx(5 * 0.21 / whole, abs=0.06)
    assert found.importance == pytest.approx([4 * 0.21 / whole, 0.21 / whole, 0, 0], abs=0.06)
    assert (found.low[:2] > found.high[2:].max()).all()
    assert found.low[0] > found.high[1]
    assert ((found.low <= found.importance) & (found.importance <= found.high)).all()
    assert found.sign[:2].tolist() == [1, 1]
    assert found.clustered
    assert found.johnson == pytest.approx(found.importance, abs=0.01)
    assert np.argmax(found.top_two.importance) == 0
    assert found.top_two.low[0] > 0
    assert found.r2_low < found.r2 < found.r2_high


def test_not_applicable_answers_count_as_average():
    x, y, _ = centre()
    x[::7, 2] = np.nan
    found = drivers(x, y, draws=20)
    assert np.isfinite(found.importance).all()
    assert found.n == 600


def test_what_can_never_be_told_is_named():
    x, y, _ = centre()
    x = np.column_stack([x, np.ones(600), np.full(600, np.nan), x[:, 0], np.where(np.arange(600) < 6, 0, 1)])
    found = drivers(x, y, draws=20)
    assert found.cautions[4] == Caution("never_differs")
    assert found.cautions[5] == Caution("never_applied")
    assert np.isnan(found.importance[[4, 5]]).all()
    assert found.cautions[6] == Caution("twins", twins=(0,))
    assert found.importance[0] == pytest.approx(found.importance[6])
    assert found.cautions[7] == Caution("saturated", share=0.99)


def test_a_question_that_annoys_customers_is_named():
    x, y, _ = centre()
    found = drivers(x, y - 2 * x[:, 3], draws=50)
    assert found.sign[3] == -1
    assert found.cautions[3] == Caution("negative")


@pytest.mark.parametrize(("rows", "same", "why"), [(5, False, "too_few_pairs"), (60, True, "same_grades")])
def test_too_little_to_go_by(rows: int, same: bool, why: str):
    x, y, _ = centre()
    found = drivers(x[:rows], np.ones(rows) if same else y[:rows])
    assert found.impossible == why
    assert np.isnan(found.r2)
    assert pairs_for(4) == 14


def test_all_not_applicable():
    assert drivers(np.full((50, 3), np.nan), np.arange(50.0)).impossible == "same_answers"


def test_progress_is_told():
    x, y, _ = centre(100)
    told: list[float] = []
    drivers(x, y, draws=20, progress=told.append)
    assert told[-1] == 1
    assert told == sorted(told)
