"""One customer's contacts: Anna calls on 6 May at 10:00 and 11:00 and on 20 May; Bert calls on 6 and 7 May."""

from datetime import date

import pytest

from qm.analysis.journeys import customer_contacts, returning_customers
from qm.analysis.repeats.repeat_rates import with_window
from qm.metrics import Filters
from tests.centre import answer, contact, evaluation, fill


def call(number, at, customer, **fields):
    return contact(number, at, customer_id=customer, wait_seconds=0, handle_seconds=300, **fields)


@pytest.fixture
def centre(store):
    fill(
        store,
        contacts=[
            call(1, "2024-05-06 10:00", "Anna", reason="billing", channel="voice"),
            call(2, "2024-05-06 11:00", "Anna", reason="delivery", channel="voice", abandoned=True),
            call(3, "2024-05-20 10:00", "Anna", reason="billing", channel="chat"),
            call(4, "2024-05-06 10:00", "Bert"),
            call(5, "2024-05-07 10:00", "Bert"),
            call(6, "2024-06-30 10:00", None),
        ],
        surveys=[{"contact_id": "1", "csat": 2, "comment": "not solved"}],
        evaluations=[evaluation(1, contact_id="1"), evaluation(2, contact_id="1")],
        answers=[answer(1, "q", 4, 10), answer(2, "q", 8, 10)],
    )
    return store


def test_a_journey_is_in_order_with_surveys_and_evaluations(centre):
    found = customer_contacts(centre, "Anna", centre.definitions())
    assert found["contact_id"].tolist() == ["1", "2", "3"]
    assert found["is_repeat"].tolist() == [False, True, False]
    first = found.iloc[0]
    assert (first["csat"], first["comment"], first["evaluations"], first["next_seconds"]) == (2, "not solved", 2, 3300)
    assert first["quality_score"] == pytest.approx(0.6)
    assert found["abandoned"].tolist() == [False, True, False]


def test_a_journey_follows_window_scope_and_index(centre):
    def repeats(window, scope, index="all"):
        definitions = with_window(centre.definitions(), window, scope).with_({"repeat.index": index})
        return customer_contacts(centre, "Anna", definitions)["is_repeat"].tolist()

    assert repeats(14, "any") == [False, True, True]
    assert repeats(14, "reason") == [False, False, True]
    assert repeats(14, "channel") == [False, True, False]
    assert repeats(13.96, "any", "handled") == [False, True, False]  # 13 days 23 h after the one hung up: not counted


def test_only_the_latest_of_a_long_journey(centre):
    assert customer_contacts(centre, "Anna", centre.definitions(), limit=2)["contact_id"].tolist() == ["2", "3"]


def test_a_customer_who_is_not_there_has_no_journey(centre):
    assert customer_contacts(centre, "nobody' or 1=1 --", centre.definitions()).empty


def test_customers_who_came_back_most_first(centre):
    found = returning_customers(centre, Filters(), centre.definitions())
    assert found.values.tolist() == [["Anna", 1, 3], ["Bert", 1, 2]]
    assert returning_customers(centre, Filters(), centre.definitions(), limit=1)["customer_id"].tolist() == ["Anna"]
    assert returning_customers(centre, Filters(date(2024, 5, 7), None), centre.definitions()).empty
