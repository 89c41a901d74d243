"""Sums over the states of a queue, by incomplete gamma functions, in logarithms.

A queue with n agents and a offered Erlangs is a chain of states. Relative to the state
"everybody busy, nobody waiting" the states below add up to Q(n, a) / pmf(n; a), those at and above it
to P(x, y) / pmf(x; y), where Q and P are the regularised incomplete gamma functions and pmf is
the Poisson probability continued to real counts. Both stay exact where Q or P is no longer a number
of the machine: there a continued fraction converges within a few terms.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc, gammaln, log1p, xlogy

Numbers = NDArray[np.float64]

SMALLEST = 1e-280
DEPTH = 12  # beyond 35 standard deviations every level of the fractions gains two or three digits


def log_poisson(count: Numbers, mean: Numbers) -> Numbers:
    """ln(mean^count e^-mean / Γ(count + 1)) for real counts ≥ 0 and means > 0.

    Large counts go by the distance from the mean, so that two huge terms never cancel
    (C. Loader 2000, "Fast and accurate computation of binomial probabilities").
    """
    large = count > 30.0
    c = np.where(large, count, 31.0)
    away = (mean - c) / c
    near_mean = -c * (away - log1p(away)) - 0.5 * np.log(2 * np.pi * c) - _stirling_error(c)
    if large.all():
        return near_mean
    few = np.where(large, 1.0, count)
    return np.where(large, near_mean, xlogy(few, mean) - mean - gammaln(few + 1))


def log_states_below(agents: Numbers, offered: Numbers) -> Numbers:
    """ln Σ of the states with an agent free, relative to "all busy, nobody waits".

    1 + this sum is 1 / Erlang B. `agents` real and > 0, `offered` in Erlangs and > 0.
    """
    tail = gammaincc(agents, offered)
    deep = tail < SMALLEST
    found = np.log(np.where(deep, 1.0, tail)) - log_poisson(agents, offered)
    if deep.any():
        found[deep] = np.log(_below_by_fraction(agents[deep], offered[deep]))
    return found


def log_states_above(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """ln A and ln P(x, y), where A = 1 + y/(x+1) + y²/((x+1)(x+2)) + … = P(x, y) / pmf(x; y).

    A is the sum of the states in which all agents are busy, relative to the one in which nobody
    waits, when x is the service rate and y the arrival rate, both per mean patience. `x`, `y` > 0.
    """
    share = gammainc(x, y)
    poisson = log_poisson(x, y)
    deep = share < SMALLEST
    log_share = np.log(np.where(deep, 1.0, share))
    above = log_share - poisson
    if deep.any():
        above[deep] = np.log(x[deep]) - np.log(x[deep] - y[deep] + _excess_by_fraction(x[deep], y[deep]))
        log_share[deep] = above[deep] + poisson[deep]
    return above, log_share


def abandoning_share(x: Numbers, y: Numbers, log_above: Numbers) -> Numbers:
    """Share of those who wait that give up: 1/(ρA) + 1 - 1/ρ with ρ = y/x, without its cancellation."""
    found = (np.exp(np.log(x) - log_above) - x + y) / y
    quiet = (x - y) > 30.0 * np.sqrt(x)
    if quiet.any():
        found[quiet] = _excess_by_fraction(x[quiet], y[quiet]) / y[quiet]
    return np.clip(found, 0.0, 1.0)


def _stirling_error(x: Numbers) -> Numbers:
    square = 1.0 / (x * x)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x


def _below_by_fraction(agents: Numbers, offered: Numbers) -> Numbers:
    """Σ below by Legendre's fraction for Γ(agents, offered), for loads far above the agents."""
    tail = np.zeros_like(agents)
    for k in range(DEPTH, 0, -1):
        tail = k * (agents - k) / (offered + 2 * k + 1 - agents + tail)
    return agents / (offered + 1 - agents + tail)


def _excess_by_fraction(x: Numbers, y: Numbers) -> Numbers:
    """K in A = x / (x - y + K), from the fraction y/(x - y + 1 + 2y/(x - y + 2 + …)), for y far below x."""
    tail = np.zeros_like(x)
    for k in range(DEPTH, 0, -1):
        tail = k * y / (x - y + k + tail)
    return tail
