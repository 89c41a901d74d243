"""Deferred work (email, messages): the backlog, how long an answer takes, and when it runs away.

A fluid: contacts arrive evenly within an interval and are worked oldest first, as many as the agents can. Nobody
gives up, so there is no safety valve: what can't be worked today is there tomorrow. Customers
who wait for an answer may write again; above a certain backlog these chasers alone are more
than the agents can work, and it grows without bound. Source: docs/methods.md, Deferred work
(own derivation).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Backlog:
    """Contacts, one entry per interval: `arrived` (chasers included), `chasers` among them, `worked`, and what is
    `open` at its end. `curve_…` are the corners of the cumulated flows, for `response`."""

    arrived: Numbers
    chasers: Numbers
    worked: Numbers
    open: Numbers
    start: float
    curve_seconds: Numbers
    curve_arrived: Numbers
    curve_worked: Numbers

    def within(self, seconds: float) -> float:
        """Share of the arrivals answered within `seconds`; what is open at the end counts as not (yet) answered."""
        times, end = self.curve_seconds, self.curve_seconds[-1]
        corners = np.unique(np.concatenate([times, times - seconds]))
        corners = corners[(corners >= 0) & (corners <= end)]
        arrived = np.interp(corners, times, self.curve_arrived)
        worked = np.interp(corners + seconds, times, self.curve_worked)
        done = worked - arrived - self.start  # ≥ 0: worked in time
        done = np.where(np.abs(done) < 1e-9 * (1 + arrived[-1]), 0.0, done)
        before, after = done[:-1], done[1:]
        crossing = (before < 0) != (after < 0)
        apart = np.where(crossing, after - before, 1.0)
        part = np.where(crossing, np.where(before < 0, after, -before) / np.abs(apart), (before >= 0) & (after >= 0))
        weight = np.diff(arrived)
        return float((part * weight).sum() / weight.sum()) if weight.sum() > 0 else 1.0

    def response_seconds(self) -> float:
        """Mean time until an answer of the arrivals that are answered by the end; NaN without any."""
        low, high = self.start, min(self.curve_worked[-1], self.start + self.curve_arrived[-1])
        if high <= low:
            return float("nan")
        corners = np.unique(np.concatenate([self.curve_arrived + self.start, self.curve_worked, [low, high]]))
        corners = corners[(corners >= low) & (corners <= high)]
        middle, weight = (corners[1:] + corners[:-1]) / 2, np.diff(corners)
        # between corners both flows are straight, so the middle is the mean
        answered = np.interp(middle, *_rising(self.curve_worked, self.curve_seconds))
        came = np.interp(middle, *_rising(self.curve_arrived + self.start, self.curve_seconds))
        return float(((answered - came) * weight).sum() / weight.sum())


def backlog(
    arriving: ArrayLike, workable: ArrayLike, interval_seconds: float, start: float = 0.0, chaser_hazard: float = 0.0
) -> Backlog:
    """The backlog over intervals. `arriving` and `workable` contacts per interval (agents × length / handle time).

    `start` contacts are open at the beginning; an open contact brings forth `chaser_hazard` further contacts that
    need work per second. To see the last arrivals answered, end with intervals in which none arrive.
    """
    came, able = (np.asarray(v, dtype=float) for v in np.broadcast_arrays(arriving, workable))
    count = len(came)
    opened, chasers, worked = np.empty(count), np.empty(count), np.empty(count)
    times, flow_in, flow_out = [0.0], [0.0], [0.0]
    held = start
    for k in range(count):
        until, end, extra = _interval(held, came[k], able[k], interval_seconds, chaser_hazard)
        inflow = came[k] + extra
        if until < interval_seconds:  # worked off: from here on arrivals are answered as they come
            at_zero = came[k] * until / interval_seconds + extra
            times.append(k * interval_seconds + until)
            flow_in.append(flow_in[-1] + at_zero)
            flow_out.append(flow_in[-1] + start)
            inflow -= at_zero
        opened[k], chasers[k], worked[k] = end, extra, held + came[k] + extra - end
        times.append((k + 1) * interval_seconds)
        flow_in.append(flow_in[-1] + inflow)
        flow_out.append(flow_in[-1] + start - end)
        held = end
    return Backlog(
        came + chasers, chasers, worked, opened, start, np.array(times), np.array(flow_in), np.array(flow_out)
    )


def tipping_backlog(
    fresh: float, repeat_share: float, handle_seconds: float, agents: float, chaser_hazard: float
) -> float:
    """The backlog above which chasers alone outrun the agents; inf without chasers, 0 where it grows anyway.

    `fresh` contacts per second of working time. (n μ - fresh / (1 - r)) / hazard.
    """
    spare = agents / handle_seconds - (fresh / (1 - repeat_share) if repeat_share < 1 else np.inf)
    if spare <= 0:
        return 0.0
    return float(spare / chaser_hazard) if chaser_hazard > 0 else float("inf")


def _interval(held: float, came: float, able: float, seconds: float, hazard: float) -> tuple[float, float, float]:
    """One interval: when the backlog is worked off (its length if not), what is open at its end, and chasers."""
    lack = (came - able) / seconds  # contacts per second that go unworked
    if hazard * seconds < 1e-12:
        end = held + lack * seconds
        return (seconds, end, 0.0) if end > 0 or lack >= 0 else (held / -lack, 0.0, 0.0)
    growth = float(np.expm1(hazard * seconds))
    end = held + (held + lack / hazard) * growth
    if end > 0 or (held == 0 and lack >= 0):
        return seconds, max(end, 0.0), end - held - lack * seconds
    until = -float(np.log1p(held * hazard / lack)) / hazard if held > 0 else 0.0
    return until, 0.0, -held - lack * until


def _rising(values: Numbers, times: Numbers) -> tuple[Numbers, Numbers]:
    """A curve as (values, times) to be read backwards; where it stands still, times jump."""
    return values + np.arange(len(values)) * 1e-13 * (1 + abs(values[-1])), times
