"""Mix and rate effects on tables small enough for the head, and their exact sum on any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qm.models.signals.decomposition import split_count, split_ratio


def test_only_the_rate_moved():
    # two groups of 50; the first falls from 80 % to 60 %: half of the contacts, so 10 points
    split = split_ratio([40, 25], [50, 50], [30, 25], [50, 50])
    assert (split.before, split.after) == (0.65, 0.55)
    assert split.rate.tolist() == [pytest.approx(-0.10), 0]
    assert split.mix.tolist() == [0, 0]


def test_only_the_mix_moved():
    # 90 % and 50 % stay; the first goes from 50 to 75 of 100. Averages .70 and .80, their middle .75
    split = split_ratio([45, 25], [50, 50], [67.5, 12.5], [75, 25])
    assert split.rate.tolist() == [pytest.approx(0), pytest.approx(0)]
    assert split.mix.tolist() == [pytest.approx(0.25 * 0.15), pytest.approx(-0.25 * -0.25)]
    assert split.change == pytest.approx(0.10)


def test_every_group_better_and_the_whole_worse():
    # Simpson: both groups rise by 5 points, but the poor one grows from 10 to 90 of 100
    split = split_ratio([81, 2], [90, 10], [9.5, 22.5], [10, 90])
    assert (split.rate > 0).all()
    assert split.change < 0
    assert split.mix.sum() < -split.rate.sum()


def test_groups_that_appear_or_vanish_are_mix():
    split = split_ratio([50, 0, 10], [100, 0, 100], [50, 80, 0], [100, 100, 0])
    assert split.rate.tolist() == [0, 0, 0]
    assert split.mix.sum() == pytest.approx(130 / 200 - 60 / 200)
    assert np.isnan(split.rates_before[1])
    assert np.isnan(split.rates_after[2])


def test_a_group_absent_in_both_periods_has_no_part():
    split = split_ratio([5, 0], [10, 0], [6, 0], [10, 0])
    assert split.total.tolist() == [pytest.approx(0.1), 0]


def test_no_cases_in_a_period_is_no_split():
    assert split_ratio([0], [0], [1], [2]) is None


cells = st.lists(
    st.tuples(*(st.integers(0, 50),) * 4).map(lambda t: (t[0], t[0] + t[1], t[2], t[2] + t[3])), min_size=1, max_size=8
)


@given(cells)
def test_the_parts_add_up_to_the_change(table):
    part0, whole0, part1, whole1 = zip(*table, strict=True)
    split = split_ratio(part0, whole0, part1, whole1)
    if split is None:
        assert not sum(whole0) or not sum(whole1)
    else:
        assert split.total.sum() == pytest.approx(split.change, abs=1e-12)


def test_counts_have_no_mix():
    assert split_count([10, 0, 5], [7, 4, 5]).tolist() == [-3, 4, 0]
