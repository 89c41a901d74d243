"""Time open between two clock times, done in the head: night, weekend, holiday, clock change, outside hours."""

from datetime import date

import numpy as np
import pytest

from qm.metrics.open_time import OpenTimes, is_open, open_days, seconds_open
from qm.store import open_hours

HOUR = 3600
START = date(1, 1, 1)
OFFICE = OpenTimes(((START, open_hours("Mo-Fr 08:00-18:00; Sa 09:00-13:00")),))
NIGHT = OpenTimes(((START, open_hours("22:00-06:00")),))
HOLIDAYS = frozenset({date(2024, 5, 1), date(2024, 5, 9)})  # two holidays in weeks that are open otherwise


def between(times: OpenTimes, start: str, end: str) -> float:
    return float(seconds_open(times, [start], [end])[0]) / HOUR


# 6 May 2024 is a Monday.
@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2024-05-06T09:00", "2024-05-06T11:30", 2.5),  # within one day
        ("2024-05-06T17:00", "2024-05-07T09:00", 2),  # over a night that is closed
        ("2024-05-06T03:00", "2024-05-06T09:00", 1),  # begins outside hours
        ("2024-05-06T17:00", "2024-05-06T23:00", 1),  # ends outside hours
        ("2024-05-06T19:00", "2024-05-07T07:00", 0),  # begins and ends in the same closed night
        ("2024-05-10T17:00", "2024-05-13T09:00", 1 + 4 + 1),  # over a weekend: Friday, Saturday, Monday
        ("2024-05-11T14:00", "2024-05-13T08:00", 0),  # from Saturday's close to Monday's opening
        ("2024-05-06T10:00", "2024-05-06T10:00", 0),  # no time at all
        ("2024-05-06T10:00", "2024-05-06T09:00", 0),  # the end before the start
        ("2024-05-06T08:00", "2024-05-13T08:00", 54),  # a whole week
        ("2024-01-01T00:00", "2024-12-30T00:00", 52 * 54),  # 52 weeks
    ],
)
def test_office_hours(start, end, hours):
    assert between(OFFICE, start, end) == pytest.approx(hours)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2024-05-06T23:00", "2024-05-07T01:00", 2),  # over midnight
        ("2024-05-06T21:00", "2024-05-07T07:00", 8),  # the whole night
        ("2024-05-06T06:00", "2024-05-06T22:00", 0),  # the whole day
        ("2024-05-06T00:00", "2024-05-07T00:00", 8),  # the end of one night and the start of the next
    ],
)
def test_night_shift(start, end, hours):
    assert between(NIGHT, start, end) == pytest.approx(hours)


def test_holidays_are_closed_and_the_night_before_runs_on():
    office = OpenTimes(OFFICE.hours, HOLIDAYS)
    assert between(office, "2024-04-30T17:00", "2024-05-02T09:00") == 2  # over 1 May, a Wednesday
    assert between(OFFICE, "2024-04-30T17:00", "2024-05-02T09:00") == 12
    night = OpenTimes(NIGHT.hours, HOLIDAYS)
    assert between(night, "2024-04-30T21:00", "2024-05-02T21:00") == 8  # from the 30th into the 1st; none on the 1st
    with_own = OpenTimes(((START, open_hours("Mo-Fr 08:00-18:00; PH 10:00-12:00")),), HOLIDAYS)
    assert between(with_own, "2024-05-01T00:00", "2024-05-02T00:00") == 2
    always = OpenTimes(((START, open_hours("24h")),), HOLIDAYS)
    assert between(always, "2024-05-01T00:00", "2024-05-02T00:00") == 24


@pytest.mark.parametrize("day", ["2024-03-31", "2024-10-27"])
def test_a_day_on_which_clocks_change_has_24_hours_of_clock_time(day):
    """Central Europe: 02:00 became 03:00 on the one, 03:00 became 02:00 on the other. Both are Sundays."""
    always = OpenTimes(((START, open_hours("24h")),))
    after = str(np.datetime64(day) + 1)
    assert between(always, f"{day}T00:00", f"{after}T00:00") == 24
    assert between(NIGHT, f"{day}T01:00", f"{day}T04:00") == 3
    sunday = OpenTimes(((START, open_hours("Su 08:00-18:00")),))
    assert between(sunday, f"{day}T00:00", f"{after}T00:00") == 10  # a day shift is the same on any day


def test_hours_change_from_a_day_on():
    times = OpenTimes(((START, open_hours("09:00-17:00")), (date(2024, 5, 7), open_hours("10:00-12:00"))))
    assert between(times, "2024-05-06T16:00", "2024-05-07T11:00") == 2
    closed_before = OpenTimes(((START, None), (date(2024, 5, 7), open_hours("10:00-12:00"))))
    assert between(closed_before, "2024-05-06T00:00", "2024-05-08T00:00") == 24 + 2  # no hours set: always open


def test_several_spans_a_day_and_nights_that_run_into_them():
    times = OpenTimes(((START, open_hours("Mo 08:00-12:00,13:00-15:00,20:00-02:00; Tu 01:00-03:00")),))
    assert between(times, "2024-05-06T00:00", "2024-05-08T00:00") == 4 + 2 + 7  # 20:00 to 03:00 in one stretch


def test_many_at_once_with_unknown_ones():
    found = seconds_open(OFFICE, ["2024-05-06T09:00", "NaT", "2024-05-06T09:00"], ["2024-05-06T10:00"] * 2 + ["NaT"])
    assert found[0] == HOUR
    assert np.isnan(found[1:]).all()
    assert seconds_open(OFFICE, [], []).size == 0


def test_open_or_closed():
    moments = ["2024-05-06T08:00", "2024-05-06T07:59:59", "2024-05-06T18:00", "2024-05-06T17:59:59", "2024-05-12T10:00"]
    assert is_open(OFFICE, moments).tolist() == [True, False, False, True, False]


def test_a_calendar_adds_up():
    table = open_days(OFFICE, date(2024, 5, 6), date(2024, 5, 12))
    assert (table["open_before"] / HOUR).tolist() == [0, 10, 20, 30, 40, 50, 54]
    assert table.loc[0, ["opens_0", "closes_0"]].to_list() == [8 * HOUR, 18 * HOUR]
