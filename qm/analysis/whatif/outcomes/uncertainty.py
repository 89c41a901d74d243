"""How sure the figures of a setting are: the spread that the errors of the fit leave them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qm.analysis.cache import kept
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.quality.quality_effect import drawn_levers
from qm.analysis.whatif.queue.prepared_queue import Selection, prepared_queue
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import drawn, moved
from qm.store import Session

DRAWS = 40
FIGURES = ("service_level", "abandonment", "asa", "occupancy")


@dataclass(frozen=True)
class Range:
    """95 % of what the data allow lies from `low` to `high`."""

    low: float
    high: float

    @property
    def text(self) -> str:
        """A range of shares: 76–80%."""
        low, high = f"{self.low * 100:.0f}", f"{self.high * 100:.0f}"
        return f"{low}%" if low == high else f"{low}–{high}%"


@kept(most=128)
def ranges(session: Session, selection: Selection, setting: Setting) -> dict[str, Range]:
    """For each of `FIGURES` its range, over as many centres as draws: each fitted number, and each link of
    quality, moved by chance as far as its standard error says."""
    queue = prepared_queue(session, selection)
    many = drawn(queue.small, queue.errors, DRAWS)
    found = settle(moved(many, queue.today, drawn_levers(session, selection, setting, DRAWS)), queue.spread)
    edges = {name: np.quantile(np.asarray(getattr(found, name)), (0.025, 0.975)) for name in FIGURES}
    return {name: Range(float(low), float(high)) for name, (low, high) in edges.items()}


def likely(today: Mapping[str, Range], scenario: Mapping[str, Range]) -> tuple[str, ...]:
    """The ranges of the service level in words; nothing where there are none."""
    told = [f"{case}: {one['service_level'].text}" for case, one in (("today", today), ("scenario", scenario)) if one]
    if len(told) == 2 and today["service_level"] == scenario["service_level"]:
        told = [today["service_level"].text]
    return (f"Likely range of service level by the fit alone: {', '.join(told)}.",) if told else ()
