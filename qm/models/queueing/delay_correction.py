"""Quick returns: what the fixed point of `feedback` misses when customers redial within minutes.

Returns after a long time arrive like fresh contacts (exact in the limit). Returns at once make the
same customer wait on and be served on: the number in the queue is then that of a queue with patience
over 1 - redials, and handle time over 1 - repeats (exact in that limit too). The truth lies between: the
mean queue is mixed from the four corners by AHT / (AHT + delay), and all flows follow from it exactly,

    answered (1 - r) + (1 - p) given up = fresh        given up = mean queue / patience

Approximate: against four exact chains it is within .012 in service level and .003 in abandonment, in
ordinary settings within .006 and .002. Source: docs/methods.md, Quick returns.

`correct` does that for one interval whose repeats close on themselves. Where repeats come back over days only
redials are quick: `given_up_with_quick_redials` and `as_long_waits` are the same two steps for many intervals.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qm.models.queueing.erlang import Queue
from qm.models.queueing.feedback import Equilibrium, find_loads, flow
from qm.models.queueing.scenario import Scenario
from qm.models.statistics.root_finding import refine

Numbers = NDArray[np.float64]

TINY = 1e-12


@dataclass(frozen=True)
class Corrected:
    """An equilibrium with quick returns allowed for; fields and units as in `Equilibrium`."""

    rate: float
    service_level: float
    asa: float
    wait: float
    abandonment: float
    occupancy: float


def correct(scenario: Scenario, equilibrium: Equilibrium) -> Corrected | None:
    """The corrected figures of one stable equilibrium of one scenario; None without both delays.

    None too where quick returns leave no state at all to mix in.
    """
    if not scenario.is_corrected or not equilibrium.stable:
        return None
    assert scenario.redial_delay_seconds is not None
    assert scenario.repeat_delay_seconds is not None
    seconds, handle = float(scenario.seconds), float(equilibrium.handle_seconds)
    answered = equilibrium.rate * (1 - equilibrium.abandonment)
    repeat = float(equilibrium.repeats / answered) if answered > 0 else 0.0
    # What waits do to repeats and handle times is kept as it is at the plain equilibrium.
    plain = replace(
        scenario, handle_seconds=handle, repeat_share=min(repeat, 1.0), repeat_wait_rise=0.0, handle_wait_rise=0.0
    )
    quick_redial = handle / (handle + float(np.max(scenario.redial_delay_seconds)))
    quick_repeat = handle / (handle + scenario.repeat_delay_seconds)
    waiting = 0.0
    for redial, redial_weight in ((False, 1 - quick_redial), (True, quick_redial)):
        for again, repeat_weight in ((False, 1 - quick_repeat), (True, quick_repeat)):
            weight = redial_weight * repeat_weight
            if weight > 0:
                queue = _mean_queue(_corner(plain, redial, again), float(equilibrium.load))
                if queue is None:
                    return None
                waiting += weight * queue
    return _from_mean_queue(plain, waiting, float(equilibrium.service_level), seconds)


def given_up_with_quick_redials(s: Scenario, arriving: Numbers, handle: Numbers, queue: Queue) -> Numbers:
    """Contacts per interval that give up. `arriving` are those per interval that are no redials, `queue` and
    `handle` theirs when redials arrive like any other contact. `redial_delay_seconds` must be known."""
    assert s.redial_delay_seconds is not None
    patience = np.asarray(s.patience_seconds, dtype=float)
    quick = handle / (handle + s.redial_delay_seconds)
    at_once = replace(s, patience_seconds=patience / (1 - np.asarray(s.redial_share, dtype=float)))
    waiting = (1 - quick) * queue.waiting + quick * at_once.queue(arriving / s.seconds, handle).waiting
    return np.asarray(waiting / patience * s.seconds)


def as_long_waits(s: Scenario, wait: Numbers, attempts: Numbers, handle: Numbers, queue: Queue) -> Queue:
    """The queue without quick redials that has these mean waits of all `attempts` (per interval); `queue` is near."""
    wanted = np.log(np.maximum(wait, TINY))
    low, low_wait = np.log(queue.rate), np.log(np.maximum(queue.wait_seconds, TINY))
    high = np.maximum(np.log(np.maximum(attempts / s.seconds, TINY)), low + 1e-6)
    for _ in range(2):  # steps of the secant: the two queues differ little
        high_wait = np.log(np.maximum(s.queue(np.exp(high), handle).wait_seconds, TINY))
        rise = high_wait - low_wait
        told = np.abs(rise) > 1e-9
        step = np.where(told, (wanted - high_wait) / np.where(told, rise, 1.0), 0.0) * (high - low)
        high, low, low_wait = high + np.clip(step, -0.5, 0.5), high, high_wait
    return s.queue(np.exp(high), handle)


def _corner(s: Scenario, redials_at_once: bool, repeats_at_once: bool) -> Scenario:
    redial, repeat = float(s.redial_share), float(s.repeat_share)
    if redials_at_once:
        patience = np.inf if redial >= 1 else s.patience_seconds / (1 - redial)
        s = replace(s, patience_seconds=patience, redial_share=0.0)
    if repeats_at_once:
        s = replace(s, handle_seconds=s.handle_seconds / max(1 - repeat, 1e-9), repeat_share=0.0)
    return s


def _mean_queue(s: Scenario, near: float) -> float | None:
    loads, _ = find_loads(s)
    if not loads.size:
        return None
    load = loads[np.nanargmin(np.abs(loads - near))]
    return float(flow(s, np.asarray(load)).queue.waiting)


def _from_mean_queue(s: Scenario, waiting: float, plain_level: float, seconds: float) -> Corrected:
    redial, repeat, patience = float(s.redial_share), float(s.repeat_share), float(s.patience_seconds)
    fresh = float(s.fresh_rate)
    given_up = waiting / patience if patience > 0 else 0.0
    answered = max(fresh - (1 - redial) * given_up, 0.0) / max(1 - repeat, 1e-9)
    rate = answered + given_up
    wait, abandonment = waiting / rate, given_up / rate

    def too_long(load: Numbers, _rows: object) -> Numbers:
        return flow(s, load).queue.wait_seconds - wait

    low, high = np.full((1, 1), 1e-6), np.full((1, 1), 1 - 1e-9 if np.isinf(patience) else 1.0)
    while not np.isinf(patience) and too_long(high, None)[0, 0] < 0 and high[0, 0] < 1e9:
        high = high * 2
    load = refine(too_long, np.zeros(1, dtype=np.intp), low, high)
    queue = flow(s, load).queue
    level = (float(s.service_level(queue)[0, 0]) + plain_level) / 2
    busy = min(answered * float(s.handle_seconds) / float(s.agents * s.pace), 1.0)
    return Corrected(rate * seconds, level, float(queue.asa_seconds[0, 0]), wait, abandonment, busy)
