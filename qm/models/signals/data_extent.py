"""Where the data proper begin and end.

Extracts often trail off: a cut-off by closing date leaves a few stragglers for months.
Read as a trend they are a collapse that never happened. Periods therefore count from the
end of the data proper, and the stragglers are said.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

QUIET = 0.10  # a week below this part of the usual week is quiet
QUIET_DAYS = 14  # shorter quiet ends are weekends and holidays
FEW = 0.05  # more than this part of all contacts is no tail
ORDINARY_DAY = 0.25  # of the usual day of its kind: belongs to the data proper


@dataclass(frozen=True)
class DataExtent:
    """First and last day of the data proper, and the contacts before and after it.

    `steady` is its first day at the usual level: extracts often begin with a few days of
    stragglers, and limits should not rest on them.
    """

    first: np.datetime64
    steady: np.datetime64
    last: np.datetime64
    before: int
    after: int


def find_extent(days: ArrayLike, counts: ArrayLike) -> DataExtent | None:
    """The data proper among daily counts; None without any.

    `days` are dates in any order, each at most once; days not named have no contacts. A
    tail is a stretch of more than 14 days at either end in which every week has less than a
    tenth of the usual week, with at most 5 % of all contacts. The usual week is the one the
    median contact lies in, which a long thin tail does not move.
    """
    dates = np.asarray(days, dtype="datetime64[D]")
    numbers = np.asarray(counts, dtype=np.int64)
    dates, numbers = dates[numbers > 0], numbers[numbers > 0]
    if not len(dates):
        return None
    first, last = dates.min(), dates.max()
    daily = np.zeros(int((last - first).astype(int)) + 1, dtype=np.int64)
    daily[(dates - first).astype(int)] = numbers
    weekday = ((first.astype(int) + 3) % 7 + np.arange(len(daily))) % 7
    ends = _tail(daily, weekday)
    starts = _tail(daily[::-1], weekday[::-1])
    stop = len(daily) - ends
    if starts >= stop:
        starts = 0
    main = daily[starts:stop]
    steady = starts + int(np.argmax(main >= ORDINARY_DAY * _weighted_median(main, main)))
    before, after = int(daily[:starts].sum()), int(daily[stop:].sum())
    return DataExtent(first + starts, first + steady, first + stop - 1, before, after)


def _tail(daily: NDArray[np.int64], weekday: NDArray[np.int64]) -> int:
    """How many days at the end are a tail; 0 for none."""
    if len(daily) <= QUIET_DAYS + 7:
        return 0
    weeks = np.convolve(daily, np.ones(7, dtype=np.int64))[: len(daily)]  # the seven days up to each day
    usual = _weighted_median(weeks, daily)
    busy = np.flatnonzero(weeks >= QUIET * usual)
    last = int(busy[-1])
    # The last busy week may owe its contacts to its first day: step back to that day.
    while last > 0 and daily[last] < ORDINARY_DAY * usual / 7:
        last -= 1
    while last + 1 < len(daily) and _is_ordinary(daily, weekday, last + 1):
        last += 1
    tail = len(daily) - 1 - last
    few = daily[last + 1 :].sum() <= FEW * daily.sum()
    return tail if tail > QUIET_DAYS and few else 0


def _is_ordinary(daily: NDArray[np.int64], weekday: NDArray[np.int64], day: int) -> bool:
    """Whether a day is as busy as its weekday used to be: quiet Sundays after a busy Friday are."""
    same = daily[:day][weekday[:day] == weekday[day]]
    usual = _weighted_median(same, same) if same.sum() else 0
    return bool(usual and daily[day] >= ORDINARY_DAY * usual)


def _weighted_median(values: NDArray[np.int64], weights: NDArray[np.int64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
