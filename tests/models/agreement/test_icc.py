"""Intraclass correlation against Shrout and Fleiss 1979, and with gaps."""

import numpy as np
import pytest

from qm.models.agreement.icc import icc, mean_squares
from qm.models.agreement.ratings import numeric
from tests.models.agreement_tables import SHROUT_FLEISS, table


def test_shrout_and_fleiss():
    single, average = icc(table(SHROUT_FLEISS))
    assert single.value == pytest.approx(0.2897637795275591)
    assert average.value == pytest.approx(0.6200505475989891)
    # intervals as R's psych has them
    assert (single.low, single.high) == pytest.approx((0.019, 0.761), abs=6e-4)
    assert (average.low, average.high) == pytest.approx((0.071, 0.927), abs=6e-4)


def test_the_other_forms_come_from_the_same_mean_squares():
    m = mean_squares(table(SHROUT_FLEISS))
    within = (m.between_raters * 3 + m.error * 15) / 18
    assert (m.between_items - within) / (m.between_items + 3 * within) == pytest.approx(0.16574176840547544)
    assert (m.between_items - m.error) / (m.between_items + 3 * m.error) == pytest.approx(0.7148407148407149)
    assert (m.between_items - within) / m.between_items == pytest.approx(0.44279713367926865)
    assert (m.between_items - m.error) / m.between_items == pytest.approx(0.9093155423770695)


def test_gaps_change_little_where_little_is_missing():
    rng = np.random.default_rng(1)
    item, rater = (x.ravel() for x in np.indices((200, 5)))
    score = 2 * rng.standard_normal(200)[item] + np.array([-1, 0, 0, 0, 1])[rater] + rng.standard_normal(1000)
    full = icc(numeric(item, rater, score))
    kept = rng.random(1000) < 0.8
    gaps = icc(numeric(item[kept], rater[kept], score[kept]))
    assert gaps[0].value == pytest.approx(full[0].value, abs=0.04)
    assert gaps[0].why == "from variance components, because of gaps"
    assert full[0].low < gaps[0].value < full[0].high
    assert gaps[1].value > gaps[0].value


def test_what_cannot_be_had_says_why():
    assert icc(numeric([0, 0], [0, 1], [1, 2]))[0].why == "only one item"
    assert "every rating is the same" in icc(numeric([0, 0, 1, 1], [0, 1, 0, 1], [2, 2, 2, 2]))[0].why
    constant = icc(numeric([0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 3, 4]))[0]
    assert constant.value == pytest.approx(2 / 2.5)
    assert constant.low is None
