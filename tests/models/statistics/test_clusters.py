"""Clusters: folds and draws keep an agent's rows together."""

import numpy as np
import pytest

from qm.models.statistics.clusters import clusters, covariance


def test_rows_of_one_agent_stay_together_and_rows_without_one_stand_alone():
    names = [f"a{i % 12}" for i in range(60)] + [None, float("nan")]
    found = clusters(names, 62)
    assert found.by_name
    assert found.count == 14
    assert len(np.unique(found.code[:60])) == 12
    assert found.code[60] != found.code[61]


def test_few_agents_show_no_variation_of_their_own():
    found = clusters(["a", "b", "c"] * 10, 30)
    assert not found.by_name
    assert found.count == 30


def test_moments_add_up_to_the_covariance():
    rng = np.random.default_rng(1)
    columns = rng.standard_normal((100, 3))
    found = clusters(rng.integers(0, 20, 100), 100)
    moments = found.moments(columns)
    assert moments.shape == (found.count, 4, 4)
    assert covariance(moments.sum(axis=0)) == pytest.approx(np.cov(columns.T, bias=True))


def test_folds_are_about_equal_and_draws_are_complete():
    found = clusters(np.arange(1000) % 40, 1000)
    sizes = np.bincount(found.folds(5, 1)[found.code])
    assert sizes.tolist() == [200] * 5
    assert (found.draws(7, 1).sum(axis=1) == 40).all()
