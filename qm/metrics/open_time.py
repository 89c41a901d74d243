"""Time open between two readings of the centre's own clock: arithmetic on opening hours and holidays.

A day is 24 hours of clock time, on the days when clocks change, too: there is no zone. So a day shift counts the same
on every day of the year; a queue that is open while the clock jumps counts the hour that was skipped, and the hour
that comes twice only once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.store import DAY, OpenHours

PIECES = 4
"""The most stretches of being open within one day: those that begin on it, and the rest of the night before."""

Moments = Sequence[object] | NDArray[np.datetime64]

MONDAY = np.datetime64("1970-01-05", "D")
OPENS, CLOSES = ([f"{name}_{n}" for n in range(PIECES)] for name in ("opens", "closes"))


@dataclass(frozen=True)
class OpenTimes:
    """Opening hours as they change, each from a day on (the first covers all before), None while there are none.

    Without opening hours every moment counts as open. `holidays` are days of the centre's clock.
    """

    hours: tuple[tuple[date, OpenHours | None], ...]
    holidays: frozenset[date] = frozenset()


def open_days(times: OpenTimes, first: date, last: date) -> pd.DataFrame:
    """One row per day from `first` to `last`: day, open_before (seconds open since `first` began), opens_0, closes_0 …

    `opens_n` … `closes_n` are the stretches open within the day, in seconds after midnight; 0 and 0 stand for none.
    """
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    kinds = _kinds(times, days)
    pairs, places = np.unique(np.stack([_kinds(times, days - 1), kinds]), axis=1, return_inverse=True)
    patterns = np.array([_stretches(times, int(before), int(kind)) for before, kind in pairs.T], dtype=float)
    stretches = patterns[places.reshape(-1)]
    seconds = (stretches[:, 1::2] - stretches[:, ::2]).sum(axis=1)
    columns = {OPENS[n]: stretches[:, 2 * n] for n in range(PIECES)}
    columns |= {CLOSES[n]: stretches[:, 2 * n + 1] for n in range(PIECES)}
    return pd.DataFrame({"day": days, "open_before": np.concatenate([[0.0], np.cumsum(seconds)[:-1]]), **columns})


def seconds_open(times: OpenTimes, starts: Moments, ends: Moments) -> NDArray[np.float64]:
    """Seconds open from each start to each end (clock times); NaN where one is unknown, 0 where the end comes first."""
    start, end = (np.asarray(moments, dtype="datetime64[us]") for moments in (starts, ends))
    known = ~(np.isnat(start) | np.isnat(end))
    found = np.full(len(start), np.nan)
    if known.any():
        first, last = min(start[known].min(), end[known].min()), max(start[known].max(), end[known].max())
        table = open_days(times, first.astype("datetime64[D]").item(), last.astype("datetime64[D]").item())
        found[known] = np.maximum(_open_until(table, end[known]) - _open_until(table, start[known]), 0)
    return found


def is_open(times: OpenTimes, moments: Moments) -> NDArray[np.bool_]:
    """Whether each moment lies in open time; a moment of closing is closed already."""
    moment: NDArray[np.datetime64] = np.asarray(moments, dtype="datetime64[us]")
    just_after = np.asarray(moment + np.timedelta64(1, "us"), dtype="datetime64[us]")
    return seconds_open(times, moment, just_after) > 0


def _kinds(times: OpenTimes, days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """What kind of day each is: 0–6 Monday to Sunday, 7 a holiday; plus 8 for each later set of hours."""
    weekday = (days - MONDAY).astype(int) % 7
    holidays = np.array(sorted(times.holidays), dtype="datetime64[D]")
    starts = np.array([day for day, _ in times.hours[1:]], dtype="datetime64[D]")
    return np.where(np.isin(days, holidays), 7, weekday) + 8 * np.searchsorted(starts, days, side="right")


def _stretches(times: OpenTimes, before: int, kind: int) -> list[int]:
    """The stretches open within a day: opens, closes, opens, closes … of as many as there may be."""
    night = [(0, end - DAY) for _, end in _spans(times, before) if end > DAY]
    merged: list[list[int]] = []
    for start, end in sorted([*night, *((start, min(end, DAY)) for start, end in _spans(times, kind))]):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    flat = [number for stretch in merged for number in stretch]
    return flat + [0] * (2 * PIECES - len(flat))


def _spans(times: OpenTimes, kind: int) -> Collection[tuple[int, int]]:
    hours = times.hours[kind // 8][1]
    return ((0, DAY),) if hours is None else hours.days[kind % 8]


def _open_until(table: pd.DataFrame, moments: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Seconds open from the first day of `table` to each moment."""
    days = moments.astype("datetime64[D]")
    place = (days - table["day"].to_numpy().astype("datetime64[D]")[0]).astype(int)
    seconds = (moments - days).astype("timedelta64[us]").astype(float) / 1e6
    within = sum(
        np.clip(np.minimum(seconds, table[closes].to_numpy()[place]) - table[opens].to_numpy()[place], 0, None)
        for opens, closes in zip(OPENS, CLOSES, strict=True)
    )
    until: NDArray[np.float64] = table["open_before"].to_numpy()[place] + within
    return until
