"""Everything the what-if model is told: one frozen value, checked number by number.

A scenario comes from the command line, from sliders, or from a fit; all go through `checked`, so
that an impossible number is one sentence wherever it was typed.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qm.models.queueing.chat import ChatQueue, chat_queue, pace
from qm.models.queueing.erlang import Queue, erlang_a
from qm.models.queueing.service_level import VARIANTS, service_level

Numbers = NDArray[np.float64]
Value = float | Numbers


class ImpossibleError(ValueError):
    """A number the model can't carry: one sentence that names it, its value, and what would do."""


@dataclass(frozen=True)
class Scenario:
    """A queue whose customers come back. Every number may be an array (one per interval); they broadcast.

    fresh                       contacts per interval that nobody's wait or handling caused
    interval_minutes            length of an interval
    handle_seconds              mean handle time (AHT) of a contact that did not wait
    agents                      agents present, real
    patience_seconds            mean patience; inf: nobody gives up
    redial_share                of those who give up, the share that tries again
    repeat_share                of those answered at once, the share that comes back
    repeat_wait_rise            how much that share rises for the longest waits:
                                r(W) = repeat_share + rise (1 - e^(-W / scale))
    wait_scale_seconds          the scale of that rise, and of the next
    handle_wait_rise            handle time grows by this part for the longest waits, alike
    redial_delay_seconds        mean time until a redial; None: long
    repeat_delay_seconds        mean time until a repeat; None: long
    threshold_seconds, variant, short_abandon_seconds: the definition of the service level
    at_once                     contacts that an agent has in hand at once (chat); handle_seconds is then of one alone
    stretch                     the part by which each further one in hand lengthens the others
    from_elsewhere              of `fresh`, the share that follows contacts of other queues: nothing this queue's waits
                                make more of, but better handling everywhere spares it
    """

    fresh: Value
    interval_minutes: Value
    handle_seconds: Value
    agents: Value
    patience_seconds: Value
    redial_share: Value = 0.0
    repeat_share: Value = 0.0
    repeat_wait_rise: Value = 0.0
    wait_scale_seconds: Value = 120.0
    handle_wait_rise: Value = 0.0
    redial_delay_seconds: Value | None = None
    repeat_delay_seconds: float | None = None
    threshold_seconds: float = 20.0
    variant: str = "offered"
    short_abandon_seconds: float = 5.0
    at_once: Value = 1.0
    stretch: Value = 0.0
    from_elsewhere: Value = 0.0

    @property
    def seconds(self) -> Numbers:
        """Length of an interval in seconds."""
        return np.asarray(self.interval_minutes, dtype=float) * 60

    @property
    def fresh_rate(self) -> Numbers:
        """Fresh contacts per second."""
        return np.asarray(self.fresh, dtype=float) / self.seconds

    @property
    def is_corrected(self) -> bool:
        """Whether both delays are known, so that quick returns can be allowed for."""
        return self.redial_delay_seconds is not None and self.repeat_delay_seconds is not None

    @property
    def spiral_index(self) -> Numbers:
        """Two equilibria are possible only above 1: redials plus what a second of wait adds.

        Source: docs/methods.md, Tipping points.
        """
        share, patience = np.asarray(self.repeat_share), np.asarray(self.patience_seconds, dtype=float)
        rise = np.asarray(self.repeat_wait_rise) + (1 - share) * np.asarray(self.handle_wait_rise)
        per_second = rise / np.asarray(self.wait_scale_seconds)
        with np.errstate(invalid="ignore"):
            through_waits = np.where(per_second > 0, patience * per_second, 0.0)
        return np.asarray(self.redial_share) + through_waits

    def queue(self, rate: ArrayLike, handle_seconds: ArrayLike) -> Queue:
        """The queue when contacts, all attempts, arrive at `rate` per second and take `handle_seconds`."""
        if np.any(np.asarray(self.at_once) > 1):
            return chat_queue(rate, handle_seconds, self.agents, self.at_once, self.stretch, self.patience_seconds)
        return erlang_a(rate, handle_seconds, self.agents, self.patience_seconds)

    @property
    def pace(self) -> Numbers:
        """The most contacts an agent ends, as a multiple of one after the other."""
        return pace(self.at_once, self.stretch)

    @staticmethod
    def contact_seconds(queue: Queue, handle_seconds: Numbers) -> Numbers:
        """How long a contact of this queue takes, beside others in hand where there may be some."""
        return queue.chat_seconds if isinstance(queue, ChatQueue) else np.asarray(handle_seconds)

    def service_level(self, queue: Queue) -> Numbers:
        """By the scenario's definition."""
        return service_level(queue, self.threshold_seconds, self.variant, self.short_abandon_seconds)

    def at_quality(self, log_odds: Value) -> "Scenario":
        """The same centre when better (or worse) handling moves the odds of coming back by `log_odds`.

        Of F customers F r / (1 - r) repeats come, so those of other queues grow as the odds do.
        """
        low = _shifted(np.asarray(self.repeat_share, dtype=float), log_odds)
        high = _shifted(np.asarray(self.repeat_share, dtype=float) + self.repeat_wait_rise, log_odds)
        rise = np.maximum(high - low, 0.0)
        elsewhere = np.asarray(self.from_elsewhere, dtype=float) * np.exp(log_odds)
        grown = 1 - np.asarray(self.from_elsewhere, dtype=float) + elsewhere
        return replace(
            self,
            fresh=_plain(np.asarray(self.fresh, dtype=float) * grown),
            repeat_share=_plain(low),
            repeat_wait_rise=_plain(rise),
            from_elsewhere=_plain(elsewhere / grown),
        )

    def flat(self) -> tuple["Scenario", tuple[int, ...]]:
        """Every number as an array with one value per interval, in a row, and the shape the intervals had."""
        numbers = {name: np.asarray(value, dtype=float) for name, value in vars(self).items() if _is_number(value)}
        shape = np.broadcast_shapes(*(value.shape for value in numbers.values()))
        rows: dict[str, Any] = {name: np.broadcast_to(value, shape).ravel() for name, value in numbers.items()}
        return replace(self, **rows), shape

    def at(self, chosen: Any) -> "Scenario":
        """The scenario of some intervals: arrays are indexed, plain numbers stay."""
        numbers = {f.name: _taken(getattr(self, f.name), chosen) for f in fields(self)}
        return replace(self, **numbers)


