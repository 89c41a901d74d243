"""What the page, the sheet and the log say of follow-ups."""

from datetime import date, datetime, timedelta

from qm.analysis.agents import agent_answer
from qm.analysis.agents.profile.coaching_log import coaching_log
from qm.analysis.agents.profile.follow_ups import FollowUp, FollowUps, follow_ups
from qm.analysis.due_day import DueDay
from qm.metrics import Filters
from qm.store import Session, Store
from qm.store.actions import FOLLOW_UP, actions, finish_action
from qm.store.entries import CoachingEntry, log_coaching
from tests.pages.small import centre

TODAY = date(2024, 6, 10)


def told(*days: tuple[str, bool], due: DueDay | None = None) -> str:
    items = [
        FollowUp(str(i), "Q1", "Sue", date(2024, 5, 1), date.fromisoformat(day), TODAY if done else None, True, "")
        for i, (day, done) in enumerate(sorted(days))
    ]
    return FollowUps(due or DueDay(TODAY), tuple(items)).text


def test_follow_ups_say_what_is_overdue_and_what_comes_next() -> None:
    assert told(("2024-06-01", False), ("2024-05-20", False), ("2024-06-12", False)) == (
        "2 follow-ups are overdue, the oldest since 20 May 2024. The next follow-up is due on 12 Jun 2024."
    )
    assert told(("2024-06-09", False)) == "1 follow-up is overdue, the oldest since 9 Jun 2024."
    assert told(("2024-06-10", False)) == "The next follow-up is due on 10 Jun 2024."
    assert told(("2024-06-01", True)) == ""
    assert told() == ""


def test_in_a_demo_centre_the_day_is_said() -> None:
    last = DueDay(date(2024, 5, 25), is_demo=True)
    assert told(("2024-06-01", False), ("2024-05-20", False), due=last) == (
        "1 follow-up is overdue, the oldest since 20 May 2024. The next follow-up is due on 1 Jun 2024. "
        "Counted on 25 May 2024, the last day of the demo centre's data."
    )
    assert told(due=last) == ""


def event(day: int, question_id: str | None = "q1", follow: int | None = None) -> CoachingEntry:
    on = date(2024, 5, follow) if follow else None
    return CoachingEntry("A1", datetime(2024, 5, day, 9), "feedback", f"note {day}", "Sue", question_id, on)


def test_four_stay_overdue_whatever_is_noted_until_somebody_says_done(store: Store) -> None:
    centre(store)
    session, now = Session(store), datetime(2024, 6, 9)
    for entry in (event(7, follow=14), event(8, "q2", 15), event(9, None, 16), event(10, "q9", 17)):
        log_coaching(store, entry.note, entry, now)
    log_coaching(store, "general", event(27, None), now)
    log_coaching(store, "the same question", event(28, "q1"), now)
    answer = agent_answer(session, Filters(), "A1")
    found = follow_ups(session, answer, TODAY)
    assert found.text == "4 follow-ups are overdue, the oldest since 14 May 2024."
    assert [one.text(TODAY) for one in found.open[:3]] == [
        "q1 Was polite · held on 7 May 2024 · Sue · due on 14 May 2024, overdue",
        "q2 Solved it · held on 8 May 2024 · Sue · due on 15 May 2024, overdue",
        "no single question · held on 9 May 2024 · Sue · due on 16 May 2024, overdue",
    ]
    finish_action(store, actions(store, FOLLOW_UP, "A1")[0].action_id, "Fine.", now + timedelta(days=1), "Ada")
    found = follow_ups(session, answer, TODAY)
    assert found.text == "3 follow-ups are overdue, the oldest since 15 May 2024."
    (done,) = found.done_by_hand
    assert done.text(TODAY) == "q1 Was polite · held on 7 May 2024 · Sue · done on 10 Jun 2024 by Ada"
    log = coaching_log(store, "A1")
    assert log.loc[log["followed_up"], "note"].tolist() == ["note 7"]
    assert log["token"].tolist()[:2] == ["the same question", "general"]
    assert coaching_log(store, "A2").empty
