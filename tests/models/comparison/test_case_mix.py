"""Expected values: what peers reach with the same cases."""

import numpy as np
import pytest

from qm.models.comparison.case_mix import Strata, Sums, expected, nest


def shares(successes: list[float], cases: list[float]) -> Sums:
    k, n = np.array(successes, dtype=float), np.array(cases, dtype=float)
    return Sums(k, n, n, (k, k, n))


def codes(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def by_kind_of_work(unit: np.ndarray, kind: np.ndarray) -> Strata:
    return nest(unit, int(unit.max()) + 1, [kind])


def test_without_strata_a_unit_is_expected_to_do_as_all_the_others_together():
    strata = nest(codes(0, 1, 2), 3, [])
    found = expected(strata, shares([8, 30, 60], [10, 50, 100]))
    assert found.value == pytest.approx([90 / 150, 68 / 110, 38 / 60])


def test_variance_by_chance_is_that_of_a_share_in_all_cases_and_that_of_the_peers():
    strata = nest(codes(0, 1), 2, [])
    found = expected(strata, shares([40, 40], [50, 50]))
    assert found.variance == pytest.approx([0.8 * 0.2 / 50] * 2)
    assert found.uncertainty == pytest.approx([0.8 * 0.2 / 50] * 2)


def test_simpson_hard_work_done_as_well_as_anyone_is_as_expected():
    """Easy work 90 %, hard work 50 %, whoever does it: plain shares differ, differences from expected do not."""
    unit, kind = codes(0, 0, 1, 1, 2, 2), codes(0, 1, 0, 1, 0, 1)
    cases = [100, 900, 900, 100, 500, 500]
    good = [90, 450, 810, 50, 450, 250]
    found = expected(by_kind_of_work(unit, kind), shares(good, cases))
    assert found.value == pytest.approx([0.54, 0.86, 0.70], abs=0.005)


def test_strata_that_differ_no_more_than_by_chance_are_not_told_apart():
    unit, kind = codes(0, 0, 1, 1), codes(0, 1, 0, 1)
    found = expected(by_kind_of_work(unit, kind), shares([8, 7, 7, 8], [10, 10, 10, 10]))
    assert found.value == pytest.approx([0.75, 0.75])


def test_a_thin_stratum_leans_on_the_coarser_one():
    """Unit 0 alone did work of kind 2 but for one case of unit 1: that one case must not set what is expected."""
    unit, kind = codes(0, 0, 1, 1, 1), codes(0, 2, 0, 1, 2)
    found = expected(by_kind_of_work(unit, kind), shares([80, 30, 800, 300, 0], [100, 50, 1000, 1000, 1]))
    rates = 0.8 * 100 / 150 + np.array([0.0, 1.0]) * 50 / 150
    assert rates[0] + 0.05 < found.value[0] < rates[1] - 0.05


def test_own_work_never_sets_the_own_expectation():
    unit, kind = codes(0, 1, 1), codes(1, 0, 1)
    one = expected(by_kind_of_work(unit, kind), shares([0, 500, 400], [900, 1000, 500]))
    other = expected(by_kind_of_work(unit, kind), shares([900, 500, 400], [900, 1000, 500]))
    assert one.value[0] == pytest.approx(other.value[0], abs=0.06)
    assert one.value[0] > 0.6


def test_nobody_to_compare_with():
    found = expected(nest(codes(0, 0), 1, [codes(0, 1)]), shares([8, 4], [10, 10]))
    assert np.isnan(found.value).all()


def test_means_and_ratios_of_sums():
    """Two units, values 2 and 4 against 3 and 5; a score with 10 of 20 points against 30 of 40."""
    means = Sums(
        np.array([6.0, 8.0]),
        np.array([2.0, 2.0]),
        np.array([2.0, 2.0]),
        (np.array([20.0, 34.0]), np.array([6.0, 8.0]), np.array([2.0, 2.0])),
    )
    found = expected(nest(codes(0, 1), 2, []), means)
    assert found.value == pytest.approx([4, 3])
    scores = Sums(
        np.array([10.0, 30.0]),
        np.array([20.0, 40.0]),
        np.array([1.0, 1.0]),
        (np.array([100.0, 900.0]), np.array([200.0, 1200.0]), np.array([400.0, 1600.0])),
    )
    assert expected(nest(codes(0, 1), 2, []), scores).value == pytest.approx([0.75, 0.5])


def test_only_what_is_looked_at_makes_the_mix_but_own_work_is_no_peers_work():
    unit, kind = codes(0, 0, 1, 1), codes(0, 1, 0, 1)
    sums = shares([90, 10, 900, 500], [100, 100, 1000, 1000])
    found = expected(by_kind_of_work(unit, kind), sums, np.array([True, False, True, True]))
    assert found.value[0] == pytest.approx(0.9, abs=0.01)
    assert found.value[1] == pytest.approx(0.5, abs=0.05)
