"""Saved scorecard versions: weights somebody proposes, with a note, until they are put in use.

A version is a proposal: nothing is scored by it. Putting it in use (qm.analysis.scorecard.versions) adds its
questions to the table `questions` under its number, as typed in by a person (batch 0).
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from qm.errors import QMError
from qm.store.cursor import Cursor
from qm.store.db import Store

LONGEST = 400


@dataclass(frozen=True)
class SavedVersion:
    """One saved version: `points` question → points of 100, `figures` what it came to when it was saved,
    `used_at` when it was put in use, None while it is a proposal; by whom, where that is known."""

    scorecard: str | None
    version: str
    note: str
    points: dict[str, float] = field(hash=False)
    figures: dict[str, float] = field(hash=False)
    saved_at: datetime
    used_at: datetime | None
    saved_by: str | None = None
    used_by: str | None = None


def saved_versions(store: Store, scorecard: str | None) -> list[SavedVersion]:
    """The saved versions of a scorecard, newest first."""
    return versions_in(store.cursor(), scorecard)


def versions_in(cursor: Cursor, scorecard: str | None) -> list[SavedVersion]:
    """The same inside the caller's transaction."""
    rows = cursor.rows(
        """
        select scorecard, version, note, points, figures, saved_at, used_at, saved_by, used_by
        from scorecard_versions
        where scorecard is not distinct from $scorecard
        order by length(version) desc, version desc
        """,
        {"scorecard": scorecard},
    )
    return [SavedVersion(s, v, n, json.loads(p), json.loads(f), *rest) for s, v, n, p, f, *rest in rows]


def save_version(
    store: Store,
    scorecard: str | None,
    note: str,
    points: dict[str, float],
    figures: dict[str, float],
    at: datetime,
    by: str | None = None,
) -> SavedVersion:
    """Keep weights as the next version of a scorecard. What is equal to the newest one is not saved again.

    QMError without a note, or with one that is too long.
    """
    note = " ".join(note.split())
    if not note:
        raise QMError("A version needs a note: a few words on why these weights, for those who are scored by them.")
    if len(note) > LONGEST:
        raise QMError(f"The note has {len(note)} characters; {LONGEST} are allowed.")
    with store.write(figures=False) as cursor:
        known = versions_in(cursor, scorecard)
        if known and (known[0].points, known[0].note) == (points, note):
            return known[0]
        version = _next(cursor, scorecard)
        cursor.run(
            """
            insert into scorecard_versions (scorecard, version, note, points, figures, saved_at, saved_by)
            values ($scorecard, $version, $note, $points, $figures, $at, $by)
            """,
            {
                "scorecard": scorecard,
                "version": version,
                "note": note,
                "points": json.dumps(points),
                "figures": json.dumps(figures),
                "at": at,
                "by": by or None,
            },
        )
    return SavedVersion(scorecard, version, note, points, figures, at, None, by or None)


def delete_version(store: Store, scorecard: str | None, version: str) -> None:
    """Remove a proposal; nothing happens when there is none. QMError while it is in use."""
    with store.write(figures=False) as cursor:
        found = [v for v in versions_in(cursor, scorecard) if v.version == version]
        if found and found[0].used_at:
            raise QMError(f"Version {version} is in use; take it back before deleting it.")
        cursor.run(
            "delete from scorecard_versions where scorecard is not distinct from $scorecard and version = $version",
            {"scorecard": scorecard, "version": version},
        )


def _next(cursor: Cursor, scorecard: str | None) -> str:
    rows = cursor.rows(
        """
        select version from questions where version is not null and ($scorecard is null or scorecard = $scorecard)
        union
        select version from scorecard_versions where scorecard is not distinct from $scorecard
        """,
        {"scorecard": scorecard},
    )
    return next_version([version for (version,) in rows])


def next_version(known: list[str]) -> str:
    """A version that comes after all known ones: a longer name is newer, then the later one in the alphabet."""
    if not known:
        return "1"
    newest = max(known, key=age)
    if newest.isdecimal():
        return str(int(newest) + 1).zfill(len(newest))
    head, dot, tail = newest.rpartition(".")
    following = f"{head}.{int(tail) + 1}" if dot and tail.isdecimal() else ""
    return following if following and age(following) > age(newest) else f"{newest}.1"


def age(version: str) -> tuple[int, str]:
    """What versions are ordered by, the newest last."""
    return len(version), version
