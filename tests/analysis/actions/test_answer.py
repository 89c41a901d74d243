"""What is to be done: counted, in a few words, each with the address that shows it."""

from datetime import date, datetime, timedelta

from qm.analysis.actions import answer, due_follow_ups
from qm.analysis.actions.answer import NOTHING
from qm.analysis.actions.short_hours import short_hours
from qm.metrics import Filters
from qm.store import Session, Store
from qm.store.actions import FOLLOW_UP, open_action
from tests.centre import contact, fill

MONDAY = datetime(2024, 5, 6)
TODAY = date(2024, 6, 3)


def test_an_empty_store_has_nothing_to_do(store: Store):
    found = answer(Session(store), Filters(), TODAY)
    assert found.items == ()
    assert found.text == NOTHING
    assert found.to_frame().empty


def test_hours_that_clearly_miss_the_goal_are_put_together(store: Store):
    rows = []
    for day in range(28):
        for hour in (8, 9, 10, 14):
            is_short = day % 7 == 0 and hour < 11
            for n in range(20):
                at = MONDAY + timedelta(days=day, hours=hour, minutes=n)
                waited = 90 if is_short and n % 2 else 5
                rows.append(contact(f"{day}-{hour}-{n}", at.isoformat(), channel="voice", wait_seconds=waited))
    rows.append(contact("mail", MONDAY.isoformat(), channel="email", wait_seconds=9_000))
    fill(store, contacts=[row | {"abandoned": False} for row in rows])
    short = short_hours(Session(store), Filters())
    assert (short.channel, short.goal) == ("voice", 0.8)
    assert [run.text for run in short.runs] == ["Monday 8–11"]
    (item,) = answer(Session(store), Filters(), TODAY).items
    assert (item.kind, item.count, item.text) == ("hours", 3, "Monday 8–11 short")
    assert item.address == (
        "overview?metric=Service+level&channel=voice&also=Weekday+Monday&also=Hour+8&also=Hour+9&also=Hour+10"
    )


def test_follow_ups_overdue_of_the_team_looked_at(store: Store):
    people = [{"agent_id": "A", "name": "Ann", "team": "Red"}, {"agent_id": "B", "name": "Bea", "team": "Blue"}]
    fill(store, agents=people, contacts=[contact("c", MONDAY.isoformat(), agent_id="A")])
    for agent, due in (("A", 1), ("B", 2), ("B", 60)):
        open_action(store, FOLLOW_UP, agent, MONDAY, due_at=MONDAY + timedelta(days=due), action_id=f"{agent}{due}")
    session = Session(store)
    _, found = due_follow_ups(session, Filters(), TODAY)
    assert [(one.name, one.is_overdue) for one in found] == [("Ann", True), ("Bea", True), ("Bea", False)]
    assert found[0].due_text == "7 May 2024, 27 days late"
    (item,) = answer(session, Filters(), TODAY).items
    assert (item.count, item.text, item.address) == (2, "2 follow-ups overdue", "agents?followups=true")
    (item,) = answer(session, Filters().with_("team", "Blue"), TODAY).items
    assert (item.count, item.text) == (1, "1 follow-up overdue")
    assert item.address == "agents?team=Blue&followups=true"
