"""A scorecard version saved, put in use and taken back; scores follow."""

from datetime import datetime

import pytest

from qm.analysis.evaluations.score_sheets import evaluation_sheet
from qm.analysis.scorecard.versions import put_in_use, take_back
from qm.errors import QMError
from qm.metrics import Filters, measure
from qm.store import Session, Store
from qm.store.scorecard_versions import delete_version, next_version, save_version, saved_versions
from tests.centre import answer, contact, evaluation, fill, insert, question

AT = datetime(2024, 6, 1, 12)


def centre(store: Store, scorecard: str | None = "main") -> None:
    """One evaluation: everything for greet, nothing for solve; weights 3 and 1 of 4."""
    fill(
        store,
        contacts=[contact(1)],
        questions=[
            question("greet", version="1", weight=3, points_possible=1, section="start", text="Greeted"),
            question("solve", version="1", weight=1, points_possible=1, controllable=False),
        ],
        evaluations=[evaluation(1, contact_id="1", scorecard=scorecard)],
        answers=[answer(1, "greet", 1), answer(1, "solve", 0)],
    )


def score(store: Store) -> float:
    return float(measure(store, Filters(), ["quality_score"])["value"].iloc[0])


def test_a_proposal_changes_nothing_until_it_is_put_in_use(store: Store):
    centre(store)
    save_version(store, "main", "Solving counts", {"greet": 20, "solve": 80}, {"alignment": 0.3}, AT)
    assert score(store) == pytest.approx(0.75)
    put_in_use(Session(store), "main", "2", AT)
    assert score(store) == pytest.approx(0.2)
    sheet = evaluation_sheet(store)
    assert sheet.weights.tolist() == pytest.approx([0.8, 3.2])
    assert sheet.questions["text"].tolist()[0] == "Greeted"
    assert sheet.questions["controllable"].tolist()[1] is False
    take_back(Session(store), "main")
    assert score(store) == pytest.approx(0.75)
    assert store.rows("select count(*) from questions") == [(2,)]


def test_putting_in_use_twice_adds_nothing(store: Store):
    centre(store)
    save_version(store, "main", "Solving counts", {"greet": 20, "solve": 80}, {}, AT)
    put_in_use(Session(store), "main", "2", AT)
    put_in_use(Session(store), "main", "2", AT)
    assert store.rows("select count(*) from questions") == [(4,)]
    take_back(Session(store), "main")
    take_back(Session(store), "main")
    assert store.rows("select count(*) from questions") == [(2,)]


def test_one_version_is_in_use_at_a_time_and_the_older_one_can_come_back(store: Store):
    centre(store)
    save_version(store, "main", "One", {"greet": 20, "solve": 80}, {}, AT)
    save_version(store, "main", "Two", {"greet": 40, "solve": 60}, {}, AT)
    put_in_use(Session(store), "main", "3", AT)
    assert score(store) == pytest.approx(0.4)
    put_in_use(Session(store), "main", "2", AT)
    assert score(store) == pytest.approx(0.2)
    assert [(v.version, v.used_at is not None) for v in saved_versions(store, "main")] == [("3", False), ("2", True)]
    with pytest.raises(QMError, match="Version 2 is in use; take it back"):
        delete_version(store, "main", "2")
    delete_version(store, "main", "3")
    assert [v.version for v in saved_versions(store, "main")] == ["2"]


def test_the_same_is_saved_once(store: Store):
    centre(store)
    first = save_version(store, "main", "Solving  counts", {"greet": 20, "solve": 80}, {}, AT)
    again = save_version(store, "main", "Solving counts ", {"greet": 20, "solve": 80}, {"alignment": 1.0}, AT)
    assert first == again
    assert len(saved_versions(store, "main")) == 1


def test_a_note_is_asked_for(store: Store):
    with pytest.raises(QMError, match="A version needs a note"):
        save_version(store, "main", "  ", {"greet": 100}, {}, AT)
    with pytest.raises(QMError, match="The note has 500 characters; 400 are allowed"):
        save_version(store, "main", "x" * 500, {"greet": 100}, {}, AT)


def test_a_newer_version_that_was_imported_since_is_not_pushed_aside(store: Store):
    centre(store)
    save_version(store, "main", "Solving counts", {"greet": 20, "solve": 80}, {}, AT)
    with store.write() as cursor:
        insert(cursor, "questions", question("greet", version="7", weight=1, points_possible=1))
    with pytest.raises(QMError, match="Version 7 was imported after version 2 was saved"):
        put_in_use(Session(store), "main", "2", AT)
    assert save_version(store, "main", "Again", {"greet": 20, "solve": 80}, {}, AT).version == "8"


def test_evaluations_without_a_scorecard_have_proposals_only(store: Store):
    centre(store, scorecard=None)
    save_version(store, None, "Solving counts", {"greet": 20, "solve": 80}, {}, AT)
    assert len(saved_versions(store, None)) == 1
    with pytest.raises(QMError, match="name no scorecard"):
        put_in_use(Session(store), None, "2", AT)
    take_back(Session(store), None)


def test_questions_that_were_never_imported_get_their_weights(store: Store):
    fill(
        store,
        contacts=[contact(1)],
        evaluations=[evaluation(1, contact_id="1", scorecard="bare")],
        answers=[answer(1, "greet", 1, 1), answer(1, "solve", 0, 1)],
    )
    version = save_version(store, "bare", "First weights", {"greet": 10, "solve": 90}, {}, AT).version
    put_in_use(Session(store), "bare", version, AT)
    assert (version, score(store)) == ("1", pytest.approx(0.1))


@pytest.mark.parametrize(
    ("known", "following"),
    [
        ([], "1"),
        (["9"], "10"),
        (["09"], "10"),
        (["1", "2"], "3"),
        (["2024.3"], "2024.4"),
        (["2024.9"], "2024.10"),
        (["spring"], "spring.1"),
        (["v2"], "v2.1"),
        (["v2.1"], "v2.2"),
        (["10", "9", "x"], "11"),
    ],
)
def test_the_next_version_is_the_newest(known: list[str], following: str):
    assert next_version(known) == following
