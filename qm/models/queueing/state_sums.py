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

FAR = 4.4  # standard deviations: beyond, gammainc runs out of terms for large counts, and the fractions are quick
DEPTH = 22  # levels that give 1e-14 from there on


def log_poisson(count: Numbers, mean: Numbers) -> Numbers:
    """ln(mean^count e^-mean / Γ(count + 1)) for real counts ≥ 0 and means > 0.

    Large counts go by the distance from the mean, so that two huge terms never cancel
    (C. Loader 2000, "Fast and accurate computation of binomial probabilities").
    """
    large = count > 30.0
    c = np.where(large, count, 31.0)
    away = (mean - c) / c
    log_ratio = log1p(np.maximum(away, -0.9))
    far = away < -0.9
    if far.any():
        log_ratio[far] = np.log(mean[far]) - np.log(c[far])
    near_mean: Numbers = -c * (away - log_ratio) - 0.5 * np.log(2 * np.pi * c) - _stirling_error(c)
    if large.all():
        return near_mean
    few = np.where(large, 1.0, count)
    summed: Numbers = xlogy(few, mean) - mean - gammaln(few + 1)
    return np.where(large, near_mean, summed)


def log_states_below(agents: Numbers, offered: Numbers) -> Numbers:
    """ln Σ of the states with an agent free, relative to "all busy, nobody waits".

    1 + this sum is 1 / Erlang B. `agents` real and > 0, `offered` in Erlangs and > 0.
    """
    found = np.empty_like(agents)
    far = (offered - agents > FAR * np.sqrt(agents)) & (offered > 30)
    found[far] = np.log(_below_by_fraction(agents[far], offered[far]))
    n, a = agents[~far], offered[~far]
    found[~far] = np.log(gammaincc(n, a)) - log_poisson(n, a)
    return found


def log_states_above(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """ln A and ln P(x, y), where A = 1 + y/(x+1) + y²/((x+1)(x+2)) + … = P(x, y) / pmf(x; y).

    A is the sum of the states in which all agents are busy, relative to the one in which nobody
    waits, when x is the service rate and y the arrival rate, both per mean patience. `x`, `y` > 0.
    """
    above, share = np.empty_like(x), np.empty_like(x)
    poisson = log_poisson(x, y)
    far = _is_quiet(x, y)
    above[far] = np.log(x[far]) - np.log(x[far] - y[far] + _excess_by_fraction(x[far], y[far]))
    share[far] = above[far] + poisson[far]
    share[~far] = np.log(gammainc(x[~far], y[~far]))
    above[~far] = share[~far] - poisson[~far]
    return above, share


def abandoning_share(x: Numbers, y: Numbers, log_above: Numbers) -> Numbers:
    """Share of those who wait that give up: 1/(ρA) + 1 - 1/ρ with ρ = y/x, without its cancellation."""
    found = (np.exp(np.log(x) - log_above) - x + y) / y
    quiet = _is_quiet(x, y)
    found[quiet] = _excess_by_fraction(x[quiet], y[quiet]) / y[quiet]
    return np.clip(found, 0.0, 1.0)


def _is_quiet(x: Numbers, y: Numbers) -> NDArray[np.bool_]:
    """Where the load is so far below the service rate that the fraction is quick, and P may be no number."""
    return (x - y > FAR * np.sqrt(x)) | (y < np.minimum(0.01 * (x + 1), x))


def _stirling_error(x: Numbers) -> Numbers:
    square = 1.0 / (x * x)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x


def _below_by_fraction(agents: Numbers, offered: Numbers) -> Numbers:
    """Σ below by Legendre's fraction for Γ(agents, offered), for loads far above the agents."""
    spare, tail = offered + 1 - agents, np.zeros_like(agents)
    for k in range(DEPTH, 0, -1):
        tail += spare
        tail += 2 * k
        np.divide(k * agents - k * k, tail, out=tail)
    return agents / (spare + tail)


def _excess_by_fraction(x: Numbers, y: Numbers) -> Numbers:
    """K in A = x / (x - y + K), from the fraction y/(x - y + 1 + 2y/(x - y + 2 + …)), for y far below x."""
    spare, tail = x - y, np.zeros_like(x)
    for k in range(DEPTH, 0, -1):
        tail += spare
        tail += k
        np.divide(k * y, tail, out=tail)
    return tail
