"""Periods count back from the end of the data proper, and weekdays are compared with their like."""

from datetime import date

import pytest

from qm.analysis.periods import compared, history, period, trend_around
from qm.wording import Days, days_text, point_text

SPAN = Days(date(2024, 1, 3), date(2025, 2, 20))
BODY = Days(date(2024, 1, 3), date(2024, 5, 14))  # a Tuesday; the rest is a tail


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("7", Days(date(2024, 5, 8), date(2024, 5, 14))),
        ("28", Days(date(2024, 4, 17), date(2024, 5, 14))),
        ("this_month", Days(date(2024, 5, 1), date(2024, 5, 14))),
        ("last_month", Days(date(2024, 4, 1), date(2024, 4, 30))),
        ("all", SPAN),
    ],
)
def test_periods_end_with_the_body(name, days):
    assert period(name, BODY, SPAN) == days


def test_days_chosen_win_over_the_period_and_may_come_in_any_order_or_be_one():
    assert period("28", BODY, SPAN, (date(2024, 3, 9), date(2024, 3, 2))) == Days(date(2024, 3, 2), date(2024, 3, 9))
    assert len(period("28", BODY, SPAN, (date(2024, 3, 9),))) == 1


@pytest.mark.parametrize("length", [1, 7, 28, 31, 90])
@pytest.mark.parametrize("comparison", ["previous", "last_year"])
def test_comparisons_align_weekdays_and_do_not_overlap(comparison, length):
    days = Days(date(2025, 2, 1), date.fromordinal(date(2025, 2, 1).toordinal() + length - 1))
    earlier = compared(days, comparison, SPAN.first)
    assert len(earlier) == length
    assert earlier.first.weekday() == days.first.weekday()
    assert earlier.last < days.first


def test_a_period_reaching_before_the_data_is_nothing_to_compare_with():
    days = Days(date(2024, 2, 1), date(2024, 2, 28))
    assert compared(days, "last_year", SPAN.first) is None
    assert compared(days, "previous", SPAN.first) == Days(date(2024, 1, 4), date(2024, 1, 31))
    assert compared(days, "previous", date(2024, 1, 5)) is None
    assert compared(BODY, "none", SPAN.first) is None


def test_history_reaches_back_half_a_year_but_not_before_the_data():
    assert history(Days(date(2024, 5, 8), date(2024, 5, 14)), "automatic", date(2024, 1, 5)).first == date(2024, 1, 5)
    assert history(Days(date(2025, 1, 8), date(2025, 1, 14)), "week", date(2024, 1, 5)).first == date(2024, 7, 10)
    assert history(Days(date(2024, 1, 3), date(2024, 1, 9)), "week", date(2024, 1, 5)).first == date(2024, 1, 3)


def test_days_and_points_in_words():
    assert days_text(Days(date(2024, 5, 5), date(2024, 5, 11))) == "5–11 May 2024"
    assert days_text(Days(date(2024, 4, 28), date(2024, 5, 4))) == "28 Apr – 4 May 2024"
    assert days_text(Days(date(2023, 12, 28), date(2024, 1, 3))) == "28 Dec 2023 – 3 Jan 2024"
    assert days_text(Days(date(2024, 5, 5), date(2024, 5, 5))) == "5 May 2024"
    assert point_text(date(2024, 5, 6), "week") == "week of 6 May 2024"
    assert point_text(date(2024, 5, 1), "month") == "May 2024"


def test_days_at_the_ends_of_the_calendar_are_days_like_others():
    everything = Days(date.min, date.max)
    assert compared(everything, "previous", SPAN.first) is None
    assert history(everything, "week", SPAN.first).first == date.min


END = date(2025, 2, 20)
SINCE = date(2024, 1, 1)


def test_days_picked_in_a_trend_leave_it_as_it_is():
    usual = Days(date(2025, 1, 24), END)
    around, since = trend_around(usual, usual, "automatic", SINCE, END)
    assert (around, since) == (history(usual, "automatic", SINCE), usual.first)
    week = Days(date(2024, 11, 4), date(2024, 11, 10))
    assert trend_around(week, usual, "automatic", SINCE, END) == (around, since)


def test_other_days_have_half_a_year_around_them():
    usual = Days(date(2025, 1, 24), END)
    old = Days(date(2024, 6, 3), date(2024, 6, 9))
    around, since = trend_around(old, usual, "automatic", SINCE, END)
    assert (around, since) == (Days(SINCE, date(2024, 12, 8)), old.first)
    last = Days(date(9999, 12, 1), date.max)
    assert trend_around(last, usual, "automatic", SINCE, END)[0].last == date.max
