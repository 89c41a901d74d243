from qm.analysis.agents.roster import roster
from qm.store import Session, Store
from tests.centre import answer, contact, day, evaluation, fill


def test_everybody_the_data_speak_of_once_with_the_newest_team(store: Store) -> None:
    fill(
        store,
        agents=[
            {"agent_id": "A1", "valid_from": day("2024-01-01"), "name": "Ann", "team": "Red", "supervisor": "Sue"},
            {"agent_id": "A1", "valid_from": day("2024-03-01"), "name": "Ann", "team": "Blue", "supervisor": "Sue"},
        ],
        contacts=[contact(1, agent_id="A1"), contact(2, agent_id="A2")],
        evaluations=[evaluation(1, agent_id="A3")],
        answers=[answer(1, "q", 1, 1)],
    )
    found = roster(Session(store))
    assert found["agent"].tolist() == ["A1", "A2", "A3"]
    assert found["team"].tolist()[0] == "Blue"
    assert found.loc[1:, ["name", "team"]].isna().all(axis=None)
    assert roster(Session(store)).columns.tolist() == ["agent", "name", "team", "supervisor"]
