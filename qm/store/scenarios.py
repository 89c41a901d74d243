"""Saved what-ifs: one row each, by name."""

import json
from dataclasses import dataclass
from datetime import datetime

from qm.errors import QMError
from qm.store.db import Store

LONGEST = 60


@dataclass(frozen=True)
class SavedScenario:
    """A named what-if: `numbers` lever → number as shown, `figures` what it came to when saved."""

    name: str
    queue: str | None
    numbers: dict[str, float]
    figures: dict[str, float]
    saved_at: datetime


def saved_scenarios(store: Store) -> list[SavedScenario]:
    """All saved what-ifs by name."""
    rows = store.rows("select name, queue, numbers, figures, saved_at from scenarios order by lower(name), name")
    return [SavedScenario(n, q, json.loads(numbers), json.loads(figures), at) for n, q, numbers, figures, at in rows]


def save_scenario(
    store: Store,
    name: str,
    queue: str | None,
    numbers: dict[str, float],
    figures: dict[str, float],
    at: datetime,
    by: str | None = None,
) -> None:
    """Keep a what-if under a name, in place of one of the same name, saved by somebody at a time.

    Raises QMError for a name that is none.
    """
    name = " ".join(name.split())
    if not name:
        raise QMError("A scenario needs a name to be saved under.")
    if len(name) > LONGEST:
        raise QMError(f"The name '{name[:20]}…' has {len(name)} characters; {LONGEST} are allowed.")
    with store.write(figures=False) as cursor:
        cursor.run(
            """
            insert into scenarios (name, queue, numbers, figures, saved_at, saved_by)
            values ($name, $queue, $numbers, $figures, $at, $by)
            on conflict do update set queue = excluded.queue, numbers = excluded.numbers, figures = excluded.figures,
                saved_at = excluded.saved_at, saved_by = excluded.saved_by
            """,
            {
                "name": name,
                "queue": queue,
                "numbers": json.dumps(numbers),
                "figures": json.dumps(figures),
                "at": at,
                "by": by or None,
            },
        )


def duplicate_scenario(store: Store, name: str, by: str | None = None) -> str:
    """A copy under a name that is free; gives that name."""
    known = {s.name: s for s in saved_scenarios(store)}
    if name not in known:
        raise QMError(f"There is no scenario called '{name}'.")
    number, copy = 2, f"{name[: LONGEST - 9]} (copy)"
    while copy in known:
        number, copy = number + 1, f"{name[: LONGEST - 9]} (copy {number})"
    one = known[name]
    save_scenario(store, copy, one.queue, one.numbers, one.figures, one.saved_at, by)
    return copy


def delete_scenario(store: Store, name: str) -> None:
    """Remove a what-if; nothing happens when there is none of that name."""
    with store.write(figures=False) as cursor:
        cursor.run("delete from scenarios where name = $name", {"name": name})
