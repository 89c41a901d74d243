"""How a queue works: as calls, as chat, or as work that is put aside."""

from qm.analysis.whatif.fit import Queue
from qm.store import Channels
from qm.store.channels import DEFERRED, Kind, kind_by_name

__all__ = ["KINDS", "Kind", "kind_of"]

KINDS: dict[Kind, str] = {"calls": "Calls", "chat": "Chat", "deferred": "Deferred work"}


def kind_of(queue: Queue, channels: Channels) -> Kind:
    """How a queue works: deferred where its channel is, as people set it; calls or chat by the channel's name.

    A queue without a channel goes by its own name.
    """
    named = kind_by_name(queue.channel or queue.queue)
    row = channels.get(queue.channel)
    if row is None:
        return named
    if not row.immediate:
        return DEFERRED
    return "calls" if named == DEFERRED else named
