"""What the data hold at all, kept until they change."""

from datetime import date

from qm.analysis.data_facts import agent_names, data_extent, dimension_values, metrics_with_data
from qm.store import Session
from tests.centre import contact, fill


def test_values_are_text_in_order_with_the_unknown_last_and_follow_the_data(store):
    session = Session(store)
    assert dimension_values(session, "channel") == ()
    assert data_extent(session) is None
    fill(store, contacts=[contact(1, channel="voice"), contact(2, channel="chat"), contact(3)])
    assert dimension_values(session, "channel") == ("chat", "voice", None)
    assert dimension_values(session, "weekday") == ("1",)
    extent = data_extent(session)
    assert extent is not None
    assert str(extent.first) == "2024-05-06"


def test_metrics_have_data_when_they_have_cases_and_something_to_tell(store):
    session = Session(store)
    fill(store, contacts=[contact(1, wait_seconds=5, abandoned=False)])
    assert "service_level" in metrics_with_data(session)
    assert not {"abandonment", "csat", "response_rate"} & metrics_with_data(session)


def test_agents_are_called_by_their_latest_name(store):
    fill(
        store,
        agents=[
            {"agent_id": "A1", "valid_from": date(2024, 1, 1), "name": "Ada Old"},
            {"agent_id": "A1", "valid_from": date(2024, 5, 1), "name": "Ada New"},
            {"agent_id": "A2", "name": "A2"},
        ],
    )
    assert agent_names(Session(store)) == {"A1": "Ada New"}
