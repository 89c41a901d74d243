"""The ceiling that disagreement puts on any correlation."""

import pytest

from qm.models.agreement.attenuation import ceiling, disattenuated, evaluations_needed, of_mean
from qm.models.statistics.estimate import Estimate, unknown


def test_the_ceiling_is_the_root_of_the_reliability():
    found = ceiling(Estimate(0.49, 0.25, 0.64))
    assert (found.value, found.low, found.high) == pytest.approx((0.7, 0.5, 0.8))
    assert ceiling(Estimate(0.49, 0.25, 0.64), grade=0.81).value == pytest.approx(0.63)
    assert disattenuated(0.35, 0.7) == pytest.approx(0.5)


def test_no_agreement_no_ceiling():
    assert "no better than chance" in ceiling(Estimate(-0.1)).why
    assert ceiling(unknown("only one rater")).why == "only one rater"


def test_more_evaluations_are_more_reliable():
    assert of_mean(0.5, 2) == pytest.approx(2 / 3)
    assert evaluations_needed(0.5, 0.8) == pytest.approx(4)
    assert evaluations_needed(0, 0.8) == float("inf")
