"""Agreement against published tables and established packages, and what it does when data cannot tell."""

import numpy as np
import pytest

from qm.models.agreement.category_distance import Metric
from qm.models.agreement.coefficients import (
    brennan_prediger,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    prevalence,
)
from qm.models.agreement.kappa import cohen_kappa, conger_kappa, weighted_kappa
from qm.models.agreement.ratings import nominal, numeric
from tests.models import agreement_tables as tables
from tests.models.agreement_tables import ALPHAS, PUBLISHED, counted, crossed, table

COEFFICIENTS = {
    "ac1": gwet_ac,
    "fleiss": fleiss_kappa,
    "alpha": lambda r: krippendorff_alpha(r, "nominal"),
    "conger": conger_kappa,
    "brennan": brennan_prediger,
}


@pytest.mark.parametrize(("name", "coefficient"), [(n, c) for n in PUBLISHED for c in PUBLISHED[n]])
def test_published_values_and_intervals(name: str, coefficient: str):
    found = COEFFICIENTS[coefficient](table(getattr(tables, name)))
    assert (found.value, found.low, found.high) == pytest.approx(PUBLISHED[name][coefficient], abs=6e-6)


@pytest.mark.parametrize(("name", "metric"), [(n, m) for n in ALPHAS for m in ALPHAS[n]])
def test_krippendorff_alpha_on_every_scale(name: str, metric: Metric):
    found = krippendorff_alpha(table(getattr(tables, name)), metric)
    assert found.value == pytest.approx(ALPHAS[name][metric], abs=6e-7)


def test_fleiss_kappa_from_counts():
    assert fleiss_kappa(counted(tables.FLEISS_COUNTS)).value == pytest.approx(0.20993070442195522)
    assert fleiss_kappa(table(tables.FLEISS_1971)).value == pytest.approx(0.43024452006014074)


@pytest.mark.parametrize(
    ("text", "cohen", "scott", "ac1", "brennan", "alpha", "agreement"),
    [
        (tables.ABSTRACTORS, 0.79641, 0.79624, 0.84933, 0.835, 0.79726, 0.89),
        (tables.DIAGNOSIS, 0.4315, 0.43034, 0.45616, 0.44993, 0.43162, 0.58744),
        (tables.PARADOX, 0.022, -0.067, 0.5326, 0.350, -0.064, 0.675),
    ],
)
def test_two_raters(text: str, cohen: float, scott: float, ac1: float, brennan: float, alpha: float, agreement: float):
    ratings = crossed(text)
    found = [
        cohen_kappa(ratings),
        fleiss_kappa(ratings),
        gwet_ac(ratings),
        brennan_prediger(ratings),
        krippendorff_alpha(ratings, "nominal"),
        percent_agreement(ratings),
    ]
    printed = 6e-6 if text != tables.PARADOX else 6e-4
    assert [e.value for e in found] == pytest.approx([cohen, scott, ac1, brennan, alpha, agreement], abs=printed)


def test_the_paradox_is_seen_in_the_prevalence():
    assert prevalence(crossed(tables.PARADOX)) == pytest.approx([0.8125, 0.1875])


def test_cohen_as_sas_has_it():
    assert cohen_kappa(crossed("0 4 1 / 0 8 0 / 0 1 5")).value == pytest.approx(0.4842, abs=5e-5)


def test_cohen_with_more_raters_is_the_mean_of_their_pairs():
    # raters 0 and 1 agree fully, each agrees with 2 as chance would have it
    ratings = numeric([0, 1, 2, 3] * 3, np.repeat([0, 1, 2], 4), [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1])
    found = cohen_kappa(ratings)
    assert found.value == pytest.approx(1 / 3)
    assert found.why == "mean of 3 pairs of raters"


def test_cohen_leaves_out_items_that_one_of_two_did_not_rate():
    full = numeric([0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1], [0, 1, 1, 0, 1, 0])
    gaps = numeric([0, 1, 2, 3, 0, 1, 2], [0, 0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 0, 1, 0])
    assert cohen_kappa(gaps).value == cohen_kappa(full).value


def test_weighted_kappa_and_ac2_forgive_near_misses():
    # differences 0, 0, 1, 0 on a scale of 1 to 3; by chance each of a (1 2 3 3) meets each of b (1 2 2 3)
    ratings = numeric([0, 1, 2, 3] * 2, [0] * 4 + [1] * 4, [1, 2, 3, 3, 1, 2, 2, 3])
    by_chance = np.mean([(a - b) ** 2 for a in (1, 2, 3, 3) for b in (1, 2, 2, 3)])
    assert weighted_kappa(ratings).value == pytest.approx(1 - 0.25 / by_chance)
    agreed = 1 - (1 / 4) / 4
    shares = np.array([2, 3, 3]) / 8
    weights = 1 - (np.subtract.outer([1, 2, 3], [1, 2, 3]) / 2) ** 2
    chance = weights.sum() / 6 * (shares * (1 - shares)).sum()
    assert gwet_ac(ratings, "interval").value == pytest.approx((agreed - chance) / (1 - chance))


def test_intervals_of_kappa_hold_what_they_promise():
    """Where the truth is known, about 95 of 100 intervals hold it."""
    rng = np.random.default_rng(3)
    held = {cohen_kappa: 0, weighted_kappa: 0}
    truth = {cohen_kappa: 0.64, weighted_kappa: 0.64}  # each right with 0.9: agree with .82, by chance with .5
    for _ in range(200):
        true = rng.random(150) < 0.5
        seen = np.where(rng.random((2, 150)) < 0.9, true, ~true)
        ratings = numeric(np.tile(np.arange(150), 2), np.repeat([0, 1], 150), seen.ravel())
        for coefficient in held:
            found = coefficient(ratings)
            held[coefficient] += found.low <= truth[coefficient] <= found.high
    assert all(180 <= times <= 199 for times in held.values())


class TestWhatDataCannotTell:
    def test_nobody_differs(self):
        ratings = numeric([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 1])
        assert percent_agreement(ratings).value == 1
        for coefficient in (fleiss_kappa, gwet_ac, cohen_kappa, weighted_kappa, conger_kappa, brennan_prediger):
            assert coefficient(ratings).value is None
            assert "every rating is the same" in coefficient(ratings).why

    def test_nobody_differs_on_a_scale_that_is_known_to_have_more(self):
        ratings = numeric([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 1], scale=(0, 1))
        assert gwet_ac(ratings).value == 1
        assert fleiss_kappa(ratings).value is None

    def test_one_rater_and_no_shared_item(self):
        assert fleiss_kappa(numeric([0, 1], [0, 0], [1, 2])).why == "only one rater"
        assert fleiss_kappa(numeric([0, 1], [0, 1], [1, 2])).why == "no item was rated by two raters"
        assert fleiss_kappa(numeric([], [], [])).why == "there are no ratings"

    def test_words_have_no_order(self):
        ratings, _ = nominal([0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 1])
        assert krippendorff_alpha(ratings, "ordinal").why == "the ratings are words without an order"
        assert weighted_kappa(ratings).value is None
        assert fleiss_kappa(ratings).value is not None

    def test_a_ratio_scale_has_no_values_below_zero(self):
        assert "below 0" in krippendorff_alpha(numeric([0, 0, 1, 1], [0, 1, 0, 1], [-1, 1, 2, 1]), "ratio").why

    def test_full_agreement_has_no_interval(self):
        found = cohen_kappa(numeric([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 2, 2]))
        assert (found.value, found.low, found.high) == (1, None, None)
        assert found.why
