import numpy as np
import pytest

from qm.models.discovery import level


def test_benjamini_and_hochberg_1995():
    """Their example of fifteen tests: four are found at 5 %, where Bonferroni finds three."""
    p = np.array([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459,
                  .3240, .4262, .5719, .6528, .7590, 1])  # fmt: skip
    assert level(p) == pytest.approx(4 * 0.05 / 15)
    assert (p <= level(p)).sum() == 4


def test_one_looked_at_is_an_ordinary_test():
    assert level(np.array([0.04])) == pytest.approx(0.05)


def test_none_found_asks_what_the_first_would_have_had_to_reach():
    assert level(np.array([0.5, 0.03])) == pytest.approx(0.025)


def test_those_not_looked_at_do_not_count():
    assert level(np.array([np.nan, 0.5, 0.03, np.nan])) == pytest.approx(0.025)
    assert level(np.array([np.nan])) == 0.05
