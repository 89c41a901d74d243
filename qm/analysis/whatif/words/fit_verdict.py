"""How well the model tells the past: in one sentence, and day by day."""

import math

from qm.analysis.whatif.fit import day_errors
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, workload_of
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.sentences import Sentence
from qm.wording import duration

CLOSE = 0.03
"""The model tells the past where its service level is no further from the observed one."""

NO_WAITS = "These data hold no waits, so the model cannot be held against the past: take its answers as a sketch."


def verdict(queue: PreparedQueue, today: Outcome) -> Sentence:
    """How well the model tells the past; `today` at the promised time that is asked about."""
    seen, modelled = past_service_level(queue, today)
    if seen != seen:
        return Sentence(NO_WAITS)
    tells = "tells" if abs(modelled - seen) <= CLOSE else "does not tell"
    if isinstance(today, DeferredOutcome):
        return _deferred(queue, today, seen, tells)
    days = day_errors(queue.fitted)
    by_day = chance = ""
    if queue.fitted.days > 2:
        by_chance = f"{days.by_chance * 100:.1f}"
        chance = f", of which chance alone would make {by_chance}"
        if days.by_chance >= days.typical:
            chance = f", no more than the {by_chance} that chance alone would make"
    period = "one day" if queue.fitted.days == 1 else f"{queue.fitted.days} days"
    if not math.isnan(days.typical):
        off = f"{days.typical * 100:.1f} points off on average{chance}"
        by_day = f"; told what came and who was there, a single day is {off}"
    return Sentence(
        f"The model {tells} the past: {modelled:.1%} where {seen:.1%} was observed over {period}{by_day}.",
        (f"{modelled:.1%}", f"{seen:.1%}"),
    )


def _deferred(queue: PreparedQueue, today: DeferredOutcome, seen: float, tells: str) -> Sentence:
    workload = workload_of(queue)
    said, response, waited = f"{today.service_level:.1%}", duration(today.response), duration(workload.wait_seconds)
    return Sentence(
        f"The model {tells} the past: {said} answered within {today.setting.within_hours:g} hours where {seen:.1%} "
        f"was observed, after {response} on average where it was {waited}, "
        f"over {len(workload.arrived) / 336:.0f} weeks.",
        (said, f"{seen:.1%}", response, waited),
    )


def past_service_level(queue: PreparedQueue, today: Outcome) -> tuple[float, float]:
    """The service level as observed (NaN where the waits are unknown), and as the model tells it."""
    if isinstance(today, DeferredOutcome):
        return workload_of(queue).observed_within(today.setting.within_hours * 3600), today.service_level
    return queue.fitted.observed.service_level, float(queue.past.service_level)


def is_far_off(queue: PreparedQueue, today: Outcome) -> bool:
    """Whether the model does not tell the past."""
    seen, said = past_service_level(queue, today)
    return bool(seen == seen and abs(said - seen) > CLOSE)