# field -> what it is called, least, most, and what a good value is
LIMITS: dict[str, tuple[str, float, float, str]] = {
    "fresh": ("fresh contacts", 0, 1e9, "a number above 0"),
    "interval_minutes": ("interval", 0, 10_080, "minutes above 0, such as 30"),
    "handle_seconds": ("handle time", 0, 1e6, "seconds above 0, such as 300"),
    "agents": ("number of agents", 0, 1e7, "a number above 0"),
    "patience_seconds": ("patience", -1, np.inf, "seconds, 0 or more, or inf for customers who never give up"),
    "redial_share": ("redial share", -1, 1, "a share from 0 to 1, such as 0.5"),
    "repeat_share": ("repeat share", -1, 1, "a share from 0 to 1, such as 0.15"),
    "repeat_wait_rise": ("rise of the repeat share", -1, 1, "a share from 0 to 1, such as 0.2"),
    "wait_scale_seconds": ("wait scale", 0, 1e7, "seconds above 0, such as 120"),
    "handle_wait_rise": ("rise of the handle time", -1, 2, "a part from 0 to 2, such as 0.15"),
    "redial_delay_seconds": ("redial delay", -1, 1e9, "seconds, 0 or more"),
    "repeat_delay_seconds": ("repeat delay", -1, 1e9, "seconds, 0 or more"),
    "threshold_seconds": ("threshold", -1, 1e7, "seconds, 0 or more, such as 20"),
    "short_abandon_seconds": ("short abandon", -1, 1e7, "seconds, 0 or more, such as 5"),
    "at_once": ("number of contacts at once", 0, 50, "a number from 1 to 50"),
    "stretch": ("stretch of contacts at once", -1, 10, "a part from 0 to 10, such as 0.35"),
}
"""A least of 0 is not allowed itself; -1 stands for "0 or more"."""


def checked(scenario: Scenario) -> Scenario:
    """The scenario itself. Raises ImpossibleError, one sentence, for the first number out of bounds."""
    for name, (label, least, most, good) in LIMITS.items():
        value = getattr(scenario, name)
        if value is None:
            continue
        numbers = np.asarray(value, dtype=float)
        wrong = ~((numbers >= 0) & (numbers <= most)) | ((least == 0) & (numbers <= 0))
        wrong = wrong | ((name == "at_once") & (numbers < 1))
        if wrong.any():
            raise ImpossibleError(f"The {label} can't be {written(numbers[wrong].flat[0])}; give {good}.")
    if scenario.variant not in VARIANTS:
        raise ImpossibleError(
            f"There is no service level called '{scenario.variant}'; there are {', '.join(VARIANTS)}."
        )
    most_repeats = np.max(np.asarray(scenario.repeat_share) + np.asarray(scenario.repeat_wait_rise))
    if most_repeats > 1 + 1e-12:
        raise ImpossibleError(
            f"The repeat share and its rise add up to {written(most_repeats)}; together they can't be more than 1."
        )
    return scenario


def written(number: float) -> str:
    """A number as a person would type it."""
    return f"{float(number):.12g}"


def _shifted(share: Numbers, log_odds: Value) -> Numbers:
    inside = np.clip(share, 1e-12, 1 - 1e-12)
    moved = 1 / (1 + np.exp(-(np.log(inside) - np.log1p(-inside) + log_odds)))
    return np.where((share <= 0) | (share >= 1), share, moved)


def _plain(value: Numbers) -> Value:
    return float(value) if value.ndim == 0 else value


def _is_number(value: Any) -> bool:
    return value is not None and not isinstance(value, str)


def _taken(value: Any, chosen: Any) -> Any:
    return value[chosen] if isinstance(value, np.ndarray) and value.ndim else value
