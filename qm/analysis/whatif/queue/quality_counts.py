"""How good the work of a queue is, what is spent on it, and what goes wrong, as far as the data say."""

from dataclasses import dataclass

from qm.analysis.whatif.fit import Queue, narrowed, of_queue
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.metrics.sources import contacts
from qm.store import Definitions, Store


@dataclass(frozen=True)
class QuestionPasses:
    """A question of the scorecard: how often it was rated in the queue, and passed (all points)."""

    question_id: str
    text: str
    rated: int
    passed: int

    @property
    def pass_rate(self) -> float | None:
        """In points of 100; None where it was never rated."""
        return 100 * self.passed / self.rated if self.rated else None


@dataclass(frozen=True)
class QualityCounts:
    """Over the period: evaluations of the queue's contacts, its contacts transferred (of those where it is known), and
    those escalated; the average quality `score` in points of 100 (None without one), and the questions rated."""

    evaluations: int
    transferred: int
    transfers_known: int
    escalated: int
    score: float | None
    questions: tuple[QuestionPasses, ...]

    @property
    def transfer_rate(self) -> float | None:
        """The share of the contacts where it is known; None where it never is."""
        return self.transferred / self.transfers_known if self.transfers_known else None

    def question(self, question_id: str) -> QuestionPasses | None:
        """The question of this id."""
        return next((one for one in self.questions if one.question_id == question_id), None)


def quality_counts(store: Store, filters: Filters, definitions: Definitions, queue: Queue) -> QualityCounts:
    """The counts of a queue under the filters that a whole queue can be narrowed by."""
    kept, _ = narrowed(filters)
    bound = kept.parameters | queue.bound
    with snapshot(store) as view:
        counts = view.cursor.row(statement(view, kept, definitions, queue), bound or None)
        asked = view.cursor.rows(questions_statement(view, kept, definitions, queue), bound or None)
    evaluations, transferred, known, escalated, score = counts
    return QualityCounts(
        int(evaluations or 0),
        int(transferred),
        int(known),
        int(escalated),
        None if score is None else float(score),
        tuple(QuestionPasses(one, text or one, int(rated), int(passed)) for one, text, rated, passed in asked),
    )


def statement(view: Snapshot, filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row: evaluations, contacts transferred, those where it is known, contacts escalated, and the score."""
    return f"""
    {_line(filters, definitions, queue)},
    -- one row: what was evaluated of them
    evaluated as (
        select count(*) as evaluations, 100 * ratio(sum(f.points), sum(f.points_possible)) as score
        from {rows_of(view, definitions, EVALUATION, set()).relation}
        join line as l on l.contact_id = f.contact_id
    )
    select
        max(e.evaluations) as evaluations,
        count(case when l.transfers > 0 then 1 end) as transferred,
        count(l.transfers) as transfers_known,
        count(case when l.escalated then 1 end) as escalated,
        max(e.score) as score
    from evaluated as e
    left join line as l on true
    """


def questions_statement(view: Snapshot, filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """One row per question rated in the queue: its id, its newest text, how often it was rated, and passed."""
    return f"""
    {_line(filters, definitions, queue)},
    -- one row per question
    rated as (
        select
            f.question_id,
            count(*) as rated,
            count(case when f.points >= f.points_possible - 0.000000001 then 1 end) as passed
        from {rows_of(view, definitions, EVALUATION, {"question"}).relation}
        join line as l on l.contact_id = f.contact_id
        where f.points_possible > 0
        group by f.question_id
    ),
    -- one row per question: what it asks
    texts as (
        select q.question_id, max_by(q.text, q.batch) as text from questions as q group by q.question_id
    )
    select r.question_id, t.text, r.rated, r.passed
    from rated as r
    left join texts as t on t.question_id = r.question_id
    order by r.question_id
    """


def _line(filters: Filters, definitions: Definitions, queue: Queue) -> str:
    """The step that all begin with."""
    source = contacts(definitions)
    return f"""
    -- one row per contact of the queue
    with line as (
        select f.contact_id, f.transfers, f.escalated
        from contacts as f
        where {of_queue(queue)} and {filters.condition(source.time, source.expressions)}
    )"""
