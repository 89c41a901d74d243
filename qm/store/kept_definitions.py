"""The definitions as the store keeps them: settings, targets for service level, channels. Read whole, saved by name."""

from collections.abc import Iterable
from dataclasses import replace

from qm.errors import QMError
from qm.store.channels import Channel, Channels, kind_by_name
from qm.store.cursor import Cursor
from qm.store.definition_kinds import written
from qm.store.definitions import DEFINITIONS, THRESHOLD, Definitions
from qm.store.holidays import Holiday, Holidays
from qm.store.service_targets import ServiceTarget, ServiceTargets

COLUMNS = "scope, name, threshold_seconds, goal, hours, valid_from, before, set_by, set_at"


def definitions_in(cursor: Cursor) -> Definitions:
    """All definitions in force, inside the caller's transaction."""
    targets = ServiceTargets(
        tuple(ServiceTarget(*row) for row in cursor.rows(f"select {COLUMNS} from service_targets"))
    )
    channels = cursor.rows("select channel, immediate, set_by, set_at from channels order by channel")
    days = cursor.rows("select day, queue, name, set_by, set_at from holidays order by coalesce(queue, ''), day")
    settings = dict(cursor.rows("select name, value from settings"))
    holidays = Holidays(tuple(Holiday(*row) for row in days))
    return Definitions.read(settings, targets, Channels(tuple(Channel(*row) for row in channels)), holidays)


def definitions_set(cursor: Cursor) -> frozenset[str]:
    """The names of the settings that somebody has made; all others are as they come."""
    return frozenset(name for (name,) in cursor.rows("select name from settings"))


def save_definitions(cursor: Cursor, changes: dict[str, str], by: str | None = None) -> None:
    """Check and keep `changes`, set by somebody, inside the caller's transaction; QMError if one does not fit."""
    before = definitions_in(cursor)
    _save(cursor, before, before.with_texts(changes), changes, by)


def save_candidate(cursor: Cursor, base: Definitions, candidate: Definitions, by: str | None = None) -> None:
    """Keep what `candidate` has other than `base`, set by somebody, inside the caller's transaction.

    QMError where somebody else changed the definitions since `base` was read: theirs would be lost.
    """
    before = definitions_in(cursor)
    if before != base:
        raise QMError("Somebody else changed the definitions meanwhile; they are shown as they are now. Try again.")
    had = {row.key: row for row in before.targets.rows}
    rows = (had[row.key] if had.get(row.key) == row else row for row in candidate.targets.rows)
    channels = (before.channels.get(row.channel) or row for row in candidate.channels.rows)
    kept = (had if had == row else row for had, row in zip(channels, candidate.channels.rows, strict=True))
    targets = replace(candidate.targets, rows=tuple(rows))
    after = replace(candidate.with_targets(targets), channels=Channels(tuple(kept)))
    _save(cursor, before, after, [name for name in DEFINITIONS if after.value(name) != before.value(name)], by)


def _save(cursor: Cursor, before: Definitions, after: Definitions, names: Iterable[str], by: str | None) -> None:
    """The settings `names`, and the targets, holidays and channels whose rows are not the very ones there were."""
    for name in names:
        if name in DEFINITIONS and name != THRESHOLD:
            cursor.run(
                """
                insert into settings (name, value, set_by, set_at) values ($name, $value, $by, current_localtimestamp())
                on conflict do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at
                """,
                {"name": name, "value": written(after.value(name)), "by": by or None},
            )
    _save_targets(cursor, before.targets, after.targets, by)
    _save_holidays(cursor, before.holidays, after.holidays, by)
    for channel in after.channels.rows:
        if channel is not before.channels.get(channel.channel):  # also where people say what the rule said
            cursor.run("delete from channels where channel = $1", [channel.channel])
            cursor.run(
                "insert into channels (channel, immediate, set_by, set_at) "
                "values ($1, $2, $3, current_localtimestamp())",
                [channel.channel, channel.immediate, by or None],
            )


def keep_new_channels(cursor: Cursor) -> None:
    """Channels that came with files, by the rule of names, with the targets that they begin with."""
    known = definitions_in(cursor)
    targets = known.targets
    for (channel,) in cursor.rows("""
        select distinct channel from contacts
        where channel is not null and channel not in (select channel from channels)
        order by channel
    """):
        deferred = kind_by_name(channel) == "deferred"
        cursor.run("insert into channels (channel, immediate) values ($1, $2)", [channel, not deferred])
        targets = targets.with_standard(channel, deferred, None)
    for row in targets.rows:
        if row not in known.targets.rows:
            _insert(cursor, row)


def _save_targets(cursor: Cursor, before: ServiceTargets, after: ServiceTargets, by: str | None) -> None:
    """The rows that were set, in place of those there were."""
    had = {row.key: row for row in before.rows}
    now = {row.key: row for row in after.rows}
    (at,) = cursor.row("select current_localtimestamp()")
    for key, row in had.items():
        if now.get(key) is not row:
            cursor.run(
                "delete from service_targets where scope = $1 and name is not distinct from $2 "
                "and valid_from is not distinct from $3",
                [row.scope, row.name, row.valid_from],
            )
    for key, row in now.items():
        if had.get(key) is not row:  # also where people say what it was: then it is theirs
            _insert(cursor, ServiceTarget(**{**vars(row), "set_by": by or None, "set_at": at}))


def _save_holidays(cursor: Cursor, before: Holidays, after: Holidays, by: str | None) -> None:
    """The days that were added or named otherwise; without those that were taken away."""
    for row in set(before.rows) - set(after.rows):
        cursor.run("delete from holidays where day = $1 and queue is not distinct from $2", [row.day, row.queue])
    for row in after.rows:
        if row not in before.rows:
            cursor.run(
                """
                insert into holidays (day, queue, name, set_by, set_at)
                values ($1, $2, $3, $4, current_localtimestamp())
                """,
                [row.day, row.queue, row.name, by or None],
            )


def _insert(cursor: Cursor, row: ServiceTarget) -> None:
    cursor.run(
        f"insert into service_targets ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [getattr(row, column) for column in COLUMNS.split(", ")],
    )
