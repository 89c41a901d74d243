"""Whether what a file refers to is in the store: a file whose ids match nothing joins nothing."""

from qm.intake.check import Checked
from qm.store import Cursor

KNOWN_AGENTS = "select agent_id from agents union select agent_id from contacts"
REFERENCES = {
    "surveys": {"contact_id": ("contact", "select contact_id from contacts")},
    "evaluations": {"contact_id": ("contact", "select contact_id from contacts"), "agent_id": ("agent", KNOWN_AGENTS)},
    "answers": {"evaluation_id": ("evaluation", "select evaluation_id from evaluations")},
    "coaching": {"agent_id": ("agent", KNOWN_AGENTS)},
}
"""For each kind of file: field -> (what it names, SQL for those that the store has)."""


def reference_notes(cursor: Cursor, checked: Checked) -> list[str]:
    """A sentence for each kind of id of which not all are in the store; the file stands in `standing`.

    Nothing is said where the store has none of them at all yet: the other file may come later.
    """
    notes = []
    for field, (what, known) in REFERENCES.get(checked.mapping.kind, {}).items():
        if field not in checked.fields:
            continue
        told, matched, example, any_known = cursor.row(f"""
            with known as ({known}),
            told as (select distinct {field} as id from standing where {field} is not null)
            select count(*), count(*) filter (where id in (select * from known)),
                   min(id) filter (where id not in (select * from known where known.{field} is not null)),
                   exists (select 1 from known where known.{field} is not null)
            from told
        """)
        if any_known and matched < told:
            notes.append(_sentence(what, told, matched, example))
    return notes


def _sentence(what: str, told: int, matched: int, example: str) -> str:
    if told == 1:
        return f"The {what} id {example} is not in the store, so the file joins no {what}."
    if matched == 0:
        return f"None of the {told:,} {what} ids is in the store (not, for one, {example}); they join no {what}."
    return f"{matched:,} of {told:,} {what} ids are in the store (not, for one, {example}); the others join no {what}."
