"""What happened in this contact? Its facts, its evaluations down to one answer, and what came before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.agents.profile_comparisons import profile_comparisons
from qm.analysis.contact.facts_text import facts_texts
from qm.analysis.contact.neighbours import CustomerContacts, customer_contacts_around
from qm.analysis.contact.records import contact_facts, contact_of, evaluations_of
from qm.analysis.evaluations.answer_text import evaluation_summary
from qm.analysis.evaluations.answers import answers_of
from qm.analysis.resolved_filters import View
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Session
from qm.store.entries import Reply, replies
from qm.wording import written


@dataclass(frozen=True, eq=False)
class ContactAnswer:
    """One contact, and the evaluation and question looked at closely.

    `contact_id` and `facts` are None where an evaluation names no contact. `problems` are sentences on what was asked
    for and is not there. `evaluations`: one row per evaluation; `evaluation`: the one asked for, or the first; None
    without any. `answers`: one row per answer of it; `question`: the one asked for, `question_problem` why it is none.
    `peers_text`: how the agent does on that question against peers. `replies`: by kind, those typed in. `around`: the
    customer's contacts; None without facts.
    """

    contact_id: str | None
    facts: dict[str, Any] | None = field(repr=False)
    problems: tuple[str, ...]
    evaluations: pd.DataFrame = field(repr=False)
    evaluation: dict[str, Any] | None = field(repr=False)
    answers: pd.DataFrame = field(repr=False)
    question: dict[str, Any] | None = field(repr=False)
    question_problem: str
    peers_text: str
    replies: Mapping[str, Reply] = field(repr=False)
    around: CustomerContacts | None = field(repr=False)

    @property
    def agent_id(self) -> str | None:
        """Who did the work; from the evaluation where the contact does not say."""
        return (self.facts or {}).get("agent_id") or (self.evaluation or {}).get("agent_id")

    @property
    def agent_name(self) -> str | None:
        """The agent's name at the time, or the number."""
        return (self.facts or {}).get("agent_name") or self.agent_id

    def __repr__(self) -> str:
        head = f"Contact {self.contact_id}" if self.contact_id else "No contact"
        lines = [f"  {label}: {text}" for label, text in facts_texts(self.facts)] if self.facts else []
        lines += [f"  {evaluation_summary(row)}" for row in self.evaluations.to_dict("records")]
        if self.around:
            lines.append(f"  {self.around.why_none or self.around.takeaway}")
        return "\n".join([head, *lines])

    def to_dict(self) -> dict[str, Any]:
        """The contact's facts, its evaluations with their answers, and the customer's other contacts."""
        return {
            **(self.facts or {"contact_id": self.contact_id}),
            "evaluations": self.evaluations.to_dict("records"),
            "answers": self.answers.to_dict("records"),
            "customer_contacts": self.around.contacts.to_dict("records") if self.around else [],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per answer of the evaluation looked at."""
        return self.answers


def answer(
    session: Session,
    where: View | Filters,
    contact_id: str | None,
    evaluation_id: str | None = None,
    question: str | None = None,
) -> ContactAnswer:
    """The contact of that number, or that of an evaluation; `where` says which period peers are compared in.

    QMError for a contact that is not there, and for an evaluation that is not there where no contact is asked for.
    """
    filters = where.current if isinstance(where, View) else where
    contact_id, evaluation_id, problems = _meant(session, contact_id, evaluation_id)
    facts = contact_facts(session.store, contact_id) if contact_id else None
    evaluations = evaluations_of(session.store, contact_id, evaluation_id)
    evaluation = _chosen(evaluations, "evaluation_id", evaluation_id) or _first(evaluations)
    answers = answers_of(session.store, [evaluation["evaluation_id"]] if evaluation else [])
    row, question_problem = None, ""
    if question is not None and evaluation is not None and not answers.empty:
        row = _chosen(answers, "question", question)
        if row is None:
            question_problem = (
                f"Evaluation '{evaluation['evaluation_id']}' has no question '{question}'; it has "
                f"{', '.join(answers['question'])}."
            )
    return ContactAnswer(
        contact_id,
        facts,
        problems,
        evaluations,
        evaluation,
        answers,
        row,
        question_problem,
        peers_text(session, filters, evaluation["agent_id"], row["question"]) if evaluation and row else "",
        {one.kind: one for one in replies(session.store, evaluation["evaluation_id"])} if evaluation else {},
        customer_contacts_around(session, facts) if facts else None,
    )


def _meant(
    session: Session, contact_id: str | None, evaluation_id: str | None
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The contact (None where an evaluation names none), the evaluation, and what was asked wrongly."""
    if not evaluation_id:
        return contact_id, None, ()
    try:
        of = contact_of(session.store, evaluation_id)
    except QMError as error:
        if not contact_id:
            raise
        return contact_id, None, (str(error),)
    if contact_id and of != contact_id:
        about = f"is about contact '{of}', not about '{contact_id}'" if of else "names no contact"
        return contact_id, None, (f"Evaluation '{evaluation_id}' {about}.",)
    return of, evaluation_id, ()


def _chosen(frame: pd.DataFrame, column: str, value: str | None) -> dict[str, Any] | None:
    return _first(frame[frame[column] == value]) if value is not None else None


def _first(frame: pd.DataFrame) -> dict[str, Any] | None:
    return None if frame.empty else {str(name): value for name, value in frame.iloc[0].to_dict().items()}


def peers_text(session: Session, filters: Filters, agent_id: object, question: str) -> str:
    """How the agent does on the question in the period, against peers with the same mix of work."""
    compared = profile_comparisons(session, filters).questions.get(question)
    row = compared.row(str(agent_id)) if compared is not None and isinstance(agent_id, str) else None
    if compared is None or row is None:
        return "In the period looked at, this agent was not evaluated on this question."
    told = (
        f"In the period looked at, the agent got {written(row['value'], 'percent')} of the points on this question in "
        f"{row['n']:,} evaluations; peers with the same mix of work get {written(row['expected'], 'percent')}, "
        f"everybody {written(compared.centre, 'percent')}"
    )
    return told + (f". Too few to compare (fewer than {FEWEST})." if row["n"] < FEWEST else ".")
