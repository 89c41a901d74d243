"""Which queues a what-if can be about."""

from qm.analysis.cache import kept
from qm.analysis.whatif.fit import Queue, queues
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session
from qm.wording import listed


@kept(most=16)
def listed_queues(session: Session, filters: Filters) -> tuple[Queue, ...]:
    """The queues with contacts; the first is the one taken unless told: the largest that works like voice."""
    return tuple(queues(session.store, filters))


def queue_named(known: tuple[Queue, ...], name: str) -> Queue:
    """The queue of a name, with or without its channel. Raises QMError that lists what there is."""
    for queue in known:
        if name.casefold() in (queue.name.casefold(), (queue.queue or "").casefold()):
            return queue
    raise QMError(f"There is no queue '{name}' in this selection; there are {listed([q.name for q in known])}.")
