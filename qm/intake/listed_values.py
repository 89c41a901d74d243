"""Values that a mapping lists and the file never holds: a slip of case or spelling that would pass without a word."""

from collections.abc import Iterator
from difflib import get_close_matches

from qm.intake.mapping import ANSWERS, Columns, Mapping
from qm.intake.reading import Reading
from qm.intake.values import cleaned
from qm.store import Cursor
from qm.wording import listed

MOST_VALUES = 200
"""So many different values of a column are looked at for one that is near."""


def unused_notes(cursor: Cursor, reading: Reading, mapping: Mapping) -> list[str]:
    """A note for each listed value that never occurs, where one like it does or none of its list occurs.

    What leaves rows out is compared letter by letter, so `outbound` does not leave out `Outbound`. Reads `raw`.
    """
    columns = Columns(reading.header, reading.name)
    notes = []
    for what, column, wanted in _lists(mapping):
        index = columns.index(column, what)
        there = [
            value
            for (value,) in cursor.rows(
                f"select {cleaned(index)} from raw where {cleaned(index)} is not null group by 1 "
                f"order by count(*) desc, 1 limit {MOST_VALUES}"
            )
        ]
        absent = [value for value in wanted if value and value not in there]
        if not there or not absent or len(there) == MOST_VALUES:
            continue
        lower = {value.lower(): value for value in reversed(there)}
        near = [lower[n] for v in absent if (n := next(iter(get_close_matches(v.lower(), list(lower), 1, 0.75)), None))]
        near = [value for value in dict.fromkeys(near) if value not in wanted]
        if near or len(absent) == len([value for value in wanted if value]):
            does = "does" if len(absent) == 1 else "do"
            near_ones = " or ".join(near)
            instead = f"did you mean {near_ones}?" if near else f"it has {_some(there)}."
            notes.append(f"{what}: {listed(absent)} {does} not occur in {column}; {instead}")
    return notes


def _lists(mapping: Mapping) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(what lists them, column, values) for conditions that leave rows out and for lists of yes and no."""
    for table in mapping.exclude:
        for column, values in table.items():
            yield "exclude", column, values
    for name, rule in mapping.fields.items():
        if name != ANSWERS and len(rule.columns) == 1:
            if rule.true:
                yield f"true of {name}", rule.columns[0], rule.true
            if rule.false:
                yield f"false of {name}", rule.columns[0], rule.false


def _some(values: list[str]) -> str:
    return ", ".join(values[:5]) + (" …" if len(values) > 5 else "")
