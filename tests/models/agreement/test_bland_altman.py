"""Two raters side by side."""

import pytest

from qm.models.agreement.bland_altman import bland_altman
from qm.models.agreement.ratings import numeric


def test_bias_and_limits():
    # differences 1, 3, 2: mean 2, deviation 1
    (found,) = bland_altman(numeric([0, 1, 2] * 2, [0] * 3 + [1] * 3, [5, 6, 7, 4, 3, 5]))
    assert (found.left, found.right, found.n) == (0, 1, 3)
    assert found.bias.value == 2
    assert found.bias.high - 2 == pytest.approx(4.3027 / 3**0.5, abs=1e-3)
    assert (found.lower.value, found.upper.value) == pytest.approx((0.04, 3.96))


def test_every_pair_that_shares_an_item():
    found = bland_altman(numeric([0, 0, 1, 1], [0, 1, 1, 2], [1, 2, 3, 4]))
    assert [(c.left, c.right, c.n) for c in found] == [(0, 1, 1), (1, 2, 1)]
    assert found[0].bias.low is None
