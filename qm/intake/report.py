"""What an import says of itself: every row accounted for, every problem with its remedy."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qm.intake.values import FAULTS
from qm.store import Cursor

MOST_EXAMPLES = 100
LINE, REASON = "line", "reason"
"""The two columns that a list of rejected rows has behind those of the file."""


@dataclass
class Problem:
    """All problems of one rule in one column."""

    field: str | None
    column: str | None
    rule: str
    rows: int
    effect: str
    examples: list[dict[str, Any]]

    @property
    def remedy(self) -> str:
        return FAULTS[self.rule]


@dataclass
class Report:
    """The outcome of an import or of a dry run. rows = accepted + unchanged + excluded + rejected."""

    batch: int | None
    file: str
    kind: str
    rows: int
    accepted: int
    updated: int  # part of accepted
    unchanged: int
    excluded: int
    rejected: int
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the contract."""
        names = ("batch", "file", "kind", "rows", "accepted", "updated", "unchanged", "excluded", "rejected")
        answer: dict[str, Any] = {name: getattr(self, name) for name in names}
        answer["problems"] = [
            {
                "field": p.field,
                "column": p.column,
                "rule": p.rule,
                "rows": p.rows,
                "effect": p.effect,
                "remedy": p.remedy,
                "examples": p.examples,
            }
            for p in self.problems
        ]
        answer["notes"] = self.notes
        return answer


def problems_of(cursor: Cursor) -> list[Problem]:
    """The problems of the file being imported, by rule, with the first hundred of each."""
    groups = cursor.rows("""
        select field, column_name, rule, effect, count(distinct line)
        from problem group by all order by effect desc, count(distinct line) desc, field, rule
    """)
    problems = []
    for field_name, column, rule, effect, rows in groups:
        examples = cursor.rows(
            f"""
            select line, value from problem
            where field is not distinct from $field and column_name is not distinct from $column
                and rule = $rule and effect = $effect
            order by line limit {MOST_EXAMPLES}
            """,
            {"field": field_name, "column": column, "rule": rule, "effect": effect},
        )
        shown = [{"line": line, "value": value[:1000] if value else value} for line, value in examples]
        problems.append(Problem(field_name, column, rule, rows, effect, shown))
    return problems


def write_problems(cursor: Cursor, path: Path, *, encoding: str = "utf-8") -> None:
    """Every problem as CSV: line, field, column, value, rule, effect, remedy. Excel wants utf-8-sig."""
    rows = cursor.rows("select line, field, column_name, value, rule, effect from problem order by line, field")
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(["line", "field", "column", "value", "rule", "effect", "remedy"])
        writer.writerows([*row, FAULTS[row[4]]] for row in rows)


def write_rejects(cursor: Cursor, header: list[str], path: Path, *, encoding: str = "utf-8") -> None:
    """The rejected rows as they were, with their line and the reason. Excel wants utf-8-sig."""
    cells = ", ".join(f"any_value(raw.c{i})" for i in range(len(header)))
    rows = cursor.rows(f"""
        select {cells}, raw.line,
               array_to_string(list_sort(list(distinct coalesce(problem.field || ': ', '') || problem.rule)), '; ')
        from raw
        join problem on problem.line = raw.line
        where problem.effect = 'row rejected'
        group by raw.line
        order by raw.line
    """)
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow([*header, LINE, REASON])
        writer.writerows(rows)
