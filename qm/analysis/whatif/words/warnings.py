"""Where fit or data do not carry the question, each in one sentence."""

from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.fit_verdict import is_far_off
from qm.metrics import DIMENSIONS
from qm.wording import duration

LONG_WAIT = 1800.0
STEEP = 3.0
UNSAID = ("wait_scale", "score", "quality_link")
"""Assumptions that few answers hang on."""


def warnings(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> tuple[str, ...]:
    """All that a reader of the scenario has to know."""
    fitted, p = queue.fitted, queue.fitted.parameters
    told = list(fitted.notes)
    if queue.kind == "calls" and fitted.observed.asa > LONG_WAIT:
        told.append(
            f"Waits of {duration(fitted.observed.asa)} on average are those of work that is put aside, not of "
            "customers on the line: say above that it works like deferred work."
        )
    if fitted.left_out:
        names = ", ".join(DIMENSIONS[name].label.lower() for name in fitted.left_out)
        told.append(f"A queue works as a whole: the filter by {names} is left aside here.")
    if is_far_off(queue, today):
        told.append("The back-test is off by more than 3 points; believe differences rather than levels.")
    if p["agents"].source == "inferred":
        told.append(p["agents"].note)
    assumed = [v.label.lower() for v in p.values() if v.source == "default" and v.name not in UNSAID]
    if assumed:
        told.append(f"Assumed, not fitted: {', '.join(assumed)}. See what it rests on below.")
    of_scenario = _of_backlog(scenario) if isinstance(scenario, DeferredOutcome) else _of_waits(queue, scenario)
    return (*told, *of_scenario)


def _of_backlog(now: DeferredOutcome) -> list[str]:
    told = []
    if now.is_growing:
        told.append(
            f"The backlog grows: {now.contacts_text(now.left)} are open at the end, more than a week brings. Nothing "
            "settles here, and answers take the longer the later one looks."
        )
    if now.open_most > now.tipping > 0:
        told.append(
            f"Beyond {now.tipping:,.0f} open contacts those who write again are more than the agents can work: it does "
            "not recover by itself."
        )
    return told


def _of_waits(queue: PreparedQueue, now: WaitingOutcome) -> list[str]:
    told, observed = [], queue.fitted.observed
    if now.gain > STEEP:
        told.append(
            f"A steep place: one more fresh contact becomes {now.gain:.1f} in the end. Small errors move it far."
        )
    if now.is_double:
        told.append(
            f"Two outcomes with the same people and volume: {now.service_level:.0%}, or {now.worst:.0%} once it has "
            "tipped. A bad morning may tip it, and it will not recover by itself."
        )
    if now.asa > 2 * max(observed.asa, 20) and now.asa == now.asa and observed.asa == observed.asa:
        told.append(
            f"Average waits of {duration(now.asa)} lie beyond those in the data ({duration(observed.asa)}): how "
            "customers behave there is extrapolated."
        )
    return told
