"""Groups are called different only when all of them together seldom are by chance."""

import numpy as np

from qm.models.comparison.outlying_groups import beyond_chance

NAN = float("nan")


def test_one_group_is_judged_by_its_own_interval():
    assert beyond_chance([0.6], [0.51], [0.69], 0.5).tolist() == [1]
    assert beyond_chance([0.6], [0.49], [0.71], 0.5).tolist() == [0]
    assert beyond_chance([0.4], [0.31], [0.49], 0.5).tolist() == [-1]


def test_many_groups_need_more():
    # just outside its own interval; one of twenty is so by chance
    assert beyond_chance([0.6] * 20, [0.51] * 20, [0.69] * 20, 0.5).tolist() == [0] * 20


def test_groups_without_an_interval_are_not_called_and_do_not_count():
    assert beyond_chance([0.6, 0.9], [0.51, NAN], [0.69, NAN], 0.5).tolist() == [1, 0]
    assert beyond_chance([0.9], [NAN], [NAN], 0.5).tolist() == [0]


def test_chance_alone_is_seldom_called_over_sixty_agents():
    random = np.random.default_rng(5)
    called = 0
    for _ in range(200):
        value = random.normal(300, 10, 60)
        called += bool(beyond_chance(value, value - 19.6, value + 19.6, 300).any())
    assert called / 200 < 0.09
