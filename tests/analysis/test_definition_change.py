"""Another definition tried: what comes out differently, and nothing is changed."""

from qm.analysis.definition_change import definition_change
from qm.store import Session
from tests.centre import contact, fill


def test_metrics_that_come_out_differently_stand_side_by_side(store):
    session = Session(store)
    candidate = store.definitions().with_({"service_level.threshold_seconds": 30.0})
    assert definition_change(session, candidate).sentence == "There are no contacts yet to show it on."
    fill(store, contacts=[contact(1, wait_seconds=10), contact(2, wait_seconds=25)])
    change = definition_change(session, candidate)
    assert change.sentence.startswith("Both ways, over ")
    row = change.frame.set_index("Metric").loc["Service level"]
    assert (row["Now"], row["Then"], row["Difference"]) == ("50.0%", "100.0%", "+50.0 points")
    assert store.definitions().service_level.threshold_seconds == 20
    same = definition_change(session, store.definitions())
    assert same.frame.empty
    assert same.sentence.endswith("comes out differently.")
