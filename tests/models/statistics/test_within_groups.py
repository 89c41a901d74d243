"""Slopes within groups: least squares with dummies, what confounds, evaluators' error, and how often intervals hold."""

import numpy as np
import pytest

from qm.models.statistics.quantiles import student
from qm.models.statistics.within_groups import ObserverError, observer_error, within_slopes, without_levels


def dummies(code):
    return (np.asarray(code)[:, None] == np.unique(code)[1:]).astype(float)


def test_two_groups_by_hand():
    """Group a: x 1, 3 and y 5, 9, so 2 a point; group b: x 0, 2 and y 40, 40, so nothing: 1 together."""
    found = within_slopes([1.0, 3, 0, 2], [5.0, 9, 40, 40], ["a", "a", "b", "b"], ["a", "a", "b", "b"])
    assert found.values[0] == pytest.approx(1.0)
    assert (found.n, found.groups, found.clusters) == (4, 2, 2)
    # Residuals are -1, 1 and 1, -1: each cluster's pull is ∓2 / 4, scaled by 1 / √(1 − 1/2).
    assert found.errors[0] == pytest.approx(np.sqrt(2 * (0.5**2 / 0.5)))
    # Satterthwaite: 1 / (2 · 0.5² + 2 · 0.5² · 0.5² / 0.5²) = 1.
    assert found.freedom[0] == pytest.approx(1.0)
    half = student(0.975, 1.0) * found.errors[0]
    assert found.interval(0) == pytest.approx((1 - half, 1 + half))


def test_as_least_squares_with_a_dummy_for_every_group_and_period():
    rng = np.random.default_rng(5)
    agent, reason, week = rng.integers(0, 9, 400), rng.integers(0, 4, 400), rng.integers(0, 6, 400)
    cell, wait = agent * 4 + reason, rng.exponential(1, 400)
    x = rng.normal(size=(400, 2)) + 0.2 * cell[:, None] + 0.5 * week[:, None]
    y = x @ [0.3, -0.2] - cell + 0.4 * week + wait + rng.normal(size=400)
    found = within_slopes(x, y, cell, agent, week, wait)
    design = np.column_stack([x, np.ones(400), dummies(cell), dummies(week), wait])
    assert found.values == pytest.approx(np.linalg.lstsq(design, y, rcond=None)[0][:2], abs=1e-8)


def test_groups_of_one_compare_nothing():
    alone = within_slopes([1.0, 3, 0, 2, 9], [5.0, 9, 40, 40, 0], list("aabbc"), list("aabbc"))
    without = within_slopes([1.0, 3, 0, 2], [5.0, 9, 40, 40], list("aabb"), list("aabb"))
    assert alone.values[0] == without.values[0]
    assert alone.n == 4
    assert within_slopes([1.0, 2, 3], [1.0, 2, 3], list("abc"), list("abc")) is None
    assert within_slopes([], [], [], []) is None


