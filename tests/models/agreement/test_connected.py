"""Raters are linked by common places, through others too."""

import numpy as np
import pytest

from qm.models.agreement.connected import connected_raters


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([(0, 0), (1, 0), (2, 1)], [0, 0, 1]),
        ([(0, 0), (1, 1), (2, 0), (2, 1)], [0, 0, 0]),  # linked through the third
        ([(0, 2), (1, 1), (2, 2), (3, 1)], [0, 1, 0, 1]),
        ([], []),
    ],
)
def test_groups_are_numbered_in_the_order_of_raters(pairs: list[tuple[int, int]], groups: list[int]):
    rater, place = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert connected_raters(rater, place).tolist() == groups
