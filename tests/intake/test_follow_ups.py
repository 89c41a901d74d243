"""Files of coaching open and close follow-ups; what people did by hand stays, whatever is imported or undone."""

from datetime import datetime
from pathlib import Path

from qm.intake import import_file, undo
from qm.store import Store
from qm.store.actions import FOLLOW_UP, actions, finish_action, reopen_action
from tests.intake.bringing import everything, written

HEADER = "agent_id,coach_id,held_at,kind,question_id,note,follow_up_on,followed_up_at"
OLD = "agent_id,coach_id,held_at,kind,question_id,note,follow_up_on"
NOW = datetime(2024, 6, 20, 8)


def line(question: str, follow_up_on: str = "2024-05-20", followed_up_at: str = "") -> str:
    return f"A1,Sue,2024-05-06 09:00,coaching,{question},Listen,{follow_up_on},{followed_up_at}"


def bring(store: Store, folder: Path, *lines: str, header: str = HEADER) -> int | None:
    return import_file(store, written(folder, "\n".join([header, *lines, ""])), kind="coaching").batch


def standing(store: Store) -> dict[str | None, tuple]:
    return {a.question_id: (a.due_at and a.due_at.day, a.done_at, a.done_from) for a in actions(store, FOLLOW_UP)}


def act(store: Store, question: str, note: str | None = "Fine.") -> None:
    (action,) = [a for a in actions(store, FOLLOW_UP) if a.question_id == question]
    if note:
        finish_action(store, action.action_id, note, NOW)
    else:
        reopen_action(store, action.action_id, NOW)


def test_a_file_opens_follow_ups_and_closes_those_that_it_says_are_done(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, line("Q1"), line("Q2", followed_up_at="2024-05-21 10:00"), line("Q3", ""))
    assert standing(store) == {"Q1": (20, None, None), "Q2": (20, datetime(2024, 5, 21, 10), "file")}
    bring(store, tmp_path, line("Q1", followed_up_at="2024-05-22 10:00"), line("Q2", "2024-05-27"))
    assert standing(store) == {"Q1": (20, datetime(2024, 5, 22, 10), "file"), "Q2": (27, None, None)}


def test_a_file_as_it_was_before_opens_them_too(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, line("Q1").removesuffix(","), header=OLD)
    assert standing(store) == {"Q1": (20, None, None)}


def test_a_later_event_closes_none(store: Store, tmp_path: Path) -> None:
    later = "A1,Sue,2024-06-03 09:00,coaching,,On all of it,,"
    bring(store, tmp_path, *map(line, ("Q1", "Q2", "Q3", "Q4")), later)
    assert [done for _, done, _ in standing(store).values()] == [None] * 4


def test_the_same_file_again_opens_none_that_is_done_and_closes_none_that_is_open_again(
    store: Store, tmp_path: Path
) -> None:
    lines = (line("Q1"), line("Q2", followed_up_at="2024-05-21 10:00"))
    bring(store, tmp_path, *lines)
    act(store, "Q1")
    act(store, "Q2", None)
    by_hand = standing(store)
    assert by_hand == {"Q1": (20, NOW, "hand"), "Q2": (20, None, None)}
    assert bring(store, tmp_path, *lines) is None
    assert standing(store) == by_hand
    bring(store, tmp_path, line("Q1", "2024-06-03"), line("Q2", "2024-06-03", "2024-06-03 10:00"))
    assert standing(store) == by_hand, "a changed file neither"


def test_undo_takes_back_what_an_import_opened_and_closed(store: Store, tmp_path: Path) -> None:
    empty = everything(store)
    first = bring(store, tmp_path, line("Q1"), line("Q2"))
    before = everything(store)
    second = bring(store, tmp_path, line("Q1", followed_up_at="2024-05-22 10:00"), line("Q2", ""), line("Q3"))
    assert set(standing(store)) == {"Q1", "Q3"}
    undo(store, second)
    assert everything(store) == before
    undo(store, first)
    assert everything(store) == empty


def test_undo_leaves_what_was_touched_by_hand_and_the_file_comes_in_beside_it(store: Store, tmp_path: Path) -> None:
    batch = bring(store, tmp_path, line("Q1"), line("Q2"))
    act(store, "Q1")
    undo(store, batch)
    assert standing(store) == {"Q1": (20, NOW, "hand")}
    bring(store, tmp_path, line("Q1"), line("Q2"))
    assert standing(store) == {"Q1": (20, NOW, "hand"), "Q2": (20, None, None)}
