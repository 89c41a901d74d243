"""What is spent on the quality of a queue, and what goes wrong in it, as far as the data say."""

from dataclasses import dataclass

from qm.analysis.whatif.fit import Queue, narrowed, of_queue
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.sources import contacts
from qm.store import Definitions, Store


@dataclass(frozen=True)
class QualityCounts:
    """Over the period: evaluations of the queue's contacts, its contacts transferred, and those escalated."""

    evaluations: int
    transferred: int
    escalated: int


def quality_counts(store: Store, filters: Filters, definitions: Definitions, queue: Queue) -> QualityCounts:
    """The counts of a queue under the filters that a whole queue can be narrowed by."""
    kept, _ = narrowed(filters)
    bound = kept.parameters | queue.bound
    with snapshot(store) as view:
        row = view.cursor.row(statement(kept, definitions, queue), bound or None)
    return QualityCounts(*(int(n or 0) for n in row))


def statement(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row: evaluations, contacts transferred, contacts escalated."""
    source = contacts(definitions)
    return f"""
    -- one row per contact of the queue
    with line as (
        select f.contact_id, f.transfers, f.escalated
        from contacts as f
        where {of_queue(queue)} and {filters.condition(source.time, source.expressions)}
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