def test_nothing_varies_or_one_agent_has_it_all():
    assert within_slopes([1.0, 1, 2, 2], [0.0, 1, 0, 1], list("aabb"), list("aabb")) is None
    assert within_slopes([1.0, 2, 2, 2], [0.0, 1, 0, 1], list("aabb"), list("aabb")) is None
    x = np.arange(20.0)
    assert within_slopes(np.column_stack([x, 2 * x]), x % 3, np.arange(20) // 5, np.arange(20) // 5) is None


def test_the_robust_error_is_unbiased_where_cases_are_independent():
    """Bell and McCaffrey: the variance is right on average, with few and unequal clusters too."""
    rng = np.random.default_rng(2)
    agent = np.repeat(np.arange(5), [60, 25, 20, 10, 5])
    x = rng.normal(size=len(agent))
    inner = without_levels(x[:, None], [agent])[:, 0]
    seen = np.mean([within_slopes(x, rng.normal(size=len(agent)), agent, agent).covariance[0, 0] for _ in range(3000)])
    assert seen == pytest.approx(1 / (inner @ inner), rel=0.05)


def test_observers_error_from_cases_seen_by_several():
    rng = np.random.default_rng(4)
    case = np.repeat(np.arange(400), 3)
    found = observer_error(rng.normal(size=400)[case] * 9 + 5 * rng.normal(size=1200), case)
    assert found.covariance[0, 0] == pytest.approx(25, rel=0.1)
    assert found.relative == pytest.approx(np.sqrt(2 / 800), rel=0.2)
    assert found.cases == 400
    assert observer_error(np.arange(18.0), np.repeat(np.arange(9), 2)) is None
    assert observer_error([], []) is None


def test_observers_error_no_longer_flattens_the_slope():
    rng = np.random.default_rng(6)
    agent = np.repeat(np.arange(60), 100)
    true = 3 * rng.normal(size=60)[agent] + 10 * rng.normal(size=6000)
    y = -0.3 * true + rng.normal(size=6000)
    seen = true + 10 * rng.normal(size=6000)
    error = observer_error(10 * rng.normal(size=6000), np.repeat(np.arange(2000), 3))
    flat, right = (within_slopes(seen, y, agent, agent, error=known) for known in (None, error))
    assert flat.values[0] == pytest.approx(-0.15, abs=0.01)
    assert right.values[0] == pytest.approx(-0.3, abs=0.02)
    assert right.reliability[0] == pytest.approx(0.5, abs=0.02)
    assert flat.reliability is None
    twice = true + 10 / np.sqrt(2) * rng.normal(size=6000)
    found = within_slopes(twice, y, agent, agent, error=error, observers=np.full(6000, 2))
    assert found.values[0] == pytest.approx(-0.3, abs=0.02)


def test_no_more_error_is_taken_out_than_leaves_most_of_the_spread():
    rng = np.random.default_rng(7)
    agent, seen, y = np.repeat(np.arange(20), 40), rng.normal(size=800), rng.normal(size=800)
    plain = within_slopes(seen, y, agent, agent)
    whole = observer_error(rng.normal(size=3000), np.repeat(np.arange(1000), 3))
    found = within_slopes(seen, y, agent, agent, error=whole)
    assert found.reliability[0] == pytest.approx(0.4)
    assert found.values[0] == pytest.approx(plain.values[0] / 0.4)


def test_error_that_is_hardly_known_widens_the_interval_to_the_stronger_side():
    rng = np.random.default_rng(8)
    agent = np.repeat(np.arange(40), 50)
    seen = rng.normal(size=2000)
    y = -0.5 * seen + 0.1 * rng.normal(size=2000)
    error = ObserverError(np.array([[0.3]]), 0.4, 12)
    found = within_slopes(seen, y, agent, agent, error=error)
    low, high = found.interval(0)
    plain = within_slopes(seen, y, agent, agent)
    weak, strong = (plain.values[0] / (1 - 0.3 * 0.98 * times) for times in (1 / 1.784, 1.784))
    assert found.weaker[0] == pytest.approx(weak, rel=0.05)
    assert found.stronger[0] == pytest.approx(strong, rel=0.05)
    assert low < found.stronger[0]
    assert high > found.weaker[0]
    assert found.values[0] - low > high - found.values[0]


def test_several_measures_move_together():
    rng = np.random.default_rng(9)
    agent, x = np.repeat(np.arange(30), 30), rng.normal(size=(900, 2))
    found = within_slopes(x, x @ [1.0, 2.0] + rng.normal(size=900), agent, agent)
    value, low, high = found.combined(np.array([2.0, -1.0]))
    assert value == pytest.approx(float(found.values @ [2.0, -1.0]))
    assert low < 0.0 < high
    one = found.times(10).combined(np.array([1.0, 0.0]))
    assert one[0] == pytest.approx(10 * found.values[0])
    assert one[1:] == pytest.approx(found.times(10).interval(0), rel=0.05)


def world(rng, agents=25, slope=-0.003, hard=0.06, drift=0.0):
    """Hard reasons lower the score and bring repeats, better agents get harder work, stricter weeks are worse ones, and
    agents differ widely in how much they did; `drift` is how far an agent's weeks hang together."""
    sizes = np.maximum(rng.poisson(30 * rng.gamma(1.5, 1 / 1.5, agents)), 2)
    agent = np.repeat(np.arange(agents), sizes)
    n, ability = len(agent), rng.normal(size=agents)
    share = np.exp(np.outer(ability, [-0.6, 0.0, 0.6]))
    reason = (rng.random(n)[:, None] > (share / share.sum(1, keepdims=True)).cumsum(1)[agent]).sum(1)
    week = rng.integers(0, 20, n)
    bad = np.zeros(20)
    for one in range(1, 20):
        bad[one] = 0.8 * bad[one - 1] + 0.5 * rng.normal()
    true = 75 + 4 * ability[agent] - 6 * reason - 3 * bad[week] + 10 * rng.normal(size=n)
    own = drift * rng.normal(size=(agents, 20)).cumsum(1)
    chance = 0.2 + hard * reason - 0.02 * ability[agent] + 0.02 * bad[week] + slope * (true - 75) + own[agent, week]
    back = (rng.random(n) < np.clip(chance, 0.0, 1.0)).astype(float)
    looks = np.where(rng.random(n) < 0.05, 6, 1)
    seen = true + 7 / np.sqrt(looks) * rng.normal(size=n)
    error = observer_error(
        (12 * rng.normal(size=60)[:, None] + 7 * rng.normal(size=(60, 4))).ravel(), np.repeat(range(60), 4)
    )
    return seen, back, agent * 3 + reason, agent, week, error, looks


@pytest.mark.parametrize(
    ("told", "times"),
    [({}, 300), ({"slope": 0.0}, 400), ({"agents": 8, "slope": 0.0}, 400), ({"drift": 0.01}, 300)],
    ids=["a link", "no link", "no link, eight agents", "weeks of an agent hang together"],
)
def test_intervals_hold_where_reason_agent_and_week_confound(told, times):
    """Of the intervals about 95 % hold the truth; on nothing no more than about 5 % claim a link."""
    rng = np.random.default_rng(11)
    slope, held = told.get("slope", -0.003), 0
    for _ in range(times):
        seen, back, cell, agent, week, error, looks = world(rng, **told)
        low, high = within_slopes(seen, back, cell, agent, week, error=error, observers=looks).interval(0)
        held += low <= slope <= high
    assert 0.92 <= held / times <= 0.985


def test_a_plain_line_would_have_been_wrong_there():
    rng, found = np.random.default_rng(12), []
    for _ in range(20):
        seen, back, *_ = world(rng, slope=0.0)
        found.append(np.polyfit(seen, back, 1)[0])
    assert np.mean(found) < -0.001  # no link at all, and a line through all contacts shows one
