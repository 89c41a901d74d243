"""How far weights may move: floors, a cap on change, locked questions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qm.models.statistics.clusters import Numbers


@dataclass(frozen=True)
class Limits:
    """Today's weights and what each may become, as shares of 1."""

    today: Numbers
    low: Numbers
    high: Numbers

    @property
    def free(self) -> int:
        """How many weights can move."""
        return int((self.high - self.low > 1e-9).sum())


def limits(
    today: ArrayLike,
    names: list[str],
    *,
    floors: Mapping[str, float] | None = None,
    cap: float | None = None,
    locked: Collection[str] | Mapping[str, float] = (),
) -> Limits:
    """Limits on weights that sum to 100 points; today's are brought to 100 first.

    `floors` the least points of a question, `cap` the most points any may move, `locked` those
    that stay: where they are today, or at the points given. ValueError, in words, where they cannot all be kept.
    """
    given = np.asarray(today, dtype=float)
    floors = floors or {}
    for name in (*floors, *locked):
        if name not in names:
            raise ValueError(f"There is no question '{name}' on the scorecard; there are {', '.join(names)}.")
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() <= 0:
        raise ValueError("Today's weights must be numbers not below 0 that do not all vanish; correct the scorecard.")
    if cap is not None and not cap >= 0:
        raise ValueError(f"A cap of {cap:g} points cannot be kept; give 0 or more.")
    points = given / given.sum() * 100
    least = np.zeros(len(points)) if cap is None else np.maximum(points - cap, 0)
    most = np.full(len(points), 100.0) if cap is None else np.minimum(points + cap, 100)
    for i, name in enumerate(names):
        if name in locked:
            stays = locked[name] if isinstance(locked, Mapping) else points[i]
            if floors.get(name, 0) > stays + 1e-9:
                raise ValueError(
                    f"{name} is locked at {stays:g} points and cannot have a floor of {floors[name]:g}; unlock it."
                )
            least[i] = most[i] = stays
        elif name in floors:
            least[i] = max(least[i], floors[name])
            if least[i] > most[i] + 1e-9:
                raise ValueError(
                    f"{name} has {points[i]:g} points today: a cap of {cap:g} does not let it reach its floor "
                    f"of {floors[name]:g}; raise the cap or lower the floor."
                )
    if least.sum() > 100 + 1e-9:
        raise ValueError(f"Floors and locks need {least.sum():g} points of 100; lower floors or unlock questions.")
    if most.sum() < 100 - 1e-9:
        raise ValueError(
            f"Locks and the cap leave {most.sum():g} points of 100; unlock questions or allow more change."
        )
    return Limits(points / 100, least / 100, most / 100)
