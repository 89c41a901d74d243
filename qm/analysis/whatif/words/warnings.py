"""Where fit or data do not carry the question, each in one sentence."""

from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.fit_verdict import is_far_off
from qm.metrics import DIMENSIONS
from qm.wording import duration, listed

LONG_WAIT = 1800.0
STEEP = 3.0
UNSAID = ("wait_scale", "score", "quality_link")
"""Assumptions that few answers hang on."""


def notes(queue: PreparedQueue) -> tuple[str, ...]:
    """What the fit had to assume or leave out: for those who ask how sure it is."""
    p = queue.fitted.parameters
    told = list(queue.fitted.notes)
    if p["agents"].source == "inferred":
        told.append(p["agents"].note)
    assumed = [v.label[0].lower() + v.label[1:] for v in p.values() if v.source == "default" and v.name not in UNSAID]
    if assumed:
        told.append(f"Assumed, not measured: {listed(assumed)}.")
    return tuple(told)


def alerts(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> tuple[str, ...]:
    """What a reader of the scenario must know before believing it."""
    fitted, told = queue.fitted, []
    if queue.kind == "calls" and fitted.observed.asa > LONG_WAIT:
        told.append(
            f"Waits of {duration(fitted.observed.asa)} on average look like deferred work, not like calls. "
            "Set 'Works like' above."
        )
    if fitted.left_out:
        names = listed([DIMENSIONS[name].label.lower() for name in fitted.left_out])
        told.append(f"The filter by {names} is not used here: a queue is modelled as a whole.")
    if is_far_off(queue, today):
        told.append("The model misses the past by more than 3 points: trust differences, not levels.")
    of_scenario = _of_backlog(scenario) if isinstance(scenario, DeferredOutcome) else _of_waits(queue, scenario)
    return (*told, *of_scenario)


def _of_backlog(now: DeferredOutcome) -> list[str]:
    told = []
    if now.is_growing:
        told.append(
            f"The backlog never stops growing: {now.contacts_text(now.left)} are open at the end, more than a week "
            "brings."
        )
    if now.open_most > now.tipping > 0:
        told.append(
            f"Above {now.tipping:,.0f} open contacts, customers who write again bring more work than the agents can "
            "do. The backlog does not recover by itself."
        )
    return told


def _of_waits(queue: PreparedQueue, now: WaitingOutcome) -> list[str]:
    told, observed = [], queue.fitted.observed
    if now.gain > STEEP:
        told.append(f"Unstable: each new contact grows to {now.gain:.1f} in the end; treat as rough.")
    if now.is_double:
        told.append(
            f"Two outcomes with the same people and contacts: {now.service_level:.0%}, or {now.worst:.0%} once it has "
            "tipped. One bad morning can tip it, and it does not recover by itself."
        )
    if now.asa > 2 * max(observed.asa, 20) and now.asa == now.asa and observed.asa == observed.asa:
        told.append(
            f"Waits of {duration(now.asa)} lie beyond those in your data ({duration(observed.asa)}): how customers "
            "behave there is a guess."
        )
    return told
