"""What is spent on the quality of a queue, and what goes wrong in it, as far as the data say."""

from dataclasses import dataclass

from qm.analysis.whatif.fit import Queue
from qm.analysis.whatif.fit.observations import narrowed
from qm.metrics.filters import Filters
from qm.metrics.snapshot import snapshot
from qm.metrics.sources import contacts
from qm.store import Definitions, Store


@dataclass(frozen=True)
class Counted:
    """Over the period: evaluations of the queue's contacts, its contacts transferred, and those escalated."""

    evaluations: int
    transferred: int
    escalated: int


def counted(store: Store, filters: Filters, definitions: Definitions, queue: Queue) -> Counted:
    """The counts of a queue under the filters that a whole queue can be narrowed by."""
    kept, _ = narrowed(filters)
    names = {"line": queue.queue, "through": queue.channel}
    bound = kept.parameters | {name: value for name, value in names.items() if value is not None}
    with snapshot(store) as view:
        row = view.cursor.row(statement(kept, definitions, queue), bound or None)
    return Counted(*(int(n or 0) for n in row))


def statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row: evaluations, contacts transferred, contacts escalated."""
    source = contacts(definitions)
    line = "f.queue is null" if queue.queue is None else "f.queue = $line"
    through = "f.channel is null" if queue.channel is None else "f.channel = $through"
    return f"""
    -- one row per contact of the queue
    with line as (
        select f.contact_id, f.transfers, f.escalated
        from contacts as f
        where {line} and {through} and {filters.condition(source.time, source.expressions)}
    ),
    -- one row per evaluation of one of them
    evaluated as (
        select e.evaluation_id from evaluations as e join line as l on l.contact_id = e.contact_id
    )
    select
        (select count(*) from evaluated) as evaluations,
        count(case when transfers > 0 then 1 end) as transferred,
        count(case when escalated then 1 end) as escalated
    from line
    """
