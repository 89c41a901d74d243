"""Questions put together: one question is the coefficient itself, groups are held against the same chance."""

import numpy as np
import pytest

from qm.models.agreement.coefficients import fleiss_kappa, gwet_ac, krippendorff_alpha, percent_agreement
from qm.models.agreement.pooled import pool
from qm.models.agreement.ratings import numeric
from tests.models import agreement_tables as tables
from tests.models.agreement_tables import crossed

ITEM, RATER = np.repeat(np.arange(200), 2), np.tile([0, 1], 200)
PARADOX = np.array([[a, b] for a, b, n in ((1, 1, 130), (1, 0, 56), (0, 1, 9), (0, 0, 5)) for _ in range(n)], float)


@pytest.mark.parametrize(
    ("coefficient", "value"),
    [("percent_agreement", 0.675), ("fleiss_kappa", -0.067), ("ac1", 0.5326), ("alpha_nominal", -0.064)],
)
def test_one_question_is_the_coefficient_itself(coefficient: str, value: float):
    found = pool(ITEM, RATER, PARADOX.reshape(-1, 1), coefficient).agreement()
    assert found.value == pytest.approx(value, abs=6e-4)
    ratings = crossed(tables.PARADOX)
    single = {
        "percent_agreement": percent_agreement,
        "fleiss_kappa": fleiss_kappa,
        "ac1": gwet_ac,
        "alpha_nominal": lambda r: krippendorff_alpha(r, "nominal"),
    }[coefficient](ratings)
    assert found.value == pytest.approx(single.value, abs=1e-9)


def test_percent_agreement_has_the_interval_of_the_coefficient():
    found = pool(ITEM, RATER, PARADOX.reshape(-1, 1), "percent_agreement").agreement()
    single = percent_agreement(numeric(ITEM, RATER, PARADOX.ravel()))
    assert (found.low, found.high) == pytest.approx((single.low, single.high))


def test_groups_add_up_and_gaps_do_not_matter():
    given = np.array([[1, 1], [1, np.nan], [0, 1], [1, 0]], dtype=float)  # two items, two raters, two questions
    found = pool([0, 0, 1, 1], [0, 1, 0, 1], given, "percent_agreement")
    assert found.agreement().value == pytest.approx(1 / 3)  # question 1: equal, different; question 2: different
    assert found.agreement(found.item == 0).value == 1
    assert found.agreement(found.item == 1).value == 0
    assert found.agreement(found.item == 7).why == "no item was rated by two raters"


def test_nothing_to_pool_says_why():
    assert pool([0, 1], [0, 0], np.ones((2, 1)), "ac1").agreement().why == "no item was rated by two raters"
    same = pool([0, 0], [0, 1], np.ones((2, 1)), "fleiss_kappa").agreement()
    assert same.why == "every rating is the same, so there is nothing to set against chance"


def test_groups_at_once_are_the_groups_one_by_one():
    rng = np.random.default_rng(4)
    given = (rng.random((90, 2)) < 0.7).astype(float)
    found = pool(np.repeat(np.arange(30), 3), np.tile([0, 1, 2], 30), given, "ac1")
    group = found.item % 4
    for number, estimate in enumerate(found.agreements(group, 5)):
        assert estimate == found.agreement(group == number)
