"""What is to be done: opened, due, done by hand with a note, taken back. One row of `actions` each.

Follow-ups come from the coaching log: `refresh_follow_ups` opens, changes and closes them as its rows say. What
somebody has touched stays as they left it, whatever is imported or undone later.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from qm.errors import QMError
from qm.store.cursor import Cursor
from qm.store.db import Store

FOLLOW_UP = "follow-up"
HAND, FILE, LOG = "hand", "file", "log"
"""How an action was done: by a person, as a file tells, or by a later event of the log (the rule before version 3)."""

LONGEST = 4000


@dataclass(frozen=True)
class Action:
    """One thing to do; `done_at` is None while it is open. `subject` of a follow-up is the agent; `changed_by` who last
    touched it by hand.
    """

    action_id: str
    kind: str
    subject: str | None
    question_id: str | None
    owner: str | None
    opened_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    done_from: str | None
    note: str | None
    changed_by: str | None


def actions(store: Store, kind: str, subject: str | None = None) -> list[Action]:
    """The actions of a kind, of one subject where it is given; those due first come first."""
    rows = store.rows(
        """
        select action_id, kind, subject, question_id, owner, opened_at, due_at, done_at, done_from, note, changed_by
        from actions
        where kind = $kind and ($subject is null or subject = $subject)
        order by due_at nulls last, opened_at, action_id
        """,
        {"kind": kind, "subject": subject},
    )
    return [Action(*row) for row in rows]


def open_action(
    store: Store,
    kind: str,
    subject: str,
    at: datetime,
    *,
    due_at: datetime | None = None,
    owner: str | None = None,
    question_id: str | None = None,
    action_id: str | None = None,
    by: str | None = None,
) -> bool:
    """Open an action by hand; False when there is one of that id already, open or done."""
    values = {
        "action_id": action_id or uuid4().hex,
        "kind": kind,
        "subject": subject,
        "question_id": question_id,
        "owner": owner,
        "at": at,
        "due_at": due_at,
        "by": by or None,
    }
    with store.write(figures=False) as cursor:
        if cursor.rows("select 1 from actions where action_id = $1", [values["action_id"]]):
            return False
        cursor.run(
            """
            insert into actions
                (action_id, kind, subject, question_id, owner, opened_at, due_at, opened_by, changed_at, changed_by)
            values ($action_id, $kind, $subject, $question_id, $owner, $at, $due_at, $by, $at, $by)
            """,
            values,
        )
    return True


def finish_action(store: Store, action_id: str, note: str, at: datetime, by: str | None = None) -> bool:
    """An action is done, by hand, with what is to be said of it; False when it was done before.

    QMError without a note, with one that is too long, and for an action that is not there any more.
    """
    words = note.strip()
    if not words:
        raise QMError("The note is empty: write what was seen and agreed.")
    if len(words) > LONGEST:
        raise QMError(f"The note has {len(words):,} characters; {LONGEST:,} are kept, so please shorten it.")
    with store.write(figures=False) as cursor:
        if _is_done(cursor, action_id):
            return False
        cursor.run(
            f"""
            update actions
            set done_at = $at, done_from = '{HAND}', note = $note, changed_at = $at, changed_by = $by
            where action_id = $action_id
            """,
            {"action_id": action_id, "note": words, "at": at, "by": by or None},
        )
    return True


def reopen_action(store: Store, action_id: str, at: datetime, by: str | None = None) -> bool:
    """Take back that an action is done; its note stays. False when it is open, QMError when it is gone."""
    with store.write(figures=False) as cursor:
        if not _is_done(cursor, action_id):
            return False
        cursor.run(
            """
            update actions set done_at = null, done_from = null, changed_at = $at, changed_by = $by
            where action_id = $action_id
            """,
            {"action_id": action_id, "at": at, "by": by or None},
        )
    return True


def _is_done(cursor: Cursor, action_id: str) -> bool:
    found = cursor.rows("select done_at from actions where action_id = $1", [action_id])
    if not found:
        raise QMError("What was to be done is not in the store any more; nothing was kept.")
    return found[0][0] is not None


def follow_up_id(event: str) -> str:
    """SQL: the id of the follow-up of a row of `coaching` under that alias, made from the row's key."""
    return f"""md5(concat_ws(
        chr(31), {event}.agent_id, cast({event}.held_at as varchar), coalesce({event}.coach_id, ''),
        coalesce({event}.kind, ''), coalesce({event}.question_id, '')
    ))"""


_EVENTS = f"""
    -- one row per event that is to be followed up
    select {follow_up_id("c")} as action_id, c.*, cast(c.follow_up_on as timestamp) as due_at, t.typed_by
    from coaching as c
    left join coaching_entries as t
        on c.batch = 0 and t.taken_back_at is null and t.agent_id = c.agent_id and t.held_at = c.held_at
        and t.coach_id is not distinct from c.coach_id and t.kind is not distinct from c.kind
        and t.question_id is not distinct from c.question_id
    where c.follow_up_on is not null
"""
# Of those that nobody has touched; what a later event closed before version 3 stays so.
_DONE_AT = f"case when a.done_from = '{LOG}' then a.done_at else e.followed_up_at end"
_DONE_FROM = f"case when a.done_from = '{LOG}' then '{LOG}' when e.followed_up_at is not null then '{FILE}' end"


def refresh_follow_ups(cursor: Cursor) -> None:
    """Bring follow-ups in step with the coaching log, inside the caller's transaction; those touched by hand stay.

    A file closes one by `followed_up_at`, and only what a file closed is open again when no row says so any more.
    """
    gone = f"kind = '{FOLLOW_UP}' and changed_at is null and action_id not in (select action_id from ({_EVENTS}))"
    if cursor.rows(f"select 1 from actions where {gone} limit 1"):
        cursor.run(f"delete from actions where {gone}")
    changed = f"""
        a.changed_at is null and a.action_id = e.action_id
        and (a.due_at, a.done_at, a.done_from) is distinct from (e.due_at, {_DONE_AT}, {_DONE_FROM})
    """
    if cursor.rows(f"select 1 from actions as a, ({_EVENTS}) as e where {changed} limit 1"):
        cursor.run(f"""
            update actions as a set due_at = e.due_at, done_at = {_DONE_AT}, done_from = {_DONE_FROM}
            from ({_EVENTS}) as e where {changed}
        """)
    new = f"from ({_EVENTS}) as e where e.action_id not in (select action_id from actions)"
    if cursor.rows(f"select 1 {new} limit 1"):
        cursor.run(f"""
            insert into actions
                (action_id, kind, subject, question_id, owner, opened_at, due_at, done_at, done_from, opened_by)
            select
                e.action_id, '{FOLLOW_UP}', e.agent_id, e.question_id, e.coach_id, e.held_at, e.due_at,
                e.followed_up_at, case when e.followed_up_at is not null then '{FILE}' end, e.typed_by
            {new}
        """)
