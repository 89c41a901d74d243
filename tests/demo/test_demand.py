"""Fresh demand follows the calendar, the hours and the release, and nothing else."""

import numpy as np

from qm.demo import demand
from qm.demo.story import CHANNELS, DAY, REASONS, STORIES, half_hour_shape


def test_hours_add_up_to_a_day_within_opening_times():
    for channel in range(len(CHANNELS)):
        assert np.isclose(half_hour_shape(channel, 0).sum(), 1)
    voice_saturday = half_hour_shape(0, 5)
    assert set(np.flatnonzero(voice_saturday)) == set(range(18, 28))  # 9 to 14 h
    assert half_hour_shape(0, 6).sum() == 0


def test_a_release_is_full_for_its_days_and_then_fades():
    release = demand.Release(day=10, reason=3, factor=3.0, days=2)
    factors = release.factors(np.array([9, 10, 11, 12, 17, 60]))
    assert factors[:4].tolist() == [1.0, 3.0, 3.0, 3.0]
    assert np.isclose(factors[4], 1 + 2 * np.exp(-1))
    assert np.isclose(factors[5], 1.0, atol=1e-3)


def test_a_release_falls_on_a_tuesday_where_there_is_one():
    for first_weekday in range(7):
        release = demand.release_for(STORIES["default"], 28, first_weekday)
        assert (release.day + first_weekday) % 7 == 1
        assert 16 <= release.day < 23


def test_contacts_come_sorted_as_many_as_asked_for_and_fewest_on_sundays():
    none = demand.Release(day=99, reason=0, factor=1.0, days=1)
    fresh = demand.fresh_contacts(np.random.default_rng(1), 500, 0, 70, 0, none)
    times = np.array([f.arrives for f in fresh])
    assert (np.diff(times) >= 0).all()
    assert abs(len(fresh) / 70 - 500) < 15
    weekday = (times // DAY).astype(int) % 7
    assert np.bincount(weekday).argmin() == 6
    assert np.bincount(weekday).argmax() == 0
    assert {CHANNELS[f.channel] for f, w in zip(fresh, weekday, strict=True) if w == 6} == {"email"}
    assert {f.reason for f in fresh} == set(range(len(REASONS)))
