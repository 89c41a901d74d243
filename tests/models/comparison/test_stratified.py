"""Like with like: twelve days of a busy and a quiet hour that can be worked out in the head."""

import numpy as np
import pytest

from qm.models.comparison.stratified import stratified_means

DAYS = 12


def days(quiet, busy):
    """Cells of twelve days: (stratum, band, condition, part, whole) repeated on each day."""
    cells = [(day, 0, *cell) for day in range(DAYS) for cell in quiet]
    cells += [(day, 1, *cell) for day in range(DAYS) for cell in busy]
    cluster, stratum, band, condition, part, whole = map(np.array, zip(*cells, strict=True))
    return stratified_means(part, whole, condition, band, stratum, cluster, bands=2)


def test_a_busy_hour_that_is_slow_anyway_is_not_blamed_on_the_band():
    # the quiet hour takes 100 s and the busy one 300 s whatever the band, but bad bands are mostly busy
    found = days(quiet=[(0, 0.1, 100, 1), (1, 0.9, 900, 9)], busy=[(0, 0.1, 2700, 9), (1, 0.9, 300, 1)])
    assert found.raw == pytest.approx([280, 120])
    assert found.mean == pytest.approx([200, 200])
    assert found.slope.value == pytest.approx(0)
    assert list(found.cases) == [DAYS * 10, DAYS * 10]


def test_what_the_band_itself_does_is_found():
    # inside each hour the bad band takes 50 s longer
    found = days(quiet=[(0, 0.0, 150, 1), (1, 1.0, 900, 9)], busy=[(0, 0.0, 3150, 9), (1, 1.0, 300, 1)])
    assert found.mean[0] - found.mean[1] == pytest.approx(50)
    assert found.slope.value == pytest.approx(-50)
    assert found.slope.sign == -1


def test_strata_seen_in_one_band_only_say_nothing():
    found = days(quiet=[(0, 0.0, 150, 1), (1, 1.0, 100, 1)], busy=[(0, 0.0, 9000, 30)])
    assert list(found.cases) == [DAYS, DAYS]
    assert found.mean[0] - found.mean[1] == pytest.approx(50)


def test_nothing_to_compare_is_none():
    assert days(quiet=[(0, 0.0, 100, 1)], busy=[(1, 1.0, 100, 1)]) is None
    assert stratified_means([1, 2], [1, 1], [0, 1], [0, 1], [0, 0], [0, 1], bands=2) is None  # two days are no evidence
    assert stratified_means([], [], [], [], [], [], bands=2) is None


def test_a_band_without_cases_is_unknown():
    cells = [(day, 0, band, band / 2, 100, 1) for day in range(DAYS) for band in (0, 2)]
    cluster, stratum, band, condition, part, whole = map(np.array, zip(*cells, strict=True))
    found = stratified_means(part, whole, condition, band, stratum, cluster, bands=3)
    assert np.isnan(found.mean[1])
    assert found.cases[1] == 0


def test_intervals_hold_what_they_promise_when_days_hang_together():
    """Over 300 centres without any effect, 95 % intervals of the slope leave out zero about every twentieth time."""
    rng = np.random.default_rng(3)
    wrong = 0
    for _ in range(300):
        day = np.repeat(np.arange(40), 20)
        stratum = np.tile(np.arange(10), 80)
        condition = np.clip(0.7 + 0.2 * rng.standard_normal(40)[day] + 0.1 * rng.standard_normal(800), 0, 1)
        whole = rng.poisson(20, 800) + 1.0
        level = 0.2 + 0.01 * stratum + 0.03 * rng.standard_normal(40)[day]
        part = rng.binomial(whole.astype(int), np.clip(level, 0, 1))
        found = stratified_means(part, whole, condition, (condition > 0.7).astype(int), stratum, day, bands=2)
        wrong += found.slope.sign != 0
    assert 4 <= wrong <= 33
