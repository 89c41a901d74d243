"""Nobody is pointed at by luck; those who truly differ are."""

import numpy as np
import pytest

from qm.models.comparison.case_mix import Strata, Sums, nest
from qm.models.comparison.fair_comparison import Comparison, Scale, compare

SHARE, GRADE, TIME = Scale(), Scale(1, 5), Scale(0, None)


def centre(kind: str, seed: int, units: int = 200, better: int = 0) -> tuple[Strata, Sums]:
    """Agents with 3–120 cases, each with a mix of its own; the first `better` are truly better."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), rng.integers(3, 120, units))
    usual = rng.integers(0, 3, units)
    channel = np.where(rng.random(len(unit)) < 0.6, usual[unit], rng.integers(0, 3, len(unit)))
    reason, part = rng.integers(0, 6, len(unit)), rng.integers(0, 4, len(unit))
    ease = np.array([0, -0.5, 0.6])[channel] + np.array([0, 0.3, -0.6, 0, 0.1, 0.4])[reason] + 1.5 * (unit < better)
    if kind == "share":
        x = (rng.random(len(unit)) < 1 / (1 + np.exp(-1 - ease))).astype(float)
    elif kind == "grade":
        x = 1.0 + np.searchsorted((-2, -1, 0, 1.2), 1.5 + ease + rng.logistic(size=len(unit)))
    else:
        x = np.exp(ease) * rng.lognormal(5, 0.9, len(unit))
    (cell_unit, *splits), cell = np.unique(np.stack([unit, channel, reason, part]), axis=1, return_inverse=True)

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(cell, values)

    one = np.ones(len(unit))
    sums = Sums(total(x), total(one), total(one), (total(x * x), total(x), total(one)))
    return nest(cell_unit, units, splits), sums


def flagged(found: Comparison) -> np.ndarray:
    return np.isin(found.verdict, ["above", "below"])


@pytest.mark.parametrize(("kind", "scale"), [("share", SHARE), ("grade", GRADE), ("time", TIME)])
def test_pure_noise_is_called_noise(kind: str, scale: Scale):
    """200 agents from one distribution, ten times: at most 5 % flagged, nobody below ten cases."""
    found = [compare(*centre(kind, seed), scale) for seed in range(10)]
    assert np.mean([flagged(c).mean() for c in found]) <= 0.05
    assert sum((flagged(c) & (c.cases < 10)).sum() for c in found) == 0
    assert 0.03 < np.mean([(np.abs(c.z[c.cases >= 10]) > 1.96).mean() for c in found]) < 0.07
    assert all((c.verdict[c.cases < 10] == "too few").all() for c in found)


@pytest.mark.parametrize(("kind", "scale"), [("share", SHARE), ("grade", GRADE), ("time", TIME)])
def test_those_who_truly_differ_are_found(kind: str, scale: Scale):
    found = compare(*centre(kind, 1, better=20), scale)
    enough = found.cases[:20] >= 60
    assert (found.verdict[:20][enough] == "above").mean() > 0.75
    assert flagged(found)[20:].mean() < 0.02


def test_verdict_and_interval_agree():
    found = compare(*centre("share", 2, better=10), SHARE)
    judged = found.cases >= 10
    assert ((found.low > found.expected) & judged).tolist() == (found.verdict == "above").tolist()
    assert ((found.high < found.expected) & judged).tolist() == (found.verdict == "below").tolist()
    assert (found.low <= found.low95).all()
    assert (found.high >= found.high95).all()


def test_ten_cases_can_be_judged_and_nine_cannot():
    unit = np.array([0, 1, 2, 3])
    k, n = np.array([0.0, 0.0, 900.0, 900.0]), np.array([9.0, 10.0, 1000.0, 1000.0])
    found = compare(nest(unit, 4, []), Sums(k, n, n, (k, k, n)), SHARE)
    assert found.verdict.tolist() == ["too few", "below", "ordinary", "ordinary"]


def test_observed_over_expected_and_difference():
    unit = np.array([0, 1])
    k, n = np.array([45.0, 90.0]), np.array([50.0, 150.0])
    found = compare(nest(unit, 2, []), Sums(k, n, n, (k, k, n)), SHARE)
    assert found.ratio == pytest.approx([0.9 / 0.6, 0.6 / 0.9])
    assert found.difference == pytest.approx([0.3, -0.3])


def test_alone_there_is_nobody_to_compare_with():
    k, n = np.array([8.0]), np.array([10.0])
    found = compare(nest(np.array([0]), 1, []), Sums(k, n, n, (k, k, n)), SHARE)
    assert np.isnan(found.expected[0])
    assert found.verdict.tolist() == ["ordinary"]


def test_more_points_than_possible_widen_the_scale():
    unit = np.array([0, 1, 2])
    points, possible, n = np.array([220.0, 180.0, 170.0]), np.full(3, 200.0), np.full(3, 20.0)
    sums = Sums(points, possible, n, (points**2 / 20, points * 10, possible * 10))
    found = compare(nest(unit, 3, []), sums, SHARE)
    assert np.isfinite(found.shrunk).all()
    assert found.value[0] == pytest.approx(1.1)
