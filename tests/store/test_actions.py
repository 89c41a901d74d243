"""What is to be done is opened, done by hand with a note, and taken back; the coaching log opens follow-ups."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from qm.errors import QMError
from qm.store import Store
from qm.store.actions import FOLLOW_UP, actions, finish_action, open_action, reopen_action
from qm.store.entries import CoachingEntry, log_coaching, take_back_coaching

NOW, LATER = datetime(2024, 6, 3, 10, 30), datetime(2024, 6, 20, 8)
ENTRY = CoachingEntry("A1", datetime(2024, 6, 3, 9), "coaching", "Close properly.", "Sue", "Q05", date(2024, 6, 17))


def follow_ups(store: Store) -> list[tuple]:
    return [(a.subject, a.question_id, a.owner, a.due_at, a.done_at, a.note) for a in actions(store, FOLLOW_UP)]


def touched(store: Store) -> list[tuple]:
    return store.rows("select opened_by, done_from, changed_at, changed_by from actions")


def test_an_entry_with_a_day_to_follow_up_opens_one(store: Store) -> None:
    log_coaching(store, "t1", ENTRY, NOW, "Ada")
    log_coaching(store, "t2", replace(ENTRY, question_id="Q06", follow_up_on=None), NOW, "Ada")
    assert follow_ups(store) == [("A1", "Q05", "Sue", datetime(2024, 6, 17), None, None)]
    assert touched(store) == [("Ada", None, None, None)]


def test_a_note_on_no_single_question_closes_nothing(store: Store) -> None:
    """It closed all four; so did a later one on the same question."""
    for day, question in ((3, "Q01"), (4, "Q02"), (5, "Q03"), (6, "Q04")):
        entry = replace(ENTRY, held_at=datetime(2024, 5, day, 9), question_id=question, follow_up_on=date(2024, 5, 20))
        log_coaching(store, f"t{day}", entry, NOW)
    log_coaching(store, "t9", replace(ENTRY, question_id=None, follow_up_on=None), NOW)
    log_coaching(store, "t10", replace(ENTRY, question_id="Q01", follow_up_on=None), NOW)
    assert [done for *_, done, _ in follow_ups(store)] == [None] * 4


def test_it_is_done_by_hand_once_with_a_note_and_who_said_so(store: Store) -> None:
    log_coaching(store, "t", ENTRY, NOW)
    (action,) = actions(store, FOLLOW_UP, "A1")
    assert actions(store, FOLLOW_UP, "A2") == []
    assert finish_action(store, action.action_id, "  Closes well now. ", LATER, "Ada")
    assert not finish_action(store, action.action_id, "Again", LATER, "Ben"), "a form sent twice is kept once"
    assert follow_ups(store)[0][4:] == (LATER, "Closes well now.")
    assert touched(store) == [(None, "hand", LATER, "Ada")]


def test_taken_back_it_is_open_again_and_its_note_stays(store: Store) -> None:
    log_coaching(store, "t", ENTRY, NOW)
    (action,) = actions(store, FOLLOW_UP)
    assert not reopen_action(store, action.action_id, LATER)
    finish_action(store, action.action_id, "Fine.", LATER, "Ada")
    assert reopen_action(store, action.action_id, LATER, "Ben")
    assert follow_ups(store)[0][4:] == (None, "Fine.")
    assert touched(store) == [(None, None, LATER, "Ben")]


def test_with_its_entry_it_is_taken_back_unless_somebody_has_touched_it(store: Store) -> None:
    log_coaching(store, "t1", ENTRY, NOW)
    log_coaching(store, "t2", replace(ENTRY, question_id="Q06"), NOW)
    done = next(a.action_id for a in actions(store, FOLLOW_UP) if a.question_id == "Q06")
    finish_action(store, done, "Fine.", LATER)
    for token in ("t1", "t2"):
        take_back_coaching(store, token, LATER)
    assert [(a.question_id, a.done_at) for a in actions(store, FOLLOW_UP)] == [("Q06", LATER)]


def test_others_open_actions_of_their_own_kind(store: Store) -> None:
    assert open_action(store, "recovery", "P7", NOW, due_at=LATER, owner="Sue", action_id="r1", by="Ada")
    assert not open_action(store, "recovery", "P7", NOW, action_id="r1")
    assert open_action(store, "recovery", "P8", NOW)
    log_coaching(store, "t", ENTRY, NOW)
    assert [(a.subject, a.due_at) for a in actions(store, "recovery")] == [("P7", LATER), ("P8", None)]
    assert finish_action(store, "r1", "Called, refunded.", LATER)


def test_what_cannot_be_is_one_sentence(store: Store) -> None:
    log_coaching(store, "t", ENTRY, NOW)
    (action,) = actions(store, FOLLOW_UP)
    with pytest.raises(QMError, match="The note is empty: write what was seen and agreed"):
        finish_action(store, action.action_id, "  ", LATER)
    with pytest.raises(QMError, match="The note has 4,001 characters; 4,000 are kept, so please shorten it"):
        finish_action(store, action.action_id, "x" * 4001, LATER)
    for act in (lambda: finish_action(store, "none", "x", LATER), lambda: reopen_action(store, "none", LATER)):
        with pytest.raises(QMError, match="not in the store any more; nothing was kept"):
            act()
    assert follow_ups(store)[0][4] is None


def test_answers_that_figures_hang_on_are_kept(store: Store) -> None:
    log_coaching(store, "t", ENTRY, NOW)
    (action,), mark = actions(store, FOLLOW_UP), store.mark
    finish_action(store, action.action_id, "Fine.", LATER)
    reopen_action(store, action.action_id, LATER)
    assert store.mark == mark
