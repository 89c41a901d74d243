"""Staffing: enough for the load as planned, cut into shifts that add up to it."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from qm.demo import people, roster
from qm.demo.story import DAY, HALF_HOUR, STORIES


def test_shifts_add_up_to_the_headcount_and_who_came_first_goes_first():
    heads = np.zeros(48, dtype=int)
    heads[16:22] = [1, 2, 2, 3, 1, 1]
    shifts = roster._shifts(heads)
    assert shifts == [(16, 20), (17, 20), (19, 22)]
    assert [sum(start <= slot < end for start, end in shifts) for slot in range(48)] == heads.tolist()


def test_the_plan_covers_the_load_and_only_open_hours():
    need = roster.planned(790)
    assert need[0, 6].sum() == 0  # Sunday
    assert need[0, 0, :16].sum() == need[0, 0, 40:].sum() == 0
    assert (need[0, 0, 16:40] > 1).all()
    assert need[0, 0].sum() > need[0, 1].sum() > need[0, 5].sum()


def test_monday_mornings_are_cut_and_nowhere_is_empty():
    need = roster.planned(790)
    default, calm = (roster.headcount(need, STORIES[name]) for name in ("default", "calm"))
    assert default[0, 0, 16:22].sum() < 0.85 * np.ceil(need[0, 0, 16:22]).sum()
    assert default[3, 0, 18] == default[3, 1, 18]  # the mailroom is not cut
    assert (calm >= default).all()
    assert (default[need > 0] >= 1).all()


@pytest.mark.parametrize("per_day", [16, 790])
def test_nobody_works_twice_at_a_time_and_staffing_is_what_shifts_say(per_day: int):
    rng, story = np.random.default_rng(1), STORIES["default"]
    need = roster.planned(per_day)
    staff = people.hire(rng, story, need, 14, date(2026, 6, 15))
    rota = roster.make_roster(rng, story, need, staff, 0, 14, 0)
    for person in staff:
        own = sorted(s for s in rota.shifts if s.agent == person.number)
        assert all(before.ends < after.starts for before, after in pairwise(own))
    seen = np.zeros_like(rota.present)
    for shift in rota.shifts:
        day = int(shift.starts // DAY)
        start, end = (shift.starts - day * DAY) / HALF_HOUR, (shift.ends - day * DAY) // HALF_HOUR
        seen[day, shift.queue, int(start) : int(end)] += 1
    assert (seen == rota.present).all()
    hours = np.bincount([s.agent for s in rota.shifts], minlength=len(staff))
    assert (hours > 0).all()
