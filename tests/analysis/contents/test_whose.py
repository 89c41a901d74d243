"""Whose data these are and how fresh, as it stands on every page."""

from qm.analysis.contents import whose
from qm.metrics import redefine
from qm.store import Session
from tests.centre import contact, fill


def test_an_empty_store_is_called_like_its_file(store):
    assert whose(Session(store)).line == "store · no data yet"


def test_the_last_arrival_is_how_far_the_data_reach(store):
    fill(store, contacts=[contact(1, arrived_at="2026-06-28 14:00"), contact(2, arrived_at="2026-06-27 14:00")])
    assert whose(Session(store)).line == "store · data to 28 Jun 2026"


def test_without_contacts_evaluations_and_surveys_count(store):
    fill(
        store,
        evaluations=[{"evaluation_id": "E1", "evaluator_id": "V", "evaluated_at": "2024-05-06 10:00"}],
        surveys=[{"contact_id": "1", "responded_at": "2024-05-09 09:00", "csat": 5}],
    )
    assert whose(Session(store)).freshness == "data to 9 May 2024"


def test_the_demo_says_that_it_is_one_until_the_centre_has_a_name(store):
    with store.write() as cursor:
        cursor.run(
            "insert into imports (batch, file, kind, imported_at, rows, accepted, updated, unchanged, excluded, "
            "rejected, report) values (1, 'demo', 'demo', timestamp '2026-01-01', 0, 0, 0, 0, 0, 0, '{}')"
        )
    assert whose(Session(store)).line == "Demo centre · no data yet"
    with store.write() as cursor:
        redefine(cursor, {"centre.name": "North"})
    assert (whose(Session(store)).name, whose(Session(store)).is_demo) == ("North", True)
