"""The derived tables themselves: made from the declarations, and a signature of what they were made from.

Adding a measure is one line in `measures.py`: the pre-aggregated tables get its column, their signature changes, and
a store that was built with another one is rebuilt when it is first asked something.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from qm.metrics.measures import MEASURES, Measure
from qm.metrics.repeat_contacts import following
from qm.metrics.score_sql import (
    COUNTED_POINTS,
    FAILURES,
    NOT_APPLICABLE_POINTS,
    answer_scores,
    evaluation_scores,
    most_points,
)
from qm.metrics.sources import AGGREGATES, Aggregate, survey_contacts
from qm.store import Cursor, Definitions

SINGLE_ROWS = Path(__file__).with_name("derived.sql").read_text(encoding="utf-8")
NAMES = (*re.findall(r"create table (\w+)", SINGLE_ROWS), *(a.name for a in AGGREGATES))
TYPES = {"day": "date", "wait_band": "tinyint", "hour": "tinyint", "agent_row": "bigint"}
"""Of the keys of pre-aggregated tables; the others are text."""


def signature() -> str:
    """What the derived tables are built from: the same for the same declarations."""
    return _signature(tuple(MEASURES.values()))


@lru_cache(maxsize=8)
def _signature(measures: tuple[Measure, ...]) -> str:
    standard = Definitions()
    rules = (COUNTED_POINTS, NOT_APPLICABLE_POINTS, FAILURES)
    statements = (answer_scores(standard), evaluation_scores("x"), most_points(), survey_contacts())
    followers = following(standard, "contacts as f", "1")
    built_from = (SINGLE_ROWS, *map(repr, measures), *map(repr, AGGREGATES), repr(rules), *statements, followers)
    return hashlib.sha256("\n".join(built_from).encode()).hexdigest()


def make_tables(cursor: Cursor) -> None:
    """All derived tables, empty, in place of those there are; nothing counts as built."""
    for name in NAMES:
        cursor.run(f"drop table if exists {name}")
    cursor.run(SINGLE_ROWS)
    for aggregate in AGGREGATES:
        cursor.run(table_of(aggregate))
    cursor.run("delete from metrics_state")


def table_of(aggregate: Aggregate) -> str:
    """The statement that makes a pre-aggregated table: its keys, then the measures of its grain.

    A sum is null when none of its rows has the value; a count is never null.
    """
    keys = [f"{key} {TYPES.get(key, 'varchar')}" for key in ("day", *aggregate.keys)]
    return f"create table {aggregate.name} ({', '.join(keys + [f'{m.name} {m.type}' for m in measures_of(aggregate)])})"


def measures_of(aggregate: Aggregate) -> list[Measure]:
    """The measures that it adds up."""
    return [m for m in MEASURES.values() if m.grain == aggregate.grain]
