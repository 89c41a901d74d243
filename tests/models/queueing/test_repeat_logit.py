import numpy as np
import pytest
from scipy.special import expit

from qm.models.queueing.repeat_logit import fit_link


def world(seed: int, n: int = 60_000, by_chance: float = 0.0, noise: float = 0.0):
    """Customers with several contacts each: strain of the wait, quality (mean 0, sd 10), who came back."""
    rng = np.random.default_rng(seed)
    strain = 1 - np.exp(-rng.exponential(60, n) / 120)
    quality = rng.normal(0, 10, n)
    back = rng.random(n) < by_chance + (1 - by_chance) * expit(-2.0 + 0.9 * strain - 0.04 * quality)
    return strain, quality + noise * rng.standard_normal(n), back, rng.integers(0, n // 3, n)


def test_two_by_two_by_hand():
    """3 of 10 and 6 of 10: log-odds ln(3/7), and ln(6/4) - ln(3/7) between them, variances 1/a + 1/b + …"""
    x = np.repeat([0, 1], 10)
    y = np.r_[np.ones(3), np.zeros(7), np.ones(6), np.zeros(4)]
    found = fit_link(x, y)
    assert found.coefficients == pytest.approx([np.log(3 / 7), np.log(6 / 4) - np.log(3 / 7)])
    assert found.errors == pytest.approx([np.sqrt(1 / 3 + 1 / 7), np.sqrt(1 / 3 + 1 / 7 + 1 / 6 + 1 / 4)])
    assert found.share([[0.0], [1.0]]) == pytest.approx([0.3, 0.6])
    assert (found.n, found.returned) == (20, 9)


def test_coincidence_is_taken_out():
    """Of 20 and 52 % seen, 20 % by chance leave 0 … 40 %: expit(b0 + b1) is .4."""
    x = np.repeat([0, 1], 1000)
    y = np.r_[np.ones(360), np.zeros(640), np.ones(520), np.zeros(480)]
    found = fit_link(x, y, by_chance=0.2)
    assert found.share([[0.0], [1.0]]) == pytest.approx([0.2, 0.4])


def test_the_truth_lies_within_the_intervals():
    strain, quality, back, customer = world(1, by_chance=0.06)
    found = fit_link(np.column_stack([strain, quality]), back, 0.06, customer)
    for column, truth in ((0, -2.0), (1, 0.9), (2, -0.04)):
        value, low, high = found.interval(column)
        assert low < truth < high, (column, value)
    flat = fit_link(np.column_stack([strain, quality]), back, 0.0, customer)
    assert abs(flat.coefficients[2]) < 0.92 * abs(found.coefficients[2])


def test_an_unreliable_score_flattens_the_slope_and_its_reliability_undoes_it():
    """Noise as wide as the score itself: reliability .5."""
    strain, noisy, back, customer = world(2, noise=10.0)
    found = fit_link(np.column_stack([strain, noisy]), back, 0.0, customer)
    assert found.coefficients[2] == pytest.approx(-0.02, abs=0.003)
    undone = found.reliable(2, 0.5)
    assert undone.coefficients[2] == pytest.approx(2 * found.coefficients[2])
    assert undone.errors[2] == pytest.approx(2 * found.errors[2])
    assert undone.coefficients[1] == found.coefficients[1]


def test_contacts_of_one_customer_count_less_than_as_many_of_different_ones():
    """Every case four times over: the same slope, an error twice that of taking them as independent."""
    strain, _, back, _ = world(3, n=3000)
    once = fit_link(strain, back, 0.0, np.arange(3000))
    often = fit_link(np.tile(strain, 4), np.tile(back, 4), 0.0, np.tile(np.arange(3000), 4))
    naive = fit_link(np.tile(strain, 4), np.tile(back, 4))
    assert often.coefficients == pytest.approx(once.coefficients)
    assert often.errors == pytest.approx(once.errors, rel=1e-6)
    assert often.errors == pytest.approx(2 * naive.errors, rel=0.01)


def test_intervals_hold_what_they_promise():
    """95 % intervals over 200 small worlds."""
    inside = 0
    for seed in range(200):
        strain, _, back, customer = world(100 + seed, n=1500)
        _, low, high = fit_link(strain, back, 0.0, customer).interval(1)
        inside += low < 0.9 < high
    assert inside / 200 > 0.9


@pytest.mark.parametrize("back", [np.zeros(50), np.ones(50)])
def test_nobody_or_everybody_tells_nothing(back):
    assert fit_link(np.arange(50.0), back) is None


def test_two_columns_that_say_the_same_can_not_be_told_apart():
    x = np.arange(50.0)
    assert fit_link(np.column_stack([x, 2 * x]), x % 3 == 0) is None
