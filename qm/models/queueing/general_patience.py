"""M/M/n+G: a queue whose customers' patience follows any curve, such as a Kaplan-Meier estimate.

Assumptions as in `erlang`, but for patience: exact for exponential handle times and a step
curve. To be used where patience has peaks (an announcement) or is nearly the same for everybody;
exponential patience then still gives service level and abandonment within some points, but
waits far off. Source: Baccelli and Hebuterne 1981; docs/methods.md, General patience.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import exprel

from qm.models.queueing.state_sums import log_states_below

Numbers = NDArray[np.float64]

TAIL_STEPS = 400


@dataclass(frozen=True)
class PatienceCurve:
    """A falling step curve: `survival[i]` is the share still willing to wait from `seconds[i]` on.

    `seconds` rises from 0. Beyond the last step, patience is exponential with a mean of `tail_seconds`;
    0 means that everybody gives up there.
    """

    seconds: Numbers
    survival: Numbers
    tail_seconds: float = 0.0

    def steps(self) -> tuple[Numbers, Numbers]:
        """The curve with its tail as fine steps that end at 0."""
        starts, shares = np.asarray(self.seconds, dtype=float), np.asarray(self.survival, dtype=float)
        if starts[0] > 0:
            starts, shares = np.concatenate([[0.0], starts]), np.concatenate([[1.0], shares])
        if self.tail_seconds > 0 and shares[-1] > 0:
            # Steps that hold equal shares, each at its own mean, so that no patience is lost.
            left = np.linspace(1, 0, TAIL_STEPS + 1)
            ends = -np.log(np.maximum((left[1:] + left[:-1]) / 2, 1e-12)) * self.tail_seconds
            starts = np.concatenate([starts, starts[-1] + ends])
            shares = np.concatenate([shares, shares[-1] * left[1:]])
        elif shares[-1] > 0:
            starts = np.concatenate([starts, [starts[-1] + 1.0]])
            shares = np.concatenate([shares, [0.0]])
        return starts, shares


def curve_queue(rate: ArrayLike, handle_seconds: ArrayLike, agents: ArrayLike, curve: PatienceCurve) -> "CurveQueue":
    """The queue in steady state. Contacts per second, mean seconds, agents (real, > 0); shapes broadcast."""
    r, h, n = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (rate, handle_seconds, agents)))
    below = log_states_below(np.atleast_1d(n), np.maximum(np.atleast_1d(r * h), 1e-12)).reshape(n.shape)
    return CurveQueue(r, n / h, below, *curve.steps())


@dataclass(frozen=True)
class CurveQueue:
    """As `erlang.Queue`, with `starts` and `survival` of the steps of the patience curve."""

    rate: Numbers
    drain: Numbers
    log_below: Numbers
    starts: Numbers
    survival: Numbers

    @cached_property
    def delayed(self) -> Numbers:
        """Share of contacts that find everybody busy (and are willing to wait at all)."""
        log_above = np.log(self.drain) + self._log_mass
        return 1 / (1 + np.exp(np.clip(self.log_below - log_above, -700, 700)))

    @cached_property
    def abandonment(self) -> Numbers:
        """Share of contacts that give up."""
        return np.clip(self.delayed * (1 - self._sum(self._weights * self.survival)), 0.0, 1.0)

    @cached_property
    def occupancy(self) -> Numbers:
        """Share of the agents' time spent with contacts."""
        return np.minimum(self.rate / self.drain * (1 - self.abandonment), 1.0)

    @cached_property
    def wait_seconds(self) -> Numbers:
        """Mean wait of all contacts, those who give up included: E[H(V)], H the integral of the curve."""
        return self.delayed * self._sum(self._weights * (self._patience_so_far + self.survival * self._into))

    @cached_property
    def asa_seconds(self) -> Numbers:
        """Mean wait of the answered."""
        waited = self._sum(self._weights * self.survival * (self.starts + self._into))
        return self.delayed * waited / (1 - self.abandonment)

    def answered_within(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts answered within `seconds`."""
        within = self._sum(self._weights_within(seconds) * self.survival)
        return np.clip(1 - self.delayed + self.delayed * within, 0.0, 1.0)

    def abandoned_within(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts that give up within `seconds`."""
        inside = self._weights_within(seconds)
        step = np.searchsorted(self.starts, np.asarray(seconds, dtype=float), side="right") - 1
        gone = self._sum(inside * (1 - self.survival)) + (1 - self._sum(inside)) * (1 - self.survival[step])
        return np.clip(self.delayed * gone, 0.0, self.abandonment)

    @cached_property
    def _lengths(self) -> Numbers:
        """Seconds of each step; the last, where nobody is left, fades by the service rate alone."""
        return np.diff(self.starts, append=np.inf)

    @cached_property
    def _patience_so_far(self) -> Numbers:
        """H at the start of each step: mean wait of customers whom nobody answers."""
        return np.concatenate([[0.0], np.cumsum(self.survival[:-1] * self._lengths[:-1])])

    @cached_property
    def _slopes(self) -> Numbers:
        return self.rate[..., None] * self.survival - self.drain[..., None]

    @cached_property
    def _log_pieces(self) -> Numbers:
        """ln of the integral over each step of e^(rate H(v) - drain v)."""
        at_start = self.rate[..., None] * self._patience_so_far - self.drain[..., None] * self.starts
        return at_start + _log_piece(self._slopes, self._lengths)

    @cached_property
    def _log_mass(self) -> Numbers:
        highest = self._log_pieces.max(-1)
        log_mass: Numbers = highest + np.log(np.exp(self._log_pieces - highest[..., None]).sum(-1))
        return log_mass

    @cached_property
    def _weights(self) -> Numbers:
        """Share of the offered waits of the delayed in each step; they add to 1."""
        return np.exp(self._log_pieces - self._log_mass[..., None])

    @cached_property
    def _into(self) -> Numbers:
        """Mean time into each step of the offered waits that lie in it."""
        return _mean_in_piece(self._slopes, self._lengths)

    def _weights_within(self, seconds: ArrayLike) -> Numbers:
        """As `_weights`, of offered waits up to `seconds` alone."""
        reached = np.clip(np.asarray(seconds, dtype=float)[..., None] - self.starts, 0.0, self._lengths)
        some = reached > 0
        at_start = self.rate[..., None] * self._patience_so_far - self.drain[..., None] * self.starts
        pieces = at_start + _log_piece(self._slopes, np.where(some, reached, 1.0)) - self._log_mass[..., None]
        return np.where(some, np.exp(np.minimum(pieces, 0.0)), 0.0)

    @staticmethod
    def _sum(values: Numbers) -> Numbers:
        total: Numbers = values.sum(-1)
        return total


def _log_piece(slope: Numbers, length: Numbers) -> Numbers:
    """ln of the integral of e^(slope u) for u from 0 to `length`, which may be inf where the slope is below 0."""
    endless = np.isinf(length)
    reach = slope * np.where(endless, 1.0, length)
    rising = np.maximum(reach, 0.0)  # e^rising is taken out so that nothing overflows
    finite = rising + np.log(np.where(endless, 1.0, length)) + np.log(exprel(-np.abs(reach)))
    return np.where(endless, -np.log(np.where(endless, -slope, 1.0)), finite)


def _mean_in_piece(slope: Numbers, length: Numbers) -> Numbers:
    """The mean of u from 0 to `length` under e^(slope u)."""
    endless = np.isinf(length)
    size = np.where(endless, 1.0, length)
    reach = slope * size
    small = np.abs(reach) < 1e-4
    safe = np.where(small, 1.0, reach)
    share = np.where(small, 0.5 + reach / 12, 1 / -np.expm1(-safe) - 1 / safe)
    return np.where(endless, 1 / np.where(endless, -slope, 1.0), size * share)
