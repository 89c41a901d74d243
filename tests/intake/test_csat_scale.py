"""A grade that its scale does not have is no grade: dropped, the row kept, and said with its line."""

from pathlib import Path

import pytest

from qm.intake import import_file, parse_mapping
from qm.store import Store

DAY = "2024-01-05 10:00"
FILE = f"id,at,grade,top\n1,{DAY},5,\n2,{DAY},7,\n3,{DAY},7,10\n4,{DAY},0,10\n"


@pytest.mark.parametrize(
    ("scale", "kept", "lines"),
    [("", [("1", 5.0)], [3, 4, 5]), ('csat_max = {column = "top"}', [("1", 5.0), ("3", 7.0)], [3, 5])],
)
def test_grades_beyond_the_scale_are_dropped(
    store: Store, tmp_path: Path, scale: str, kept: list[tuple], lines: list[int]
) -> None:
    file = tmp_path / "grades.csv"
    file.write_text(FILE)
    mapping = parse_mapping(
        'kind = "contacts"\n[fields]\ncontact_id = {column = "id"}\narrived_at = {column = "at"}\n'
        f'csat = {{column = "grade"}}\n{scale}\n'
    )
    report = import_file(store, file, mapping)
    assert report.accepted == 4
    assert store.rows("select contact_id, csat from surveys where csat is not null order by contact_id") == kept
    (problem,) = report.problems
    assert (problem.rule, problem.effect) == ("out of range", "value dropped")
    assert [example["line"] for example in problem.examples] == lines
