"""Published and worked intervals."""

import numpy as np
import pytest

from qm.metrics.intervals import net_share, ratio_of_sums, wilson


def arrays(*numbers: float) -> list[np.ndarray]:
    return [np.array([number], dtype=float) for number in numbers]


@pytest.mark.parametrize(
    ("successes", "cases", "low", "high"), [(4, 5, 0.376, 0.964), (9, 10, 0.596, 0.982), (17, 20, 0.640, 0.948)]
)
def test_wilson(successes: float, cases: float, low: float, high: float) -> None:
    found = wilson(*arrays(successes, cases))
    assert [round(bound[0], 3) for bound in found] == [low, high]


def test_wilson_stays_within_0_and_1_and_knows_nothing_without_cases() -> None:
    low, high = wilson(np.array([0.0, 5.0, 0.0]), np.array([5.0, 5.0, 0.0]))
    assert low[0] == 0
    assert high[1] == 1
    assert np.isnan([low[2], high[2]]).all()


def test_mean_of_1_2_3_with_students_t() -> None:
    low, high = ratio_of_sums(*arrays(6, 3), tuple(arrays(14, 6, 3)), *arrays(3))  # type: ignore[arg-type]
    assert (low[0], high[0]) == (pytest.approx(2 - 4.302653 / 3**0.5), pytest.approx(2 + 4.302653 / 3**0.5))


def test_a_ratio_of_sums_that_never_varies_is_certain_and_one_case_says_nothing() -> None:
    certain = ratio_of_sums(*arrays(3, 6), tuple(arrays(5, 10, 20)), *arrays(2))  # type: ignore[arg-type]
    assert [bound[0] for bound in certain] == [0.5, 0.5]
    alone = ratio_of_sums(*arrays(3, 6), tuple(arrays(9, 18, 36)), *arrays(1))  # type: ignore[arg-type]
    assert np.isnan(alone).all()


def test_net_share_of_half_promoters_and_a_quarter_detractors() -> None:
    low, high = net_share(*arrays(50, 25, 100))
    spread = 1.959964 * ((0.75 - 0.0625) / 100) ** 0.5
    assert (low[0], high[0]) == (pytest.approx(0.25 - spread), pytest.approx(0.25 + spread))
