"""What people type in is kept once, stays whatever is imported or undone, and can be taken back."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import undo
from qm.intake.export import export_table
from qm.store import Store
from qm.store.entries import (
    ACKNOWLEDGED,
    DISPUTED,
    CoachingEntry,
    log_coaching,
    replies,
    reply,
    take_back_coaching,
    take_back_reply,
)
from tests.intake.bringing import bring, written

NOW = datetime(2024, 6, 3, 10, 30)
ENTRY = CoachingEntry(
    "A1", datetime(2024, 6, 3, 9), "coaching", "Asked to close with a summary.", "Sue", "Q05", date(2024, 6, 17)
)
EVALUATIONS = """
kind = "evaluations"
name = "marks"
[fields]
evaluation_id = "id"
evaluator_id = "by"
evaluated_at = "at"
agent_id = "agent"
disputed = "disputed"
"""
HELD = """
kind = "coaching"
name = "held"
[fields]
agent_id = "agent"
coach_id = "coach"
held_at = "at"
kind = "kind"
question_id = "question"
note = "note"
"""


def events(store: Store) -> list[tuple]:
    return store.rows("select agent_id, question_id, note, follow_up_on, batch from coaching order by held_at, note")


def test_an_entry_is_kept_once_however_often_its_form_is_sent(store: Store) -> None:
    assert log_coaching(store, "form1", ENTRY, NOW)
    assert not log_coaching(store, "form1", ENTRY, NOW)
    assert events(store) == [("A1", "Q05", "Asked to close with a summary.", date(2024, 6, 17), 0)]


def test_the_same_event_from_another_form_is_refused(store: Store) -> None:
    log_coaching(store, "form1", ENTRY, NOW)
    with pytest.raises(QMError, match="There is already coaching of 2024-06-03 09:00 on the same question in the log"):
        log_coaching(store, "form2", replace(ENTRY, note="Again."), NOW)
    assert len(events(store)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"note": "  "}, "The note is empty: write what was said and agreed."),
        ({"note": "x" * 4001}, "The note has 4,001 characters; 4,000 are kept, so please shorten it."),
        ({"kind": "praise"}, "An entry cannot be 'praise'; it is feedback or coaching."),
        ({"held_at": datetime(2024, 6, 4, 9)}, "2024-06-04 has not come yet; log what was held"),
        ({"follow_up_on": date(2024, 6, 2)}, "The follow-up on 2024-06-02 lies before 2024-06-03, when it was held."),
    ],
)
def test_an_entry_that_cannot_be_is_answered_with_a_sentence(store: Store, wrong: dict, sentence: str) -> None:
    with pytest.raises(QMError) as caught:
        log_coaching(store, "form1", replace(ENTRY, **wrong), NOW)
    assert sentence in str(caught.value)
    assert events(store) == []
    assert log_coaching(store, "form1", ENTRY, NOW), "the form is still good once it is put right"


def test_an_entry_is_taken_back_and_its_form_does_not_bring_it_back(store: Store) -> None:
    log_coaching(store, "form1", ENTRY, NOW)
    assert take_back_coaching(store, "form1", NOW)
    assert not take_back_coaching(store, "form1", NOW)
    assert not log_coaching(store, "form1", ENTRY, NOW)
    assert events(store) == []


def test_an_import_leaves_an_entry_as_it_was_typed_and_undo_leaves_it(store: Store, tmp_path: Path) -> None:
    log_coaching(store, "form1", ENTRY, NOW)
    line = "A1,Sue,2024-06-03 09:00,coaching,Q05,Something else\n"
    told = bring(store, written(tmp_path, f"agent,coach,at,kind,question,note\n{line}{line.replace('09', '11')}"), HELD)
    assert (told.accepted, told.unchanged) == (1, 1)
    assert [row[2:] for row in events(store)] == [
        ("Asked to close with a summary.", date(2024, 6, 17), 0),
        ("Something else", None, 1),
    ]
    undo(store, told.batch)
    assert [row[-1] for row in events(store)] == [0]


def marks(folder: Path, disputed: str, by: str = "Eve") -> Path:
    return written(folder, f"id,by,at,agent,disputed\nE1,{by},2024-05-06 10:00,A1,{disputed}\n")


def standing(store: Store) -> tuple:
    (row,) = store.rows("select acknowledged_at, disputed from evaluations_replied")
    return row


def test_replies_stand_beside_what_files_say_and_are_taken_back(store: Store, tmp_path: Path) -> None:
    bring(store, marks(tmp_path, "false"), EVALUATIONS)
    assert reply(store, "a", "E1", ACKNOWLEDGED, None, NOW)
    assert reply(store, "d", "E1", DISPUTED, " The call was cut off. ", NOW)
    assert standing(store) == (NOW, True)
    assert [(r.kind, r.reason) for r in replies(store, "E1")] == [
        (ACKNOWLEDGED, None),
        (DISPUTED, "The call was cut off."),
    ]
    # another file about the same evaluation, the same again, and the way back
    assert bring(store, marks(tmp_path, "false"), EVALUATIONS).unchanged == 1
    assert bring(store, marks(tmp_path, "false", by="Ed"), EVALUATIONS).updated == 1
    assert standing(store) == (NOW, True)
    undo(store, 2)
    undo(store, 1)
    bring(store, marks(tmp_path, "false"), EVALUATIONS)
    assert standing(store) == (NOW, True)
    take_back_reply(store, "a", NOW)
    take_back_reply(store, "d", NOW)
    assert standing(store) == (None, False)


def test_a_reply_is_kept_once(store: Store, tmp_path: Path) -> None:
    bring(store, marks(tmp_path, ""), EVALUATIONS)
    assert reply(store, "d", "E1", DISPUTED, "No.", NOW)
    assert not reply(store, "d", "E1", DISPUTED, "No.", NOW)
    assert not reply(store, "e", "E1", DISPUTED, "Not at all.", NOW)
    assert [r.reason for r in replies(store, "E1")] == ["No."]


def test_a_reply_that_cannot_be_is_answered_with_a_sentence(store: Store, tmp_path: Path) -> None:
    bring(store, marks(tmp_path, ""), EVALUATIONS)
    with pytest.raises(QMError, match="A dispute needs a reason"):
        reply(store, "d", "E1", DISPUTED, "  ", NOW)
    with pytest.raises(QMError, match="There is no evaluation 'E9' in the data any more"):
        reply(store, "d", "E9", ACKNOWLEDGED, None, NOW)


def test_what_was_replied_goes_out_with_the_evaluations(store: Store, tmp_path: Path) -> None:
    bring(store, marks(tmp_path, ""), EVALUATIONS)
    reply(store, "d", "E1", DISPUTED, "No.", NOW)
    export_table(store, "evaluations", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines()[1].endswith(",true")
