"""What goes with waiting, on a Monday morning of three contacts in one queue:

1  10:00  waits 10 s (in time), takes 100 s, comes back about nothing
2  10:10  waits 90 s, takes 200 s, comes back the next day
3  11:00  waits 30 s, takes 400 s
"""

from datetime import date

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.analysis.repeats.wait_effects import by_hour, by_wait, wait_ends, wait_statement
from qm.metrics import Filters
from qm.metrics.snapshot import snapshot_in
from tests.centre import contact, fill

MONDAY = Filters(date(2024, 5, 6), date(2024, 5, 6))


def call(number, at, customer, wait, handle, **fields):
    return (
        contact(
            number,
            at,
            customer_id=customer,
            channel="voice",
            reason="billing",
            queue="line",
            agent_id="A",
            wait_seconds=wait,
            handle_seconds=handle,
            abandoned=False,
        )
        | fields
    )


@pytest.fixture
def centre(store):
    fill(
        store,
        contacts=[
            call(1, "2024-05-06 10:00", "Anna", 10, 100),
            call(2, "2024-05-06 10:10", "Bert", 90, 200, agent_id="B"),
            call(3, "2024-05-06 11:00", "Cleo", 30, 400),
            call(4, "2024-05-07 10:10", "Bert", 0, 100),
            call(9, "2024-06-08 10:00", "Zoe", 0, 100),
        ],
        surveys=[{"contact_id": "2", "csat": 1}],
    )
    return store


def test_an_hour_has_its_service_level_and_what_came_of_its_contacts(centre):
    ten, eleven = by_hour(centre, MONDAY, centre.definitions()).to_dict("records")
    assert (ten["hour"], ten["service_level"], ten["repeat_rate_part"], ten["repeat_rate_whole"]) == (10, 0.5, 1, 2)
    assert (ten["csat_part"], ten["csat_whole"]) == (0, 1)
    assert (eleven["service_level"], eleven["repeat_rate_part"], eleven["csat_whole"]) == (0, 0, 0)


def test_the_service_level_of_an_hour_is_that_of_everybodys_contacts(centre):
    (ten,) = by_hour(centre, MONDAY.with_("agent", "B"), centre.definitions()).to_dict("records")
    assert (ten["service_level"], ten["repeat_rate_whole"]) == (0.5, 1)


def test_handle_time_by_own_wait(centre):
    found = by_wait(centre, MONDAY, centre.definitions()).sort_values(["hour", "band"])
    assert found[["hour", "band", "aht_part", "aht_whole"]].values.tolist() == [
        [10, 0, 100, 1],
        [10, 2, 200, 1],
        [11, 1, 400, 1],
    ]


def test_queues_and_reasons_are_kinds_of_their_own(store):
    def at(number, **fields):
        return contact(number, wait_seconds=5, handle_seconds=60, **fields)

    rows = [at(1, queue="a"), at(2, queue="b"), at(3, queue="a", reason="x"), at(4, queue="a"), at(5, reason="a")]
    fill(store, contacts=rows)
    found = by_wait(store, Filters(), store.definitions())
    assert sorted(found["aht_whole"]) == [1, 1, 1, 2]
    assert found["kind"].nunique() == 4


def test_bands_of_waiting_begin_with_in_time_and_rise(centre):
    definitions = centre.definitions()
    assert wait_ends(definitions) == (20, 60, 180, 1800, 86400)
    assert wait_ends(definitions.with_({"service_level.threshold_seconds": 3600.0})) == (3600, 10800, 32400, 86400)
    assert wait_ends(definitions.with_({"service_level.threshold_seconds": 0.0}))[:3] == (0, 60, 180)


def test_nothing_to_look_at_is_empty(centre):
    nobody = MONDAY.with_("queue", "nowhere")
    assert by_hour(centre, nobody, centre.definitions()).empty
    assert by_wait(centre, nobody, centre.definitions()).empty


def test_the_sql_can_be_carried_to_spark(centre):
    view = snapshot_in(centre.cursor())
    sql = wait_statement(view, MONDAY, view.in_force)
    (found,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert sqlglot.parse_one(found, read="spark")
