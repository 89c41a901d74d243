"""Ratings of several sessions: the same raters rate the same items again, and nothing of the first time is lost."""

from pathlib import Path

import pytest

from qm.intake import import_file, undo
from qm.store import Store
from tests.intake.bringing import bring, everything, rows, written

ITEMS = "item,rater,score{head}\n1,Ann,{a}{tail}\n1,Bob,{b}{tail}\n2,Ann,{c}{tail}\n2,Bob,{d}{tail}\n"
JANUARY, FEBRUARY = {"a": 4, "b": 5, "c": 2, "d": 2}, {"a": 1, "b": 1, "c": 5, "d": 3}
OLD = """kind = "ratings"
[fields]
calibration_id = "item"
evaluator_id = "rater"
points = "score"
evaluated_at = {evaluated_at}
evaluation_id = {{columns = ["item", "rater"], join = " · "}}
scorecard = {{value = "ratings"}}
"""
"""How earlier versions told ratings apart."""


def session(head: str, tail: str, scores: dict[str, int]) -> str:
    return ITEMS.format(head=head and f",{head}", tail=tail and f",{tail}", **scores)


def points(store: Store) -> list[tuple]:
    return [p for (p,) in rows(store, "answers", "points")]


@pytest.mark.parametrize(
    ("head", "january", "february"),
    [
        ("session", "January", "February"),
        ("Round", "1", "2"),
        ("rated at", "2024-01-10 09:00", "2024-02-10 09:00"),
        ("Date", "20.01.2024", "20.02.2024"),
    ],
)
def test_two_sessions_stand_side_by_side(store: Store, tmp_path: Path, head: str, january: str, february: str) -> None:
    """Case own-data/03, had it said which session: eight ratings, whatever the files are called."""
    first = written(tmp_path, session(head, january, JANUARY), "ratings.csv")
    bring(store, first)
    second = bring(store, written(tmp_path, session(head, february, FEBRUARY), "ratings.csv"))
    assert (second.accepted, second.updated) == (4, 0)
    assert sorted(points(store)) == sorted([*JANUARY.values(), *FEBRUARY.values()])
    assert not any("item and rater alone" in note for note in second.notes)
    renamed = bring(store, written(tmp_path, session(head, january, JANUARY), "january.csv"))
    assert len(rows(store, "evaluations")) == 8, "the name of a file is no part of what a rating is"
    assert renamed.accepted == renamed.updated


def test_one_file_of_two_sessions(store: Store, tmp_path: Path) -> None:
    text = session("session", "1", JANUARY) + session("session", "2", FEBRUARY).partition("\n")[2]
    path = written(tmp_path, text, "all.csv")
    assert bring(store, path).accepted == 8
    assert bring(store, path).unchanged == 8


def test_without_session_or_day_the_key_is_item_and_rater_and_that_is_said(store: Store, tmp_path: Path) -> None:
    """Case own-data/03 as it is: no column tells the session, so the second import says what it does."""
    bring(store, written(tmp_path, session("", "", JANUARY), "session_january.csv"))
    report = bring(store, written(tmp_path, session("", "", FEBRUARY), "session_february.csv"))
    assert report.updated == 4
    assert any("ratings of the same items by the same raters in another file replace these" in n for n in report.notes)


def test_the_session_can_be_said_in_the_mapping(store: Store, tmp_path: Path) -> None:
    mapping = """kind = "ratings"
    [fields]
    calibration_id = "item"
    evaluator_id = "rater"
    points = "score"
    session = {{value = "{session}"}}
    evaluated_at = {{value = "2024-02-01"}}
    """
    for name, scores in (("January", JANUARY), ("February", FEBRUARY)):
        bring(store, written(tmp_path, session("", "", scores)), mapping.format(session=name))
    assert len(points(store)) == 8
    assert rows(store, "evaluations", "evaluation_id")[0] == ("1 · Ann · February",)


@pytest.mark.parametrize(
    ("head", "tail", "later", "was"),
    [
        ("rated at", "2024-01-10", "2024-02-10", '"rated at"'),
        ("session", "January", "February", '{value = "2024-01-31"}'),
    ],
)
def test_ids_of_older_imports_are_matched_first(
    store: Store, tmp_path: Path, head: str, tail: str, later: str, was: str
) -> None:
    path = written(tmp_path, session(head, tail, JANUARY), "ratings.csv")
    bring(store, path, OLD.format(evaluated_at=was))
    mapping = OLD.format(evaluated_at=was).replace("evaluation_id", "# evaluation_id")
    if head == "session":
        mapping += 'session = "session"\n'
    before = everything(store)
    again = bring(store, path, mapping)
    assert (again.batch, again.unchanged) == (None, 4), "the same session is not doubled"
    batch = bring(store, written(tmp_path, session(head, later, FEBRUARY), "ratings.csv"), mapping).batch
    assert len(points(store)) == 8
    assert bring(store, path, mapping).unchanged == 4
    assert batch is not None
    undo(store, batch)
    assert everything(store) == before


def test_a_correction_of_a_known_day_keeps_its_id(store: Store, tmp_path: Path) -> None:
    bring(store, written(tmp_path, session("date", "2024-01-10", JANUARY)), OLD.format(evaluated_at='"date"'))
    corrected = written(tmp_path, session("date", "2024-01-10", {**JANUARY, "d": 3}))
    report = import_file(store, corrected, kind="ratings")
    assert (report.accepted, report.updated) == (4, 4)  # the scorecard is called after the file
    assert points(store) == [4, 5, 2, 3]


def test_a_session_is_what_was_rated_where_nothing_else_is(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, "session,rater,score\nS1,Ann,4\nS1,Bob,5\n"))
    assert (report.kind, report.accepted) == ("ratings", 2)
    assert rows(store, "evaluations", "calibration_id") == [("S1",), ("S1",)]
