"""Weights moved by hand stay at 100 points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qm.models.scorecard.weight_moves import equal, in_tenths, moved, shared_out


def test_the_others_make_room_in_proportion():
    assert moved([20, 30, 50], 0, 60).tolist() == [60, 15, 25]
    assert moved([60, 15, 25], 0, 20).tolist() == [20, 30, 50]


def test_locked_ones_stay_and_floors_hold():
    assert moved([20, 30, 50], 0, 60, locked=[2]).tolist() == [50, 0, 50]
    assert moved([20, 30, 50], 0, 60, floors=[0, 0, 40]).tolist() == [60, 0, 40]
    assert moved([20, 30, 50], 0, 60, floors=[0, 10, 40]).tolist() == [50, 10, 40]
    assert moved([20, 30, 50], 0, 5, floors=[10, 0, 0]).tolist() == [10, 33.8, 56.2]


def test_where_nothing_else_can_move_it_stays():
    assert moved([20, 30, 50], 0, 60, locked=[1, 2]).tolist() == [20, 30, 50]
    assert moved([100], 0, 5).tolist() == [100]


def test_weights_of_nothing_share_equally():
    assert moved([100, 0, 0], 0, 40).tolist() == [40, 30, 30]
    assert shared_out(30, [0, 0], [20, 0]).tolist() == [20, 10]


def test_tenths_sum_to_a_hundred():
    assert in_tenths([100 / 3] * 3).tolist() == [33.4, 33.3, 33.3]
    assert in_tenths([100 / 3, 40, 80 / 3], [True, False, False]).sum() == pytest.approx(100)


def test_equal_weights():
    assert equal([10, 20, 70]).tolist() == [33.4, 33.3, 33.3]
    assert equal([10, 20, 70], locked=[2]).tolist() == [15, 15, 70]
    assert equal([10, 20, 70], floors=[0, 0, 50]).tolist() == [25, 25, 50]


@given(st.lists(st.integers(0, 100), min_size=2, max_size=8).filter(any), st.floats(0, 100), st.data())
def test_whatever_is_moved_they_sum_to_a_hundred(raw: list[int], wanted: float, data: st.DataObject):
    start = in_tenths(np.array(raw) / sum(raw) * 100)
    place = data.draw(st.integers(0, len(raw) - 1))
    locked = data.draw(st.sets(st.integers(0, len(raw) - 1)))
    found = moved(start, place, wanted, locked=locked)
    assert found.sum() == pytest.approx(100)
    assert (found >= 0).all()
    assert all(found[j] == pytest.approx(start[j]) for j in locked if j != place)
