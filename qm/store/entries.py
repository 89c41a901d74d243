"""What people type in: coaching, and replies to evaluations. Imports do not change it, undo does not take it away.

Every form carries a token made when it was drawn. A form sent twice is kept once.
"""

from dataclasses import dataclass
from datetime import date, datetime

from qm.errors import QMError
from qm.store.actions import refresh_follow_ups
from qm.store.cursor import Cursor
from qm.store.db import Store
from qm.store.tables import COACHING

TYPED = 0
"""The batch of rows that no import wrote."""

KINDS = COACHING.field("kind").allowed
ACKNOWLEDGED, DISPUTED = "acknowledged", "disputed"
LONGEST = 4000


@dataclass(frozen=True)
class CoachingEntry:
    """One coaching or feedback event, as typed in."""

    agent_id: str
    held_at: datetime
    kind: str
    note: str
    coach_id: str | None = None
    question_id: str | None = None
    follow_up_on: date | None = None


@dataclass(frozen=True)
class Reply:
    """One reply to an evaluation: `kind` acknowledged or disputed; only a dispute has a reason."""

    token: str
    evaluation_id: str
    kind: str
    reason: str | None
    replied_at: datetime
    replied_by: str | None = None


def log_coaching(store: Store, token: str, entry: CoachingEntry, at: datetime, by: str | None = None) -> bool:
    """Keep an entry typed in at the time `at` by somebody; False when the form `token` was kept before.

    One with a day to follow up opens a follow-up.

    QMError, in one sentence, for an entry that says nothing or cannot be.
    """
    entry = _checked(entry, at)
    with store.write(figures=False) as cursor:
        if _kept(cursor, "coaching_entries", token):
            return False
        key = {
            "agent_id": entry.agent_id,
            "held_at": entry.held_at,
            "coach_id": entry.coach_id,
            "kind": entry.kind,
            "question_id": entry.question_id,
        }
        if cursor.rows(f"select 1 from coaching where {_SAME}", key):
            raise QMError(
                f"There is already {entry.kind} of {entry.held_at:%Y-%m-%d %H:%M} on the same question in the log; "
                "choose another time, or take that entry back first."
            )
        cursor.run(
            """
            insert into coaching_entries (token, agent_id, held_at, coach_id, kind, question_id, typed_at, typed_by)
            values ($token, $agent_id, $held_at, $coach_id, $kind, $question_id, $at, $by)
            """,
            key | {"token": token, "at": at, "by": by or None},
        )
        cursor.run(
            f"""
            insert into coaching (agent_id, held_at, coach_id, kind, question_id, note, follow_up_on, batch)
            values ($agent_id, $held_at, $coach_id, $kind, $question_id, $note, $follow_up_on, {TYPED})
            """,
            key | {"note": entry.note, "follow_up_on": entry.follow_up_on},
        )
        refresh_follow_ups(cursor)
    return True


def take_back_coaching(store: Store, token: str, at: datetime, by: str | None = None) -> bool:
    """Remove the entry that the form `token` made, and its follow-up unless somebody has touched that; False when it is
    gone already.
    """
    with store.write(figures=False) as cursor:
        found = cursor.rows(
            "select agent_id, held_at, coach_id, kind, question_id from coaching_entries "
            "where token = $1 and taken_back_at is null",
            [token],
        )
        if not found:
            return False
        key = dict(zip(("agent_id", "held_at", "coach_id", "kind", "question_id"), found[0], strict=True))
        cursor.run(f"delete from coaching where batch = {TYPED} and {_SAME}", key)
        cursor.run(
            "update coaching_entries set taken_back_at = $at, taken_back_by = $by where token = $token",
            {"at": at, "token": token, "by": by or None},
        )
        refresh_follow_ups(cursor)
    return True


def reply(
    store: Store, token: str, evaluation_id: str, kind: str, reason: str | None, at: datetime, by: str | None = None
) -> bool:
    """Acknowledge or dispute an evaluation; False when the form `token`, or a reply of this kind, was kept before.

    QMError for a dispute without a reason and for an evaluation that is not in the data.
    """
    assert kind in (ACKNOWLEDGED, DISPUTED)
    words = (reason or "").strip()
    if kind == DISPUTED and not words:
        raise QMError("A dispute needs a reason: write which answer you disagree with, and why.")
    _not_too_long("reason", words)
    with store.write() as cursor:
        if not cursor.rows("select 1 from evaluations where evaluation_id = $1 limit 1", [evaluation_id]):
            raise QMError(f"There is no evaluation '{evaluation_id}' in the data any more; nothing was kept.")
        standing = "select 1 from evaluation_replies where evaluation_id = $1 and kind = $2 and taken_back_at is null"
        if _kept(cursor, "evaluation_replies", token) or cursor.rows(standing, [evaluation_id, kind]):
            return False
        cursor.run(
            """
            insert into evaluation_replies (token, evaluation_id, kind, reason, replied_at, replied_by)
            values ($token, $evaluation_id, $kind, $reason, $at, $by)
            """,
            {
                "token": token,
                "evaluation_id": evaluation_id,
                "kind": kind,
                "reason": words or None,
                "at": at,
                "by": by or None,
            },
        )
    return True


def take_back_reply(store: Store, token: str, at: datetime, by: str | None = None) -> bool:
    """Take back a reply; False when it is taken back already."""
    with store.write() as cursor:
        found = cursor.rows("select 1 from evaluation_replies where token = $1 and taken_back_at is null", [token])
        cursor.run(
            "update evaluation_replies set taken_back_at = $at, taken_back_by = $by "
            "where token = $token and taken_back_at is null",
            {"at": at, "token": token, "by": by or None},
        )
    return bool(found)


def replies(store: Store, evaluation_id: str) -> list[Reply]:
    """The replies to an evaluation that stand, in order of time."""
    rows = store.rows(
        """
        select token, evaluation_id, kind, reason, replied_at, replied_by
        from evaluation_replies
        where evaluation_id = $1 and taken_back_at is null
        order by replied_at, token
        """,
        [evaluation_id],
    )
    return [Reply(*row) for row in rows]


_SAME = """
    agent_id = $agent_id and held_at = $held_at and coach_id is not distinct from $coach_id
    and kind is not distinct from $kind and question_id is not distinct from $question_id
"""


def _kept(cursor: Cursor, table: str, token: str) -> bool:
    return bool(cursor.rows(f"select 1 from {table} where token = $1", [token]))


def _checked(entry: CoachingEntry, at: datetime) -> CoachingEntry:
    """The entry without blanks around its texts; QMError when it cannot be kept."""
    note, coach = entry.note.strip(), (entry.coach_id or "").strip()
    if entry.kind not in KINDS:
        raise QMError(f"An entry cannot be '{entry.kind}'; it is {' or '.join(KINDS)}.")
    if not note:
        raise QMError("The note is empty: write what was said and agreed.")
    _not_too_long("note", note)
    if entry.held_at.date() > at.date():
        raise QMError(f"{entry.held_at:%Y-%m-%d} has not come yet; log what was held, and set a follow-up day.")
    if entry.follow_up_on and entry.follow_up_on < entry.held_at.date():
        raise QMError(f"The follow-up on {entry.follow_up_on} lies before {entry.held_at:%Y-%m-%d}, when it was held.")
    return CoachingEntry(
        entry.agent_id, entry.held_at, entry.kind, note, coach or None, entry.question_id or None, entry.follow_up_on
    )


def _not_too_long(what: str, words: str) -> None:
    if len(words) > LONGEST:
        raise QMError(f"The {what} has {len(words):,} characters; {LONGEST:,} are kept, so please shorten it.")
