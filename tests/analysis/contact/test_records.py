"""One contact: facts, evaluations and answers; the contacts that came back; the coaching log."""

from datetime import date

import pytest

from qm.analysis.contact.records import contact_facts, contact_of, evaluations_of
from qm.analysis.evaluations.answers import answers_of
from qm.analysis.journeys import returned
from qm.errors import QMError
from qm.metrics import Filters
from tests.centre import answer, evaluation, fill, question
from tests.centre import contact as call


@pytest.fixture
def centre(store):
    fill(
        store,
        agents=[
            {"agent_id": "A1", "name": "Anna", "team": "Old", "agent_row": 1},
            {"agent_id": "A1", "name": "Anna", "team": "New", "valid_from": date(2024, 6, 1), "agent_row": 2},
        ],
        contacts=[
            call(1, customer_id="P", agent_id="A1", reason="billing", wait_seconds=60, handle_seconds=240),
            call(2, "2024-05-07 10:05", customer_id="P", agent_id="A2", reason="delivery"),
            call(3, "2024-05-30 10:00", customer_id="P", agent_id="A1"),
        ],
        surveys=[{"contact_id": "1", "csat": 2, "csat_max": 5, "comment": "No"}],
        questions=[
            question("q1", text="Old words", version="1", points_possible=10, weight=1),
            question("q1", text="New words", version="2", points_possible=10, weight=3),
            question("q2", text="Lawful", critical="whole", points_possible=10, weight=1),
        ],
        evaluations=[evaluation("E1", contact_id="1", agent_id="A1", scorecard="main"), evaluation("E2")],
        answers=[
            answer("E1", "q1", 5, comment="Half"),
            answer("E1", "q2", 0),
            answer("E2", "q1", 10),
            answer("E2", "q9", None, None, not_applicable=True),
        ],
    )
    return store


def test_a_contact_has_its_agents_team_of_that_day_and_its_survey(centre):
    known = contact_facts(centre, "1")
    assert (known["agent_name"], known["team"], known["reason"]) == ("Anna", "Old", "billing")
    assert (known["surveyed"], known["csat"], known["comment"]) == (True, 2, "No")
    assert known["resolved"] is None
    assert contact_facts(centre, "2")["surveyed"] is False


def test_evaluations_come_with_the_score_as_it_counts(centre):
    (row,) = evaluations_of(centre, "1").to_dict("records")
    assert (row["evaluation_id"], row["quality_score"], row["auto_failed"]) == ("E1", 0, True)
    assert evaluations_of(centre, "2").empty
    assert evaluations_of(centre, None, "E2")["quality_score"].tolist() == [1]
    assert (contact_of(centre, "E1"), contact_of(centre, "E2")) == ("1", None)


def test_answers_say_the_newest_words_and_what_failed(centre):
    rows = answers_of(centre, ["E1", "E2"]).to_dict("records")
    told = [(r["evaluation_id"], r["question"], r["text"], r["share"], r["failed"]) for r in rows]
    assert told[:3] == [
        ("E1", "q1", "New words", 0.5, False),
        ("E1", "q2", "Lawful", 0, True),
        ("E2", "q1", "New words", 1, False),
    ]
    assert rows[0]["comment"] == "Half"
    assert (rows[3]["question"], rows[3]["not_applicable"]) == ("q9", True)
    assert answers_of(centre, []).empty


def test_what_is_not_there_is_said(centre):
    with pytest.raises(QMError, match="There is no contact '9' in the data"):
        contact_facts(centre, "9")
    with pytest.raises(QMError, match="There is no evaluation 'E9' in the data"):
        contact_of(centre, "E9")


def test_a_contact_that_came_back_says_with_what(centre):
    (row,) = returned(centre, Filters().with_("agent", "A1"), centre.definitions()).to_dict("records")
    assert (row["contact_id"], row["next_id"], row["next_reason"], row["next_agent"]) == ("1", "2", "delivery", "A2")
    assert row["days_until"] == pytest.approx(1)  # ended at 10:05, the next one at 10:05 the day after
    assert returned(centre, Filters().with_("agent", "A2"), centre.definitions()).empty
    assert returned(centre, Filters(), centre.definitions().with_({"repeat.scope": "reason"})).empty
