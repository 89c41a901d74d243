"""Rows meet what the store has: new, updated, unchanged or older; the old row is kept for undo."""

from collections.abc import Sequence

from qm.store import TABLES, Cursor
from qm.store.entries import TYPED


def own_columns(table: str) -> tuple[str, ...]:
    """The contract's fields of a table, quoted where SQL would trip."""
    return TABLES[table].names


def on_key(table: str, left: str, right: str, present: Sequence[str]) -> str:
    """SQL: the two rows are the same thing. Key fields a file does not carry are null in it."""
    required = set(TABLES[table].required)
    parts = []
    for name in TABLES[table].key:
        if name in present:
            equal = "=" if name in required else "is not distinct from"
            parts.append(f"{left}.{name} {equal} {right}.{name}")
        else:
            parts.append(f"{right}.{name} is null")
    return " and ".join(parts)


def classify(
    cursor: Cursor, table: str, source: str, fields: Sequence[str], *, firsts: Sequence[str] = (), ordered: bool = False
) -> None:
    """Make `incoming_<table>`: the source's line and fields, and `change`: new, updated, same or older.

    `fields` are the table's fields the source carries, key included. `firsts` keep what the
    store has. With `ordered` the source has an event_order, and an older event changes nothing.
    What people typed in stays as they typed it.
    """
    key = TABLES[table].key
    order = "source.event_order" if ordered else "cast(null as varchar) as event_order"
    (filled,) = cursor.row(f"select exists (select 1 from {table})")
    if not filled:
        _drop(cursor, f"incoming_{table}")
        cursor.run(f"""
            create temp view incoming_{table} as
            select line, {", ".join(fields)}, {order}, 'new' as change from {source} as source
        """)
        return
    values = {n: f"coalesce(known.{n}, source.{n})" if n in firsts else f"source.{n}" for n in fields if n not in key}
    differs = " or ".join(f"{v} is distinct from known.{n}" for n, v in values.items()) or "false"
    older = "known.event_order > source.event_order" if ordered else "false"
    shown = ", ".join([*(f"source.{n}" for n in fields if n in key), *(f"{v} as {n}" for n, v in values.items())])
    _drop(cursor, f"incoming_{table}")
    cursor.run(f"""
        create temp table incoming_{table} as
        select source.line, {shown}, {order},
               case when known.batch is null then 'new' when known.batch = {TYPED} then 'same' when {older} then 'older'
                    when {differs} then 'updated' else 'same' end as change
        from {source} as source
        left join {table} as known on {on_key(table, "source", "known", fields)}
    """)


def _drop(cursor: Cursor, name: str) -> None:
    """Drop a temporary table or view, whichever an earlier look at the same file left."""
    kinds = cursor.rows(
        """
        select 'view' from duckdb_views() where view_name = $name and temporary
        union all
        select 'table' from duckdb_tables() where table_name = $name and temporary
        """,
        {"name": name},
    )
    for (kind,) in kinds:
        cursor.run(f"drop {kind} {name}")


def set_aside(cursor: Cursor, table: str, fields: Sequence[str], batch: int) -> int:
    """Move the rows about to be updated to `<table>_replaced`; how many there were."""
    same = on_key(table, "incoming", table, fields)
    updated = f"exists (select 1 from incoming_{table} as incoming where incoming.change = 'updated' and {same})"
    (count,) = cursor.row(f"select count(*) from incoming_{table} where change = 'updated'")
    if count:
        replaced = f"select *, {batch} as replaced_by from {table} where {updated}"
        cursor.run(f"insert into {table}_replaced by name {replaced}")  # a migration may have put columns elsewhere
        cursor.run(f"delete from {table} where {updated}")
    return count


def merged(table: str, fields: Sequence[str], batch: int, *, updates: bool) -> str:
    """SQL: the new and updated rows whole; what the file does not carry stays as it was."""
    if not updates:
        columns = ", ".join(
            n if n in fields else f"cast(null as {TABLES[table].field(n).type}) as {n}" for n in own_columns(table)
        )
        return f"select line, {columns}, event_order from incoming_{table} where change = 'new'"
    columns = ", ".join(f"incoming.{n}" if n in fields else f"old.{n}" for n in own_columns(table))
    # A file that is no event log leaves it to the last event to say which ones are older.
    order = "coalesce(incoming.event_order, old.event_order)" if table == "contacts" else "incoming.event_order"
    return f"""
        select incoming.line, {columns}, {order} as event_order
        from incoming_{table} as incoming
        left join {table}_replaced as old
            on old.replaced_by = {batch} and {on_key(table, "incoming", "old", fields)}
        where incoming.change in ('new', 'updated')
    """


def write_rows(cursor: Cursor, table: str, fields: Sequence[str], batch: int) -> int:
    """Write `incoming_<table>`; how many rows were new or updated. Contacts go through `arrivals` instead."""
    (changes,) = cursor.row(f"select count(*) from incoming_{table} where change in ('new', 'updated')")
    if not changes:
        return 0
    updates = set_aside(cursor, table, fields, batch)
    names = ", ".join(own_columns(table))
    extra, value = "", ""
    if table == "agents":  # a row that changes keeps its number, so that contacts still point to it
        old = f"select max(agent_row) from agents_replaced as old where old.replaced_by = {batch} and "
        kept = f"({old} {on_key('agents', 'whole', 'old', own_columns('agents'))})"
        extra, value = ", agent_row", f", coalesce({kept}, nextval('agent_rows'))"
    cursor.run(f"""
        insert into {table} ({names}, batch{extra})
        select {names}, {batch}{value}
        from ({merged(table, fields, batch, updates=bool(updates))}) as whole
    """)
    return changes
