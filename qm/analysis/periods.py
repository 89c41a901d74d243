"""Periods: from the words in the filter to days, the days to compare with, and the history behind."""

from datetime import date, timedelta

from qm.wording import Days, earlier

DAY = timedelta(days=1)

PERIODS = {
    "28": "Last 28 days",
    "7": "Last 7 days",
    "90": "Last 90 days",
    "365": "Last 365 days",
    "this_month": "This month",
    "last_month": "Last month",
    "all": "All days",
}
COMPARISONS = {"previous": "Previous period", "last_year": "Same period last year", "none": "No comparison"}
GRAINS = {"automatic": "Automatic", "day": "Day", "week": "Week", "month": "Month"}

HISTORY_WEEKS = {"month": 156}
HISTORY_WEEKS_OTHERWISE = 26


def period(name: str, extent: Days, span: Days, custom: tuple[date, ...] = ()) -> Days:
    """The days a period of `PERIODS` means, counted back from the end of the data proper.

    `span` is every day with data, `extent` the days without stragglers. `custom` are the days
    chosen instead, one or two in any order.
    """
    if custom:
        return Days(min(custom), max(custom))
    if name == "all":
        return span
    if name == "this_month":
        return Days(extent.last.replace(day=1), extent.last)
    if name == "last_month":
        last = extent.last.replace(day=1) - DAY
        return Days(last.replace(day=1), last)
    return Days(extent.last - (int(name) - 1) * DAY, extent.last)


def compared(days: Days, comparison: str, since: date) -> Days | None:
    """The days to compare with, each weekday with its like; None for none, or when they reach before `since`.

    The previous period begins as many whole weeks earlier as the period is long, so that it
    does not overlap; last year means 52 weeks earlier. `since` is the first day of steady
    data: half a period would make every count look like growth.
    """
    if comparison == "none":
        return None
    weeks = 52 if comparison == "last_year" else -(-len(days) // 7)
    earlier = days.shifted(7 * weeks)
    return earlier if earlier.first >= since else None


def history(days: Days, grain: str, since: date) -> Days:
    """The period and what limits rest on: 26 weeks before it (three years for months), if there are data."""
    weeks = HISTORY_WEEKS.get(grain, HISTORY_WEEKS_OTHERWISE)
    return Days(min(days.first, max(since, earlier(days.first, 7 * weeks))), days.last)


def trend_around(days: Days, usual: Days, grain: str, since: date, end: date) -> tuple[Days, date]:
    """The days a trend shows for the period `days`, and the day before which its normal range is looked for.

    Days picked inside the trend of the period that would be shown without them (`usual`) leave that trend as it is.
    Others have half a year before them and, up to the end of the data, after them.
    """
    around = history(usual, grain, since)
    if around.first <= days.first and days.last <= around.last:
        return around, usual.first
    past = history(days, grain, since)
    if days == usual:
        return past, days.first
    room = timedelta(weeks=HISTORY_WEEKS_OTHERWISE)
    last = end if end - days.last <= room else days.last + room
    return Days(past.first, max(days.last, last)), days.first
