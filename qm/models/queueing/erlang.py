"""Erlang B, C and A, exact and in closed form: who waits, how long, and who gives up.

Assumptions: Poisson arrivals, one skill, exponential handle times and patience, first come first
served, steady state. For patience of any other shape see `patience`; for customers who come
back see `feedback`. Erlang A lies between B (no patience) and C (endless patience) and is all
of them here. Agents are real numbers > 0, loads anything from empty to far above the agents.

Sources: Palm 1957; Mandelbaum and Zeltyn 2005, "The Palm/Erlang-A queue"; docs/methods.md, Erlang B, C and A. The
closed form of `discount` and the small-number forms of `gammas` are our own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, exprel

from qm.models.queueing.state_sums import abandoning_share, log_states_above, log_states_below

Numbers = NDArray[np.float64]

NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)
TINY = 1e-12
WINDOW = 36.0  # e^-36: what lies outside is below the machine's precision


def erlang_b(agents: ArrayLike, offered: ArrayLike) -> Numbers:
    """Share of contacts lost when nobody waits. `agents` real > 0, `offered` Erlangs; shapes broadcast."""
    n, a = _positive(agents, offered)
    lost: Numbers = expit(-log_states_below(n, a))
    return lost


def erlang_c(agents: ArrayLike, offered: ArrayLike) -> Numbers:
    """Share of contacts that wait when nobody ever gives up; 1 where the load reaches the agents."""
    n, a = _positive(agents, offered)
    free = np.clip(1 - a / n, 0, None)
    return 1 / (1 + np.exp(np.minimum(log_states_below(n, a), 700.0)) * free)


def erlang_a(rate: ArrayLike, handle_seconds: ArrayLike, agents: ArrayLike, patience_seconds: ArrayLike) -> "Queue":
    """M/M/n+M in steady state. Contacts per second, mean seconds, agents, mean patience; shapes broadcast.

    `patience_seconds` may be inf (Erlang C; nothing settles where the load reaches the agents:
    waits are inf) and 0 (Erlang B: who can't be answered at once is gone).
    """
    numbers = (np.asarray(v, dtype=float) for v in (rate, handle_seconds, agents, patience_seconds))
    r, h, n, p = np.broadcast_arrays(*numbers)
    r, n = np.maximum(r, TINY * 1e-6), np.maximum(n, TINY)
    return Queue(r, n / h, np.maximum(p, 1e-9), _flat(log_states_below, n, r * h))


@dataclass(frozen=True)
class Queue:
    """A queue in steady state whose customers' patience is exponential; every field has the same shape.

    `rate` contacts per second, `drain` contacts per second that leave served while all are busy,
    `patience_seconds` the mean, `log_below` as in `gammas.log_states_below`.
    """

    rate: Numbers
    drain: Numbers
    patience_seconds: Numbers
    log_below: Numbers

    @cached_property
    def load(self) -> Numbers:
        """Offered work over what the agents can do; above 1 is overload."""
        return self.rate / self.drain

    @cached_property
    def is_swamped(self) -> NDArray[np.bool_]:
        """Overload in which nobody gives up: the queue grows for ever."""
        return self._endless & (self.load >= 1)

    @cached_property
    def delayed(self) -> Numbers:
        """Share of contacts that find everybody busy."""
        delayed: Numbers = expit(self._log_above - self.log_below)
        return delayed

    @cached_property
    def abandonment(self) -> Numbers:
        """Share of contacts that give up."""
        x, y = self._per_patience
        given_up = _flat(abandoning_share, x, y, self._log_above)
        return np.where(self._endless, 0.0, self.delayed * given_up)

    @cached_property
    def wait_seconds(self) -> Numbers:
        """Mean wait of all contacts, those who give up included."""
        with np.errstate(divide="ignore"):
            endless = self.delayed / np.maximum(self.drain - self.rate, 0.0)
        return np.where(self._endless, endless, self.abandonment * self._patience)

    @cached_property
    def waiting(self) -> Numbers:
        """Mean number of contacts in the queue."""
        return self.rate * self.wait_seconds

    @cached_property
    def occupancy(self) -> Numbers:
        """Share of the agents' time spent with contacts."""
        return np.minimum(self.load * (1 - self.abandonment), 1.0)

    @cached_property
    def asa_seconds(self) -> Numbers:
        """Average speed of answer: mean wait of the answered (48 Gauss-Legendre nodes)."""
        with np.errstate(invalid="ignore"):
            found = self.answered_mean(lambda wait: wait) / (1 - self.abandonment)
        return np.where(self.is_swamped, np.inf, found)

    def waits_longer(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts whose wait, ended by an answer or by giving up, is longer than `seconds`."""
        t = np.asarray(seconds, dtype=float)
        return self.delayed * self._offered_longer(t)[0] * np.exp(-t / self.patience_seconds)

    def answered_later(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts that are answered after more than `seconds`."""
        longer, served = self._offered_longer(np.asarray(seconds, dtype=float))
        return self.delayed * longer * served

    def answered_within(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts that are answered within `seconds`: service level "offered"."""
        return np.clip(1 - self.abandonment - self.answered_later(seconds), 0.0, 1.0)

    def abandoned_within(self, seconds: ArrayLike) -> Numbers:
        """Share of all contacts that give up within `seconds`."""
        later = self.waits_longer(seconds) - self.answered_later(seconds)
        return np.clip(self.abandonment - later, 0.0, self.abandonment)

    def discount(self, scale_seconds: ArrayLike) -> Numbers:
        """E[e^(-wait / scale); answered], exact: 1 - abandonment where waits are short, 0 where they are long."""
        s = np.asarray(scale_seconds, dtype=float)
        x, y = self._per_patience
        z = x + 1 + self._patience / s
        log_z, _ = _flat(log_states_above, *np.broadcast_arrays(z, y))
        waited = np.exp(np.minimum(np.log(x / z) + log_z - self._log_above, 0.0))
        if self._endless.any():
            spare = np.maximum(self.drain - self.rate, 0.0)
            waited = np.where(self._endless, spare / (spare + 1 / s), waited)
        discounted: Numbers = 1 - self.delayed + self.delayed * waited
        return discounted

    def answered_mean(self, of_wait: Callable[[Numbers], Numbers]) -> Numbers:
        """E[of_wait(wait); answered] for any function of the wait in seconds (48 Gauss-Legendre nodes)."""
        waits, weights = self._answered_waits
        served = np.clip(1 - self.abandonment - (1 - self.delayed), 0.0, 1.0)
        at_once = of_wait(np.zeros_like(self.rate))
        mean: Numbers = (1 - self.delayed) * at_once + served * (weights * of_wait(waits)).sum(-1)
        return mean

    def wait_quantile(self, share: float, of: Literal["all", "answered"] = "all") -> Numbers:
        """Seconds within which the waits of this share of contacts end; 0 for those who don't wait."""
        tail = self.waits_longer if of == "all" else self.answered_later
        most = (1 - share) * (1.0 if of == "all" else 1 - self.abandonment)
        low, high = np.zeros_like(self.rate), np.full_like(self.rate, 1.0) / self.drain
        for _ in range(200):
            short = (tail(high) > most) & ~self.is_swamped
            if not short.any():
                break
            high = np.where(short, 2 * high, high)
        for _ in range(60):
            middle = (low + high) / 2
            longer = tail(middle) > most
            low, high = np.where(longer, middle, low), np.where(longer, high, middle)
        found = np.where(tail(np.zeros_like(high)) <= most, 0.0, high)
        return np.where(self.is_swamped, np.inf, found)

    @cached_property
    def _endless(self) -> NDArray[np.bool_]:
        return np.isinf(self.patience_seconds)

    @cached_property
    def _patience(self) -> Numbers:
        return np.where(self._endless, 1.0, self.patience_seconds)

    @cached_property
    def _per_patience(self) -> tuple[Numbers, Numbers]:
        return self.drain * self._patience, self.rate * self._patience

    @cached_property
    def _above(self) -> tuple[Numbers, Numbers]:
        log_above, log_share = _flat(log_states_above, *self._per_patience)
        if self._endless.any():
            with np.errstate(divide="ignore"):
                log_above = np.where(self._endless, -np.log(np.maximum(1 - self.load, 0.0)), log_above)
        return log_above, log_share

    @property
    def _log_above(self) -> Numbers:
        return self._above[0]

    def _offered_longer(self, t: Numbers) -> tuple[Numbers, Numbers]:
        """Of those who would wait: P(offered wait > t), and P(still there, and served | offered wait > t)."""
        x, y = self._per_patience
        fading = np.exp(-t / self._patience)
        later, later_share = _flat(log_states_above, *np.broadcast_arrays(x, np.maximum(y * fading, 1e-300)))
        # In underload the sums are small and their ratio exact; in overload the shares are near 1.
        gone = -self.drain * t - y * np.expm1(-t / self._patience)
        exponent = np.where(self.load < 1, gone + later - self._log_above, later_share - self._above[1])
        served = np.where(later < 1e-7, fading / (1 + 1 / x), -np.expm1(-later) / self.load)
        if self._endless.any():
            exponent = np.where(self._endless, -np.maximum(self.drain - self.rate, 0.0) * t, exponent)
            served = np.where(self._endless, 1.0, served)
        return np.exp(np.minimum(exponent, 0.0)), served

    @cached_property
    def _answered_waits(self) -> tuple[Numbers, Numbers]:
        """Nodes (seconds) and weights (adding to 1) over the waits of those answered after a wait."""
        rate, drain = self.rate[..., None], self.drain[..., None]
        theta = 1 / self.patience_seconds[..., None]
        safe = np.where(theta > 0, theta, 1.0)
        drain = np.where(self.is_swamped[..., None], 2 * rate, drain)  # no waits to speak of: any will do

        def exponent(v: Numbers) -> Numbers:
            log_density: Numbers = rate * v * exprel(-theta * v) - (drain + theta) * v
            return log_density

        peak = np.where(theta > 0, np.maximum(np.log(rate / (drain + safe)), 0.0) / safe, 0.0)
        bend = rate * theta * np.exp(-theta * peak)
        slope = drain + theta - rate * np.exp(-theta * peak)
        highest = exponent(peak)
        reach = WINDOW / np.maximum(np.maximum(slope, np.sqrt(WINDOW * bend / 2)), 1e-300)
        for _ in range(8):  # Newton on a concave curve: from the second step on from the safe side
            v = peak + reach
            fall = drain + theta - rate * np.exp(-theta * v)
            reach = np.maximum(reach + (exponent(v) - highest + WINDOW) / np.maximum(fall, 1e-300), 0.0)
        start = np.maximum(peak - np.sqrt(2 * WINDOW / np.maximum(bend, 1e-300)), 0.0)
        half = (peak + reach - start) / 2
        waits = start + half * (NODES + 1)
        weights = WEIGHTS * np.exp(exponent(waits) - highest)
        return waits, weights / weights.sum(-1, keepdims=True)


def _positive(agents: ArrayLike, offered: ArrayLike) -> tuple[Numbers, Numbers]:
    n, a = np.broadcast_arrays(np.asarray(agents, dtype=float), np.asarray(offered, dtype=float))
    return np.maximum(n, TINY), np.maximum(a, TINY)


def _flat(function: Callable[..., Any], *arguments: Numbers) -> Any:
    """`function` works on arrays with masks; numbers without a dimension get one for the while."""
    shape = arguments[0].shape
    found = function(*(np.atleast_1d(a) for a in arguments))
    return tuple(f.reshape(shape) for f in found) if isinstance(found, tuple) else found.reshape(shape)
