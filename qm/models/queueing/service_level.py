"""The six published service levels, from one queue.

They differ only in what abandoned contacts do; the names are those of the definition
`service_level.variant`. Source: docs/methods.md, Service level (ICMI, Genesys, Cisco, Bright Pattern).
"""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

VARIANTS = (
    "offered",
    "answered",
    "abandons_met",
    "abandons_in_target_ignored",
    "short_abandons_met",
    "short_abandons_removed",
)


class Shares(Protocol):
    """What a queue must know; `erlang.Queue` and `patience.CurveQueue` do."""

    @property
    def abandonment(self) -> Numbers: ...
    def answered_within(self, seconds: ArrayLike) -> Numbers: ...
    def abandoned_within(self, seconds: ArrayLike) -> Numbers: ...


def service_level(
    queue: Shares, threshold_seconds: ArrayLike, variant: str = "offered", short_abandon_seconds: ArrayLike = 5.0
) -> Numbers:
    """The share of contacts that met the target, by `variant`; shape of the queue.

    NaN where nothing is left to count, such as the answered where all give up. Raises ValueError
    for another variant.
    """
    return parts(queue, threshold_seconds, variant, short_abandon_seconds)[0]


def parts(
    queue: Shares, threshold_seconds: ArrayLike, variant: str = "offered", short_abandon_seconds: ArrayLike = 5.0
) -> tuple[Numbers, Numbers]:
    """The service level, and the share of all contacts that it counts (its weight in a sum over intervals)."""
    met = queue.answered_within(threshold_seconds)
    counted = np.ones_like(met)
    if variant == "answered":
        counted = 1 - queue.abandonment
    elif variant == "abandons_met":
        met = met + queue.abandoned_within(threshold_seconds)
    elif variant == "abandons_in_target_ignored":
        counted = 1 - queue.abandoned_within(threshold_seconds)
    elif variant == "short_abandons_met":
        met = met + queue.abandoned_within(short_abandon_seconds)
    elif variant == "short_abandons_removed":
        counted = 1 - queue.abandoned_within(short_abandon_seconds)
    elif variant != "offered":
        raise ValueError(f"There is no service level called '{variant}'; there are {', '.join(VARIANTS)}.")
    level = np.divide(met, counted, out=np.full_like(met, np.nan), where=counted > 1e-12)
    return np.clip(level, 0.0, 1.0), counted
