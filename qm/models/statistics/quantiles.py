"""Quantiles of the usual distributions, and ranks: scipy.stats has them too, but takes half a second to load."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtri, ndtri, stdtrit

Numbers = NDArray[np.float64]


def normal(share: float) -> float:
    """The value below which `share` of a standard normal lies."""
    return float(ndtri(share))


def student(share: float, freedom: float) -> float:
    """The same for Student's t."""
    return float(stdtrit(freedom, share))


def fisher(share: float, above: float, below: float) -> float:
    """The same for F with `above` and `below` degrees of freedom."""
    return float(fdtri(above, below, share))


def ranks(values: ArrayLike) -> Numbers:
    """Ranks from 1; ties share the mean of theirs."""
    given = np.asarray(values)
    _, place, times = np.unique(given, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    return np.asarray((last - (times - 1) / 2)[place], dtype=float)
