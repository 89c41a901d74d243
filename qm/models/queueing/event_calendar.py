"""The clock of a simulation: what happens next."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Any


class Agenda:
    """Events in order of time. At the same moment the smaller kind comes first, then what was planned first.

    Events are tuples that begin with their time and kind. `known` are those that are certain from the start; they
    stay out of the heap, which is then as small as what is under way. A simulation goes through its agenda once.
    """

    def __init__(self, known: Iterable[tuple[Any, ...]] = ()) -> None:
        self._known = sorted(known, key=lambda event: event[:2])
        self._known.reverse()
        self._planned: list[tuple[Any, ...]] = []
        self._tick = 0

    def plan(self, at: float, kind: int, *rest: object) -> None:
        """Something will happen; handed out as (at, kind, number, *rest)."""
        self._tick += 1  # no two are equal, so what follows is never compared
        heappush(self._planned, (at, kind, self._tick, *rest))

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Until nothing is left; more may be planned on the way."""
        known, planned = self._known, self._planned
        while known or planned:
            if planned and (not known or planned[0][0] <= known[-1][0]):
                yield heappop(planned)
            else:
                yield known.pop()
