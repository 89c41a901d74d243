"""Quantiles and ranks are those of scipy.stats."""

import numpy as np
import pytest
from scipy import stats

from qm.models.statistics.quantiles import fisher, normal, ranks, student


def test_quantiles():
    assert normal(0.975) == pytest.approx(stats.norm.ppf(0.975))
    assert student(0.975, 7) == pytest.approx(stats.t.ppf(0.975, 7))
    assert fisher(0.975, 3, 8.5) == pytest.approx(stats.f.ppf(0.975, 3, 8.5))


def test_ranks_with_ties():
    values = np.array([3.0, 1, 3, 2, 3, 1])
    assert ranks(values).tolist() == stats.rankdata(values).tolist() == [5, 1.5, 5, 3, 5, 1.5]
