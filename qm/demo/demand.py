"""Fresh demand: who makes contact on their own account, when, how, and about what.

Repeat contacts and redials are not here; the floor makes them.
"""

from dataclasses import dataclass

import numpy as np

from qm.demo.floor import Fresh
from qm.demo.story import (
    CHANNEL_SHARE,
    CHANNELS,
    DAY,
    HALF_HOUR,
    REASON_SHARE,
    REASONS,
    WEEKDAY_SHAPE,
    Story,
    half_hour_shape,
)

FRESH_SHARE = 0.79
"""Share of all contacts that is fresh in the default story: repeats and redials make the rest."""

DAY_VARIATION = 0.05
"""Days differ by this much (coefficient of variation) beyond chance and calendar."""

CUSTOMERS_PER_DAILY_CONTACT = 420
"""Customers per fresh contact a day: how rarely the same person has a new matter."""

RELEASE_FADES_DAYS = 5.0


@dataclass(frozen=True)
class Release:
    """A product release after which one reason is asked about `factor` times as often, for `days` days, then fading."""

    day: int
    reason: int
    factor: float
    days: int

    def factors(self, days: np.ndarray) -> np.ndarray:
        """The factor on the reason's fresh demand on each day."""
        after = days - (self.day + self.days)
        fading = np.exp(-np.maximum(after, 0) / RELEASE_FADES_DAYS)
        return np.where(days < self.day, 1.0, 1.0 + (self.factor - 1.0) * fading)


def release_for(story: Story, days: int, first_weekday: int) -> Release:
    """The story's release: on a Tuesday at about six tenths of the time, or just then when there is no Tuesday."""
    day = int(days * 0.6)
    tuesday = day + (1 - day - first_weekday) % 7
    day = tuesday if tuesday < days else day
    return Release(day, story.release_reason, story.release_factor, min(14, max(1, days // 7)))


def fresh_contacts(
    rng: np.random.Generator, per_day: float, first_day: int, days: int, first_weekday: int, release: Release
) -> list[Fresh]:
    """Fresh contacts from `first_day` on, times in seconds from day 0 (a `first_weekday`, 0 = Monday), sorted.

    `per_day` is the mean of the whole week. Counts are Poisson around the calendar, the release,
    and a factor of each day's own.
    """
    day = np.arange(first_day, first_day + days)
    weekday = (day + first_weekday) % 7
    own = np.exp(DAY_VARIATION * rng.standard_normal(days) - DAY_VARIATION**2 / 2)
    shape = np.array(WEEKDAY_SHAPE)[:, weekday] * own  # channel × day
    factor = np.ones((len(REASONS), days))
    factor[release.reason] = release.factors(day)
    share = np.array(CHANNEL_SHARE)[:, None] * np.array(REASON_SHARE)
    counts = rng.poisson(per_day * share[:, :, None] * factor[None] * shape[:, None, :])

    arrives, channels, reasons = [], [], []
    for channel in range(len(CHANNELS)):
        for d in range(days):
            n = int(counts[channel, :, d].sum())
            if n == 0:
                continue
            edges = np.cumsum(half_hour_shape(channel, int(weekday[d])))
            slot = np.searchsorted(edges, rng.random(n) * edges[-1], side="right")
            arrives.append(day[d] * DAY + (slot + rng.random(n)) * HALF_HOUR)
            channels.append(np.full(n, channel))
            reasons.append(np.repeat(np.arange(len(REASONS)), counts[channel, :, d]))
    arrived = np.concatenate(arrives)
    order = np.argsort(arrived, kind="stable")
    customers = rng.integers(0, max(50, int(per_day * CUSTOMERS_PER_DAILY_CONTACT)), size=len(arrived))
    columns = (arrived[order], np.concatenate(channels)[order], np.concatenate(reasons)[order], customers)
    return list(map(Fresh._make, zip(*(column.tolist() for column in columns), strict=True)))
