import numpy as np
import pytest

from qm.models.statistics.false_discovery import benjamini_hochberg


def test_benjamini_and_hochberg_1995():
    """Their example of fifteen tests: four are found at 5 %, where Bonferroni finds three."""
    p = np.array(
        [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1,
        ]
    )
    assert benjamini_hochberg(p) == pytest.approx(4 * 0.05 / 15)
    assert (p <= benjamini_hochberg(p)).sum() == 4


def test_one_looked_at_is_an_ordinary_test():
    assert benjamini_hochberg(np.array([0.04])) == pytest.approx(0.05)


def test_none_found_asks_what_the_first_would_have_had_to_reach():
    assert benjamini_hochberg(np.array([0.5, 0.03])) == pytest.approx(0.025)


def test_those_not_looked_at_do_not_count():
    assert benjamini_hochberg(np.array([np.nan, 0.5, 0.03, np.nan])) == pytest.approx(0.025)
    assert benjamini_hochberg(np.array([np.nan])) == 0.05
