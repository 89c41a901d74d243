from qm.analysis.agents.roster import full_names, is_known, neighbours, roster
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


def test_neighbours_are_those_before_and_after_by_name(store: Store) -> None:
    names = {"A1": "Zoe", "A2": "ann", "A3": "Ann", "A4": None}
    fill(store, agents=[{"agent_id": agent, "name": name} for agent, name in names.items()])
    session = Session(store)
    assert neighbours(session, "A2") == (("A4", "A4"), ("A3", "Ann"))
    assert neighbours(session, "A4") == (None, ("A2", "ann"))
    assert neighbours(session, "A1") == (("A3", "Ann"), None)
    assert neighbours(session, "nobody") == (None, None)
    assert is_known(session, "A4")
    assert not is_known(session, "nobody")


def test_two_of_one_name_are_told_apart_by_their_number(store: Store) -> None:
    fill(store, agents=[{"agent_id": a, "name": n} for a, n in (("A1", "Ann"), ("A2", "Ann"), ("A3", "Bea"))])
    assert full_names(roster(Session(store))) == {"A1": "Ann (A1)", "A2": "Ann (A2)", "A3": "Bea"}
