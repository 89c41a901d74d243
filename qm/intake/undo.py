"""The way back: an import is undone exactly, unless a later one changed the same rows."""

from qm.errors import QMError
from qm.intake import links
from qm.intake.load import TOUCHES, finish, start_touching, touch_contacts
from qm.store import TABLES, Cursor, Store


def undo(store: Store, batch: int, by: str | None = None) -> dict[str, int]:
    """Undo `batch`: {"batch", "removed", "restored"}, counted in rows of the file.

    QMError when there is no such batch, when it was undone before, or, naming the later
    batch, when one changed rows that this one wrote.
    """
    with store.write() as cursor:
        return undo_in(cursor, batch, by=by)


def undo_in(cursor: Cursor, batch: int, *, by: str | None = None, derive: bool = True) -> dict[str, int]:
    """The same inside the caller's transaction. Without `derive` the caller brings derived tables up to date."""
    found = cursor.rows("select file, accepted, updated, undone_at from imports where batch = $1", [batch])
    if not found:
        there = cursor.rows("select batch from imports where undone_at is null order by batch")
        known = ", ".join(str(number) for (number,) in there)
        raise QMError(f"There is no import {batch} to undo; there are {known or 'none'}.")
    file, accepted, updated, undone_at = found[0]
    if undone_at is not None:
        raise QMError(f"Import {batch} ({file}) was already undone on {undone_at:%Y-%m-%d %H:%M}.")
    _refuse_if_built_upon(cursor, batch)
    start_touching(cursor)
    for table in TABLES:
        _touch(cursor, table, batch)
    for table in TABLES:
        _restore(cursor, table, batch)
    cursor.run("""
        insert into touched_days
        select distinct cast(arrived_at as date) from contacts
        where contact_id in (select contact_id from touched_contacts)
    """)
    cursor.run("""
        insert into touched_customers
        select distinct customer_id from contacts where contact_id in (select contact_id from touched_contacts)
    """)
    links.relink(cursor, "touched_customers")
    cursor.run(
        "update imports set undone_at = current_localtimestamp(), undone_by = $by where batch = $batch",
        {"batch": batch, "by": by or None},
    )
    if derive:
        _derive(cursor)
    return {"batch": batch, "removed": accepted - updated, "restored": updated}


def _derive(cursor: Cursor) -> None:
    (emptied,) = cursor.row("select not exists (select 1 from contacts) and not exists (select 1 from evaluations)")
    finish(cursor, everything=emptied, progress=lambda share, text: None)


def _refuse_if_built_upon(cursor: Cursor, batch: int) -> None:
    for table in TABLES:
        later = cursor.rows(
            f"select distinct replaced_by from {table}_replaced where batch = $1 order by 1 desc", [batch]
        )
        if later:
            (by,) = later[0]
            (file,) = cursor.row("select file from imports where batch = $1", [by])
            raise QMError(
                f"Import {batch} cannot be undone because import {by} ({file}) changed the same {table} later; "
                f"undo {by} first."
            )


def _touch(cursor: Cursor, table: str, batch: int) -> None:
    rows = f"(select * from {table} where batch = {batch})"
    if table == "contacts":
        touch_contacts(cursor, f"select contact_id from {rows}")
    elif table in TOUCHES:
        TOUCHES[table](cursor, rows)


def _restore(cursor: Cursor, table: str, batch: int) -> None:
    columns = ", ".join(cursor.columns(f"select * from {table} limit 0"))
    cursor.run(f"delete from {table} where batch = $1", [batch])
    replaced = f"from {table}_replaced where replaced_by = $1"
    # Only if there are any: in DuckDB 2.0 a delete and an insert of no rows hide a later large insert
    # into the same table from the rest of the transaction.
    if cursor.rows(f"select 1 {replaced} limit 1", [batch]):
        cursor.run(f"insert into {table} select {columns} {replaced}", [batch])
        cursor.run(f"delete {replaced}", [batch])
