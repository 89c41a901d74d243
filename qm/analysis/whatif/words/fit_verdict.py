"""How well the model tells the past: in one sentence, and day by day."""

import math

from qm.analysis.whatif.fit import day_errors
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, workload_of
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.sentences import Sentence
from qm.wording import counted, duration

CLOSE = 0.03
"""The model tells the past where its service level is no further from the observed one."""

NO_WAITS = "Check: these data hold no waits, so the model can't be compared with the past. Treat its answers as rough."


def verdict(queue: PreparedQueue, today: Outcome) -> Sentence:
    """How well the model tells the past; `today` at the promised time that is asked about."""
    seen, modelled = past_service_level(queue, today)
    if seen != seen:
        return Sentence(NO_WAITS)
    close = "" if abs(modelled - seen) <= CLOSE else ", too far apart to trust levels"
    said, actual = f"model {modelled:.1%}", f"actual {seen:.1%}"
    if isinstance(today, DeferredOutcome):
        return _deferred(queue, today, said, actual, close)
    text = f"Check: {said}, {actual} over {counted(queue.fitted.days, 'day')}{close}."
    days = day_errors(queue.fitted)
    if not math.isnan(days.typical) and queue.fitted.days > 2:
        chance = f"; chance alone makes {days.by_chance * 100:.1f}"
        usual = ", no more than chance makes" if days.by_chance >= days.typical else chance
        text += f" Typical daily error {days.typical * 100:.1f} points{usual}."
    return Sentence(text, (said, actual))


def _deferred(queue: PreparedQueue, today: DeferredOutcome, said: str, actual: str, close: str) -> Sentence:
    workload = workload_of(queue)
    weeks = counted(round(len(workload.arrived) / 336), "week")
    return Sentence(
        f"Check: {said}, {actual} answered within {today.setting.within_hours:g} hours over {weeks}{close}. "
        f"Response time: model {duration(today.response)}, actual {duration(workload.wait_seconds)}.",
        (said, actual),
    )


def past_service_level(queue: PreparedQueue, today: Outcome) -> tuple[float, float]:
    """The service level as observed (NaN where the waits are unknown), and as the model tells it."""
    if isinstance(today, DeferredOutcome):
        return workload_of(queue).observed_within(today.setting.within_hours * 3600), today.service_level
    return queue.fitted.observed.service_level, today.service_level


def is_far_off(queue: PreparedQueue, today: Outcome) -> bool:
    """Whether the model does not tell the past."""
    seen, said = past_service_level(queue, today)
    return bool(seen == seen and abs(said - seen) > CLOSE)
