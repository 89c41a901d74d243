"""The queues that can be fitted, which comes first, and which filters a whole queue can be narrowed by."""

from dataclasses import dataclass

from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.sources import contacts
from qm.store import Definitions, Store

KEPT = ("hour", "weekday", "day", "week", "month")
"""Filters that narrow when; those that narrow whom or what would cut a queue in pieces."""


@dataclass(frozen=True)
class Queue:
    """One queue of one channel; None is unknown. `contacts` in the period, `abandoned` and `waits` known of them."""

    channel: str | None
    queue: str | None
    contacts: int
    abandoned: int
    waits: int

    @property
    def name(self) -> str:
        """For reading: the queue with its channel."""
        if self.queue is None:
            return self.channel or "all contacts"
        return f"{self.queue} ({self.channel})" if self.channel and self.channel != self.queue else self.queue

    @property
    def bound(self) -> dict[str, object]:
        """The values that SQL about the queue takes, by name."""
        names = {"line": self.queue, "through": self.channel}
        return {name: value for name, value in names.items() if value is not None}

    @property
    def is_voice(self) -> bool:
        """Whether its channel is called as telephones are."""
        return any(word in (self.channel or "").lower() for word in ("voice", "phone", "call", "inbound", "tel"))


def queues(store: Store, filters: Filters) -> list[Queue]:
    """The queues with contacts, those that work like voice and are answered at once first, the largest of them first.

    Filters that would cut a queue in pieces are left aside.
    """
    for name in set(filters.dimensions) - {*KEPT, "channel", "queue"}:
        filters = filters.without(name)
    with snapshot(store) as view:
        found = view.cursor.rows(queues_statement(view.in_force, filters), filters.parameters or None)
        channels = view.in_force.channels
    listed = [Queue(*row) for row in found]
    first = {q for q in listed if q.is_voice and channels.is_immediate(q.channel)}
    return sorted(listed, key=lambda q: (q not in first, q.abandoned == 0, q.waits == 0, -q.contacts))


def queues_statement(definitions: Definitions, filters: Filters) -> str:
    """The SQL of `queues`."""
    source = contacts(definitions)
    return f"""
    select
        f.channel,
        f.queue,
        count(*) as contacts,
        count(case when f.abandoned then 1 end) as abandoned,
        count(f.wait_seconds) as waits
    from {source.from_clause(filters.dimensions)}
    where {filters.condition(source.time, source.expressions)}
    group by f.channel, f.queue
    order by f.channel, f.queue
    """


def narrowed(filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """The filters that a whole queue can be narrowed by, and the names of those left out."""
    left_out = tuple(name for name in filters.dimensions if name not in (*KEPT, "channel", "queue"))
    for name in (*left_out, "channel", "queue"):
        filters = filters.without(name)
    return filters, left_out


def of_queue(queue: Queue) -> str:
    """The SQL condition on contacts `f` of a queue; its values are those of `Queue.bound`."""
    line = "f.queue is null" if queue.queue is None else "f.queue = $line"
    return f"{line} and " + ("f.channel is null" if queue.channel is None else "f.channel = $through")
