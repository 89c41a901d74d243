"""The intervals of a queue: when they begin, who is present, which contacts fall into them, and their profile."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.fit.observations import seconds
from qm.models.queueing.fitting import ENOUGH, smoothed

Numbers = NDArray[np.float64]

DAY = 86_400
USUAL_MINUTES = 30.0


def people_present(staffing: pd.DataFrame) -> tuple[float, Numbers, Numbers | None]:
    """The usual length of intervals in minutes, when those with people start, and how many are there."""
    if staffing.empty:
        return USUAL_MINUTES, np.zeros(0), None
    minutes = float(staffing["minutes"].mode().iloc[0])
    usual = staffing[staffing["minutes"] == minutes].groupby("starts", as_index=False)["agents"].sum()
    return minutes, seconds(usual["starts"]), seconds(usual["agents"])


def usual_intervals(arrived: Numbers, length: float) -> Numbers:
    """Every time of the day at which contacts usually come, on every day with contacts."""
    start = np.floor(arrived / length) * length
    slot, count = np.unique(start % DAY, return_counts=True)
    open_slots = slot[count >= 0.003 * len(arrived)]
    weekday_slot = np.unique((start // DAY + 3) % 7 * DAY + start % DAY)
    days = np.unique(start // DAY)
    every = (days[:, None] * DAY + open_slots[None, :]).ravel()
    usual = np.isin((every // DAY + 3) % 7 * DAY + every % DAY, weekday_slot)
    return every[usual]


def place_of(arrived: Numbers, starts: Numbers, length: float) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Into which interval each arrival falls, and whether into any."""
    place = np.clip(np.searchsorted(starts, arrived, side="right") - 1, 0, len(starts) - 1)
    return place, (arrived >= starts[place]) & (arrived < starts[place] + length)


def counted(place: NDArray[np.intp], intervals: int) -> Numbers:
    return np.bincount(place, minlength=intervals).astype(float)


def profile(counts: Numbers, starts: Numbers, otherwise: Numbers) -> Numbers:
    """Shares of the intervals, adding to 1; like `otherwise` where too little is counted."""
    found = counts if counts.sum() >= ENOUGH else np.asarray(otherwise, dtype=float)
    even = smoothed(found, *calendar(starts))
    return np.asarray(even / even.sum())


def calendar(starts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Weekday, time of the day, and day of each interval."""
    return (starts // DAY + 3) % 7, starts % DAY, starts // DAY
