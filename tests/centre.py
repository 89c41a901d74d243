"""Small centres for tests: rows written straight into the store, linked as an import links them."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from qm.metrics import refresh
from qm.store import Cursor, Store

AT_A_TIME = 100  # rows in a statement

LINKED = """
create or replace temp table linked as
select
    c.contact_id,
    c.arrived_at + to_microseconds(cast((coalesce(c.wait_seconds, 0) + coalesce(c.handle_seconds, 0)) * 1000000 as bigint))
        as ended_at
from contacts as c
"""  # noqa: E501
ENDED = "update contacts set ended_at = l.ended_at from linked as l where l.contact_id = contacts.contact_id"
NEXT = """
update contacts set {column} = (
    select min(epoch(later.arrived_at) - epoch(contacts.ended_at)) from contacts as later
    where later.customer_id = contacts.customer_id and later.arrived_at > contacts.ended_at {scope}
)
"""
IN_FORCE = """
update contacts set agent_row = (
    select max_by(a.agent_row, coalesce(a.valid_from, date '0001-01-01')) from agents as a
    where a.agent_id = contacts.agent_id
      and (a.valid_from is null or a.valid_from <= cast(contacts.arrived_at as date))
)
"""


def insert(cursor: Cursor, table: str, *rows: dict[str, Any]) -> None:
    """Write rows as they are, in their order; many at a time, for a statement each costs a millisecond."""
    for columns, same in groupby(({"batch": 1, **row} for row in rows), key=tuple):
        rest = list(same)
        while rest:
            some, rest = rest[:AT_A_TIME], rest[AT_A_TIME:]
            values = ", ".join(f"({', '.join(f'${name}_{n}' for name in columns)})" for n in range(len(some)))
            cursor.run(
                f"insert into {table} ({', '.join(columns)}) values {values}",
                {f"{name}_{n}": row[name] for n, row in enumerate(some) for name in columns},
            )


def link(cursor: Cursor) -> None:
    """Fill what an import prepares: ended_at, the customer's next contact, the agent's row."""
    cursor.run(LINKED)
    cursor.run(ENDED)
    cursor.run("drop table linked")
    for column, scope in (
        ("next_any_seconds", ""),
        ("next_reason_seconds", "and later.reason = contacts.reason"),
        ("next_channel_seconds", "and later.channel = contacts.channel"),
    ):
        cursor.run(NEXT.format(column=column, scope=scope))
    cursor.run(IN_FORCE)


def fill(store: Store, refreshed: bool = True, **tables: list[dict[str, Any]]) -> None:
    """A centre with these rows; `refreshed`: with the derived tables, else figures come from the rows."""
    with store.write() as cursor:
        for table, rows in tables.items():
            insert(cursor, table, *rows)
        link(cursor)
        if refreshed:
            refresh(cursor)


def contact(number: int | str, at: str = "2024-05-06 10:00", **fields: Any) -> dict[str, Any]:
    """A contact; it arrived on a Monday morning unless told."""
    return {"contact_id": str(number), "arrived_at": datetime.fromisoformat(at), **fields}


def evaluation(number: int | str, at: str = "2024-05-06 10:00", **fields: Any) -> dict[str, Any]:
    return {"evaluation_id": str(number), "evaluator_id": "Eve", "evaluated_at": datetime.fromisoformat(at), **fields}


def answer(
    number: int | str, question: str, points: float | None, possible: float | None = None, **fields: Any
) -> dict[str, Any]:
    return {
        "evaluation_id": str(number),
        "question_id": question,
        "points": points,
        "points_possible": possible,
        **fields,
    }


def question(name: str, **fields: Any) -> dict[str, Any]:
    return {"scorecard": "main", "question_id": name, **fields}


def day(text: str) -> date:
    return date.fromisoformat(text)
