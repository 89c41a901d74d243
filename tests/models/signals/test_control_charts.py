"""Control limits against the published example, and each of the four rules on a series of its own."""

import numpy as np
import pytest

from qm.models.signals.control_charts import BEYOND, NEAR, SHIFT, TREND, average_range, laney, xmr

PUBLISHED = [82, 85, 79, 88, 84, 83, 90, 81, 80, 86, 87, 84]


def test_xmr_gives_the_published_limits():
    chart = xmr(PUBLISHED)
    assert chart.centre[0] == pytest.approx(84.083, abs=5e-4)
    assert average_range(PUBLISHED) == pytest.approx(4.545, abs=5e-4)
    assert 3.267 * average_range(PUBLISHED) == pytest.approx(14.85, abs=5e-3)
    assert (chart.lower[0], chart.upper[0]) == (pytest.approx(71.99, abs=5e-3), pytest.approx(96.17, abs=5e-3))
    assert not chart.signal.any()
    assert not chart.trial


def test_fewer_than_twelve_points_are_trial_limits():
    assert xmr(PUBLISHED[:11]).trial
    assert xmr(PUBLISHED + [84] * 9, baseline=11).trial


def test_one_event_does_not_widen_the_limits_unless_asked():
    series = [10, 11, 10, 11, 10, 11, 40, 11, 10, 11, 10, 11, 10, 11]  # ranges 1, two of 29
    assert xmr(series).upper[0] < xmr(series, screen=False).upper[0]
    assert average_range(series) == 1
    assert xmr(series).rule[6] == BEYOND


def test_a_past_event_is_left_aside_when_limits_settle():
    series = [10, 11, 12] * 5 + [60, 61, 62] + [10, 11, 12] * 2
    shifted, settled = xmr(series, screen=False), xmr(series, settle=True, screen=False)
    assert shifted.centre[0] > 15
    assert settled.centre[0] == 11
    assert settled.aside == 3
    assert np.flatnonzero(settled.signal).tolist() == [15, 16, 17]


def test_more_than_a_third_standing_out_is_another_level_not_an_event():
    assert xmr([10, 11] * 6 + [60, 61] * 4, settle=True).aside == 0


def test_limits_locked_on_the_first_points_judge_the_later_ones():
    chart = xmr([10, 12] * 6 + [30, 30], baseline=12)
    assert chart.centre[0] == 11
    assert list(chart.signal[-2:]) == [1, 1]
    assert not chart.signal[:12].any()


def test_two_of_three_near_a_limit_need_all_three_on_one_side():
    calm = [10.0, 12.0] * 6  # centre 11, limits ± 5.32, near from ± 3.55
    assert xmr([*calm, 15.0, 11.5, 15.0], baseline=12).rule[-3:] == (NEAR, "", NEAR)
    assert xmr([*calm, 15.0, 10.5, 15.0], baseline=12).rule[-3:] == ("", "", "")


def test_seven_on_one_side_is_a_shift_and_six_are_not():
    calm = [10.0, 12.0] * 6
    high = [12.0, 11.5, 12.0, 11.5, 12.0, 11.5]
    assert not xmr([*calm[:-1], 10.0, *high], baseline=12).signal[12:].any()
    chart = xmr([*calm[:-1], 10.0, *high, 12.0], baseline=12)
    assert set(chart.rule[-7:]) == {SHIFT}
    assert list(chart.signal[-7:]) == [1] * 7


def test_points_on_the_centre_are_on_no_side():
    assert not xmr([5.0] * 20).signal.any()


def test_seven_falling_points_are_a_trend_even_across_the_centre():
    calm = [10.0, 12.0] * 6
    chart = xmr([*calm, 12.5, 12.2, 11.9, 11.2, 10.9, 10.5, 10.2], baseline=12)
    assert set(chart.rule[-7:]) == {TREND}
    assert list(chart.signal[-7:]) == [-1] * 7


def test_laney_equals_plain_p_limits_when_points_vary_as_a_binomial_would():
    # Two shares around .5 of 100: sigma .05; z alternates ± .564, so its moving range is 1.128 and sigma z is 1.
    step = 0.05 * 1.128 / 2
    part = [100 * (0.5 + step), 100 * (0.5 - step)] * 6
    chart = laney(part, [100] * 12)
    assert chart.centre[0] == pytest.approx(0.5)
    assert (chart.lower[0], chart.upper[0]) == (pytest.approx(0.35), pytest.approx(0.65))


def test_laney_widens_with_the_spread_between_points_and_narrows_with_size():
    part, whole = np.array([800, 840] * 6), np.array([1000] * 12)
    chart = laney(part, whole)
    # binomial sigma sqrt(.82 × .18 / 1000); z moves by .04 / sigma each time
    assert chart.upper[0] - 0.82 == pytest.approx(3 * 0.04 / 1.128)
    wider = laney(np.append(part, 82), np.append(whole, 100), baseline=12)
    assert (wider.upper[12] - 0.82) == pytest.approx(min(1 - 0.82, 3 * 0.04 / 1.128 * np.sqrt(10)))


def test_laney_limits_stay_between_nothing_and_everything():
    chart = laney([0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1], [20] * 12)
    assert chart.lower.min() == 0


def test_a_season_gives_every_label_its_own_limits():
    week = [100, 100, 100, 100, 100, 40, 20]
    wobble = [0, 2, -2, 1, -1, 2, -2]
    series = [level + wobble[(day * 3) % 7] for day, level in enumerate(week * 6)]
    labels = [day % 7 for day in range(42)]
    assert xmr(series).signal[6] == -1  # without seasons every Sunday would be news
    chart = xmr(series, season=labels, baseline=28)
    assert chart.centre[6] < 25 < 35 < chart.centre[5] < 45
    assert not chart.signal.any()
    quiet = xmr([*series[:-1], 60], season=labels, baseline=28)  # sixty on a Sunday is news, on a Friday too few
    assert (quiet.signal[-1], quiet.rule[-1]) == (1, BEYOND)
