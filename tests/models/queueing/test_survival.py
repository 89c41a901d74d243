import numpy as np
import pytest

from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.general_patience import curve_queue
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.simulation import Spread, simulate
from qm.models.queueing.survival import kaplan_meier


def test_by_hand():
    """Six cases: ends at 1, 3, 3 and 5; one cut off at 2, one at 6. 5/6, then × 2/4, then × 1/2."""
    found = kaplan_meier([1, 2, 3, 3, 5, 6], [1, 0, 1, 1, 1, 0])
    assert found.seconds.tolist() == [1, 3, 5]
    assert found.at_risk.tolist() == [6, 4, 2]
    assert found.share == pytest.approx([5 / 6, 5 / 12, 5 / 24])
    assert (found.n, found.ended, found.longest) == (6, 4, 6)
    assert found.left([0, 1, 2.9, 3, 9]) == pytest.approx([1, 5 / 6, 5 / 6, 5 / 12, 5 / 24])
    assert found.median() == 3
    assert found.mean_until(4) == pytest.approx(1 + 2 * 5 / 6 + 5 / 12)


def test_greenwood_by_hand():
    """After the second moment: variance of ln S is 1/(6·5) + 2/(4·2); on the ln(-ln) scale divided by (ln S)²."""
    found = kaplan_meier([1, 2, 3, 3, 5, 6], [1, 0, 1, 1, 1, 0])
    spread = 1.959964 * np.sqrt(1 / 30 + 2 / 8) / abs(np.log(5 / 12))
    assert found.low[1] == pytest.approx((5 / 12) ** np.exp(spread), rel=1e-6)
    assert found.high[1] == pytest.approx((5 / 12) ** np.exp(-spread), rel=1e-6)
    assert (found.low < found.share).all()
    assert (found.share < found.high).all()


def test_everybody_seen_to_end_is_the_plain_share():
    found = kaplan_meier(np.arange(1, 101), np.ones(100))
    assert found.share == pytest.approx(1 - np.arange(1, 101) / 100)
    assert found.low[-1] == 0
    assert np.isnan(found.high[-1])
    assert found.median() == 50


def test_nobody_seen_to_end():
    found = kaplan_meier([5, 9], [0, 0])
    assert (found.ended, found.left(100)) == (0, 1)
    assert np.isnan(found.median())
    assert kaplan_meier([], []).n == 0


def test_misdials_are_left_out():
    found = kaplan_meier([1, 2, 10, 20], [1, 1, 1, 0], from_seconds=5)
    assert found.n == 2
    assert found.share.tolist() == [0.5]


def test_patience_is_found_though_most_were_answered():
    """Simulated: patience 180 s. Those who hang up waited far less; the curve knows."""
    record = simulate(Scenario(100, 30, 300, 17, 180), 4e5, 2)
    found = kaplan_meier(record.wait, ~record.answered)
    assert record.wait[~record.answered].mean() < 70
    at = np.array([10.0, 30, 60])
    step = np.searchsorted(found.seconds, at, side="right") - 1
    assert (found.low[step] < np.exp(-at / 180)).all()
    assert (np.exp(-at / 180) < found.high[step]).all()


def test_the_curve_in_the_model_repairs_what_exponential_patience_gets_wrong():
    """Nearly everybody waits about as long (cv .5): the curve's ASA is within 2 s, that of the fitted mean is not."""
    scenario = Scenario(126, 30, 300, 20, 180)
    record = simulate(scenario, 1.5e6, 2, warm_up=2e4, spread=Spread(handle=1.0, patience=0.5))
    observed = record.figures(scenario)
    curve = kaplan_meier(record.wait, ~record.answered).as_patience()
    model = curve_queue(126 / 1800, 300, 20, curve)
    assert model.asa_seconds == pytest.approx(observed["asa"][0], abs=2)
    assert model.abandonment == pytest.approx(observed["abandonment"][0], abs=0.006)
    assert model.answered_within(20) == pytest.approx(observed["service_level"][0], abs=0.012)
    mean = record.wait.sum() / (~record.answered).sum()
    assert abs(erlang_a(126 / 1800, 300, 20, mean).asa_seconds - observed["asa"][0]) > 4


def test_a_curve_of_many_steps_is_thinned():
    rng = np.random.default_rng(1)
    patience, wait = rng.exponential(180, 20_000), np.minimum(rng.exponential(120, 20_000), 300)
    curve = kaplan_meier(np.minimum(patience, wait), patience < wait).as_patience()
    assert len(curve.seconds) <= 401
    assert curve.tail_seconds == pytest.approx(180, rel=0.35)
    found, exact = curve_queue(0.1, 300, 30, curve), erlang_a(0.1, 300, 30, 180)
    assert found.abandonment == pytest.approx(exact.abandonment, rel=0.05)
