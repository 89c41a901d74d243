"""One setting answered, whichever way its queue works."""

from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome, deferred_outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome, waiting_outcome
from qm.analysis.whatif.queue.prepared_queue import Selection
from qm.store import Session

Outcome = WaitingOutcome | DeferredOutcome
"""What both have is named alike: figures of a week, shares of 1, times in seconds."""


def outcome(session: Session, selection: Selection, setting: Setting) -> Outcome:
    """Everything that is worked out of a setting."""
    if selection.kind == "deferred":
        return deferred_outcome(session, selection, setting)
    return waiting_outcome(session, selection, setting)
