"""What a file holds, column by column."""

from pathlib import Path

import pytest

from qm.intake import intake
from qm.intake.describe import describe, distinct_values, first_rows
from qm.store import Store
from tests.intake.bringing import written


def columns(store: Store, folder: Path, content: str, missing: tuple[str, ...] = ()):
    with intake(store, written(folder, content)) as one:
        return {c.name: c for c in describe(one.cursor, one.read(), missing)}


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (["1", "2", "30"], "whole number"),
        (["1.5", "2", "-3e2"], "number"),
        (["1,5", "2.000,25", "3,0"], "number"),
        (["yes", "no", "yes"], "yes or no"),
        (["J", "N", ""], "yes or no"),
        (["0:30", "1:05:00", "12:00"], "clock"),
        (["03/04/2024", "05/06/2024", "07/08/2024"], "date"),
        (["26-Aug-23", "1-Sep-23", ""], "date"),
        (["2024-03-01 10:00", "2024-03-02 11:30:15", ""], "date and time"),
        (["Group 5", "May be 12", "2 - High"], "text"),
        (["0012", "abc", "x1"], "text"),
        (["", "", ""], "empty"),
    ],
)
def test_types_come_from_the_values(looking: Store, tmp_path: Path, values, type_):
    rows = "".join(f'{i},"{value}"\n' for i, value in enumerate(values))
    assert columns(looking, tmp_path, "id,c\n" + rows)["c"].type == type_


def test_a_type_is_what_nine_in_ten_values_are_wherever_the_others_stand(looking: Store, tmp_path: Path):
    numbers = [str(i) for i in range(2500)]
    most = columns(looking, tmp_path, "id,c\n" + "".join(f"{i},{v}\n" for i, v in enumerate([*numbers, "x"])))["c"]
    assert (most.type, round(most.fitting, 4)) == ("whole number", 0.9996)
    few = numbers + ["x"] * 300
    assert columns(looking, tmp_path, "id,c\n" + "".join(f"{i},{v}\n" for i, v in enumerate(few)))["c"].type == "text"


def test_counts_samples_and_what_may_stand_for_nothing(looking: Store, tmp_path: Path):
    content = "id,state\n1,open\n2,done\n3,done\n4,?\n5,\n"
    state = columns(looking, tmp_path, content)["state"]
    assert (state.values, state.missing, state.different, state.exact) == (4, 0.2, 3, True)
    assert state.samples == ("done", "open", "?")
    assert state.placeholders == ("?",)
    cleaned = columns(looking, tmp_path, content, missing=("?",))["state"]
    assert (cleaned.values, cleaned.different, cleaned.placeholders) == (3, 2, ())


def test_a_column_of_dates_and_question_marks_is_one_of_dates_once_they_count_as_empty(looking: Store, tmp_path: Path):
    content = "id,closed\n1,29/2/2016 01:16\n2,?\n3,?\n"
    assert columns(looking, tmp_path, content)["closed"].type == "text"
    closed = columns(looking, tmp_path, content, missing=("?",))["closed"]
    assert (closed.type, closed.formats) == ("date and time", ("%d/%m/%Y %H:%M",))


def test_doubtful_dates_have_both_formats(looking: Store, tmp_path: Path):
    both = columns(looking, tmp_path, "id,day\n1,03/04/2024\n2,05/06/2024\n")["day"]
    assert both.formats == ("%d/%m/%Y", "%m/%d/%Y")


def test_a_column_that_starts_late_is_still_typed(looking: Store, tmp_path: Path):
    rows = "".join(f"{i},\n" for i in range(2100)) + "x,7\ny,8\n"
    assert columns(looking, tmp_path, "id,late\n" + rows)["late"].type == "whole number"


def test_only_some_columns(looking: Store, tmp_path: Path):
    with intake(looking, written(tmp_path, "a,b,c\n1,2,3\n")) as one:
        assert [c.name for c in describe(one.cursor, one.read(), only=[2, 0])] == ["c", "a"]


def test_two_thousand_columns(looking: Store, tmp_path: Path):
    names = [f"n{i}" for i in range(2000)]
    found = columns(looking, tmp_path, ",".join(names) + "\n" + ",".join("7" for _ in names) + "\n")
    assert [*found] == names
    assert {c.type for c in found.values()} == {"whole number"}


def test_values_by_how_often_they_stand_and_the_first_rows(looking: Store, tmp_path: Path):
    with intake(looking, written(tmp_path, "id,state\n1,b\n2,a\n3,a\n4,\n")) as one:
        reading = one.read()
        assert distinct_values(one.cursor, 1) == [("a", 2), ("b", 1)]
        assert first_rows(one.cursor, reading, 1) == [{"line": 2, "id": "1", "state": "b"}]
