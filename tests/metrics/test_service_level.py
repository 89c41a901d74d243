"""The six published variants on one worked example (ICMI, Cisco, Genesys, Bright Pattern):
1000 answered, 860 of them within 20 s; 60 abandoned, 20 of them within 20 s, 10 within 5 s."""

import pytest

from qm.metrics import METRICS, Filters, measure
from qm.store import Store
from tests.centre import contact, fill

VARIANTS = {
    "abandons_met": 0.8302,
    "answered": 0.8600,
    "offered": 0.8113,
    "abandons_in_target_ignored": 0.8269,
    "short_abandons_met": 0.8208,
    "short_abandons_removed": 0.8190,
}


@pytest.fixture
def example(store: Store) -> Store:
    waits = [(860, 20, False), (140, 21, False), (10, 5, True), (10, 20, True), (40, 21, True)]
    with store.write() as cursor:
        for number, wait, abandoned in waits:
            cursor.run(
                """
                insert into contacts (contact_id, arrived_at, wait_seconds, abandoned, batch)
                select $kind || '-' || i, timestamp '2024-05-06 10:00', $wait, $abandoned, 1 from range($number) as t(i)
                """,
                {"kind": f"{wait}{abandoned}", "wait": wait, "abandoned": abandoned, "number": number},
            )
    return store


@pytest.mark.parametrize(("variant", "expected"), VARIANTS.items())
def test_published_example(example: Store, variant: str, expected: float) -> None:
    definitions = example.definitions().with_({"service_level.variant": variant})
    figure = measure(example, Filters(), ["service_level"], definitions=definitions).iloc[0]
    assert round(figure["value"], 4) == expected
    assert figure["low"] < figure["value"] < figure["high"]
    assert "20 s" in METRICS["service_level"].explained(definitions)


def test_unknown_wait_leaves_an_answered_contact_out_and_keeps_an_abandoned_one(store: Store) -> None:
    fill(
        store,
        contacts=[
            contact(1, wait_seconds=20, abandoned=False),
            contact(2, wait_seconds=None, abandoned=False),
            contact(3, wait_seconds=None, abandoned=True),
            contact(4, wait_seconds=21, abandoned=None),
        ],
    )
    figures = measure(store, Filters(), ["service_level", "asa", "abandonment", "contacts"]).set_index("metric")
    assert figures.loc["service_level", ["numerator", "denominator"]].to_list() == [1, 3]
    assert figures.loc["asa", ["value", "n"]].to_list() == [20.5, 2]
    assert figures.loc["abandonment", "value"] == 0.25
    assert figures.loc["contacts", "value"] == 4
