"""Agents and contacts are found by numbers, names and parts of them."""

import pytest

from qm.analysis.search import MOST, FoundAgent, found
from qm.store import Session
from tests.centre import contact, fill


@pytest.fixture
def session(store):
    fill(
        store,
        contacts=[contact(f"C{n}", agent_id="A3") for n in range(1, 13)] + [contact("X_9", agent_id="A1")],
        agents=[{"agent_id": "A1", "name": "Ada Lovelace"}, {"agent_id": "A2", "name": "Alan"}],
        evaluations=[
            {"evaluation_id": "E1", "agent_id": "A4", "evaluator_id": "V", "evaluated_at": "2024-05-06 10:00"}
        ],
    )
    return Session(store)


def labels(what) -> list[str]:
    return [one.label for one in what.agents]


def test_agents_by_part_of_name_or_number_beginnings_first(session):
    assert labels(found(session, "LOVE")) == ["Ada Lovelace (A1)"]
    assert labels(found(session, "a")) == ["A3", "A4", "Ada Lovelace (A1)", "Alan (A2)"]
    assert labels(found(session, "lan")) == ["Alan (A2)"]


def test_the_only_one_meant_is_known(session):
    assert found(session, "ada").only == FoundAgent("A1", "Ada Lovelace")
    assert found(session, "x_").only.contact_id == "X_9"
    assert found(session, "c1").only.contact_id == "C1", "the very number, though three others hold it"
    assert found(session, "c").only is None


def test_many_contacts_are_counted_and_the_first_shown(session):
    what = found(session, "c")
    assert (len(what.contacts), what.contact_count) == (MOST, 12)
    assert what.sentence == "6 more match; type more of the name or number."


@pytest.mark.parametrize("text", ["nobody", "%", "x%9", "'; drop table contacts --"])
def test_nothing_found_is_said(session, text):
    what = found(session, text)
    assert (what.agents, what.contacts, what.only) == ((), (), None)
    assert f"“{text}”" in what.sentence


def test_blank_text_finds_nothing(session):
    assert found(session, "  ").only is None
    assert found(session, "  ").contacts == ()
