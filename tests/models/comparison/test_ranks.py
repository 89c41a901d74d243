import numpy as np

from qm.models.comparison.ranks import rank_intervals


def test_certain_values_have_certain_ranks():
    value = np.array([0.7, 0.9, 0.8])
    best, worst = rank_intervals(value, value, value)
    assert best.tolist() == worst.tolist() == [3, 1, 2]


def test_values_that_cannot_be_told_apart_could_stand_anywhere():
    value = np.full(20, 0.8)
    best, worst = rank_intervals(value, value - 0.1, value + 0.1)
    assert (best <= 2).all()
    assert (worst >= 19).all()


def test_unknown_values_have_no_rank():
    value = np.array([np.nan, 0.5])
    best, worst = rank_intervals(value, value, value)
    assert (best[0], worst[0], best[1], worst[1]) == (0, 0, 1, 1)
