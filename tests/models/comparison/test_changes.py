import numpy as np
import pytest

from qm.models.comparison.changes import changes


def test_a_change_beyond_chance_has_a_sign_and_an_interval_without_zero():
    # standard error of each change: √(3² + 4²) = 5
    found = changes(*(np.array(v, dtype=float) for v in ([20, 0, -20], [3, 3, 3], [0, 0, 0], [4, 4, 4])))
    assert found.change.tolist() == [20, 0, -20]
    assert found.sign.tolist() == [1, 0, -1]
    assert found.low[0] == pytest.approx(20 - 1.96 * 5, abs=0.01)


def test_what_is_not_known_has_no_sign():
    found = changes(np.array([np.nan, 1.0]), np.array([1.0, 0.0]), np.array([0.0, 0.0]), np.array([1.0, 0.0]))
    assert found.sign.tolist() == [0, 0]
    assert changes(*[np.zeros(0)] * 4).sign.tolist() == []


def test_of_many_that_did_not_change_few_are_said_to():
    rng = np.random.default_rng(4)
    signs = [
        np.any(changes(rng.normal(size=200), np.ones(200), rng.normal(size=200), np.ones(200)).sign) for _ in range(200)
    ]
    assert np.mean(signs) < 0.1  # any false one at all, in 5 % of the draws
