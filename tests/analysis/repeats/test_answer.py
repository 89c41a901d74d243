"""Repeats on ten weeks: a call about billing each day, half of which come back the next day about delivery."""

import math
from datetime import datetime, timedelta

import pytest

from qm.analysis.repeats import RepeatsAnswer, all_repeats, answer, newest_repeats, service_feedback
from qm.analysis.resolved_filters import view_of
from qm.metrics import Filters
from qm.store import Session, Store
from tests.centre import contact, fill

START, DAYS = datetime(2024, 1, 1, 9), 70


def call(name: str, at: datetime, customer: str, reason: str, handle: int) -> dict:
    fields = {"channel": "voice", "queue": "line", "agent_id": "A1", "wait_seconds": 10, "abandoned": False}
    return contact(name, str(at), customer_id=customer, reason=reason, handle_seconds=handle, **fields)


@pytest.fixture
def session(store: Store) -> Session:
    calls = []
    for day in range(DAYS):
        at = START + timedelta(days=day)
        calls.append(call(f"first{day}", at, f"Anna {day}", "billing", 300))
        if day % 2 == 0:
            calls.append(call(f"again{day}", at + timedelta(hours=23), f"Anna {day}", "delivery", 600))
    fill(store, contacts=calls)
    return Session(store)


def repeats(session: Session, window: float | None = None, scope: str | None = None, **narrowed: str) -> RepeatsAnswer:
    filters = Filters(where=tuple((name, (value,)) for name, value in narrowed.items()))
    view = view_of(session, filters, period_name="all")
    assert view is not None
    return answer(session, view, window, scope)


def test_ahead_and_back_are_counted_apart(session: Session):
    found = repeats(session)
    # the last week's windows are not complete: 62 first and 31 second calls, of which 31 came back
    assert (found.rate.value, found.rate.numerator, found.rate.n) == (pytest.approx(1 / 3), 31, 93)
    # looking back, the first week cannot be judged: 63 first calls and 32 second calls
    assert (found.work.repeats, found.work.contacts, found.work.repeat_seconds) == (32, 95, 32 * 600)
    assert found.work.times_longer == pytest.approx(2)
    assert not found.chance.is_known
    assert found.net_rate == found.rate.value


def test_another_window_and_scope_change_no_definition(session: Session):
    assert repeats(session, 1).rate.n == 102
    assert repeats(session, scope="reason").rate.value == 0
    assert session.definitions().repeat.window_days == 7
    assert repeats(session, 1) is repeats(session, 1)


def test_the_odds_decide_what_a_target_takes_away(session: Session):
    found = repeats(session)
    labour = found.labour_cost(occupancy=1, shrinkage=0, hours_per_week=1)
    assert labour.hours_per_agent == 10  # weeks of one hour
    cost = found.cost("own", 0.25, labour)
    # from 1 : 2 to 1 : 3
    assert cost.saved_hours == pytest.approx(32 * 600 / 3600 / 3)
    assert [tile.label for tile in cost.tiles] == ["As counted", "Net of coincidence", "Beyond a rate of 25.0%"]
    assert math.isnan(cost.tiles[1].handle_hours)
    assert "would take away 33% of the repeats' handling" in cost.takeaway
    assert found.cost("own", 0.4).takeaway.startswith("Today's rate of 33.3% is already within 40.0%.")


def test_a_target_that_cannot_be_had_says_so_and_ones_own_holds(session: Session):
    found = repeats(session)
    assert found.why_no_target("reasons").startswith("No target can be had from reasons here: it takes four reasons")
    assert found.cost("reasons").target == 0.15


def test_the_answer_as_plain_values_and_in_words(session: Session):
    found = repeats(session)
    plain = found.to_dict()
    assert (plain["window_days"], plain["scope"], plain["rate"]["n"], plain["net"]) == (7, "any", 93, None)
    assert plain["repeats"] == {
        "contacts": 32,
        "of": 95,
        "handle_seconds": 32 * 600,
        "of_handle_seconds": 63 * 300 + 32 * 600,
    }
    assert len(plain["windows"]) == 30
    rates = found.to_frame()
    assert rates[rates["by"] == "Reason"].set_index("group")["value"].to_dict() == {"billing": 0.5, "delivery": 0.0}
    text = repr(found)
    assert "Back within 7 days: 33.3% (95%" in text
    assert "Billing accounts for 100% of the handle hours (5.3 h)." in text
    assert found.customers_takeaway.startswith("Anna 0 came back most: 1 of 2 contacts")


def test_where_nothing_can_be_judged_it_says_why(session: Session):
    found = repeats(session, channel="fax")
    assert found.is_empty
    assert "can be judged yet: each needs a customer and 7 days of data after its end" in found.why_empty
    assert "can be judged yet" in repr(found)
    assert found.to_frame().empty
    assert found.targets == {}


def test_whether_service_feeds_on_itself_is_a_question_of_its_own(session: Session):
    view = repeats(session).setting.view
    found = service_feedback(session, view)
    assert [link.name for link in found.links] == ["aht", "csat", "repeat_rate"]
    assert found.headline == "These data can't tell"
    assert found.headline in found.summary
    assert found.links[0].frame.empty


def test_the_rows_stand_beside_what_they_follow(session: Session):
    setting = repeats(session).setting
    assert newest_repeats(session, setting)["follows"].iloc[0] == "first68"
    assert len(all_repeats(session, setting)) == 32
