"""The period that Agents opens on: by sample size alone, never by how the cases came out."""

from datetime import datetime, timedelta

from qm.analysis.agents.opening_period import ENOUGH, opening_period
from qm.store import Session, Store
from tests.centre import answer, contact, evaluation, fill

START = datetime(2024, 1, 1, 9)


def evaluated(store: Store, days: int, a_day: int, points: int) -> str:
    """Two agents, so many evaluations a day over so many days."""
    ids = [(f"{agent}-{d}-{i}", agent, d) for agent in ("A", "B") for d in range(days) for i in range(a_day)]
    fill(
        store,
        contacts=[
            contact(f"c{name}", (START + timedelta(days=d)).isoformat(), agent_id=agent) for name, agent, d in ids
        ],
        evaluations=[
            evaluation(name, (START + timedelta(days=d)).isoformat(), agent_id=agent) for name, agent, d in ids
        ],
        answers=[answer(name, "q", points if agent == "A" else 5, 10) for name, agent, _ in ids],
    )
    return opening_period(Session(store)).name


def test_28_days_where_they_are_enough(store: Store):
    assert evaluated(store, 100, 3, 5) == "28"
    assert opening_period(Session(store)).text == ""


def test_longer_where_they_are_not_and_says_why(store: Store):
    assert evaluated(store, 100, 1, 5) == "90"
    said = opening_period(Session(store))
    assert (said.typical, said.shorter) == (90, 28)
    assert said.text == (
        "Shown: last 90 days, so that a typical agent has 90 evaluations. Last 28 days have 28, too few to tell agents "
        "apart."
    )


def test_the_result_does_not_matter(store: Store):
    assert evaluated(store, 100, 1, 0) == "90"


def test_all_days_where_no_period_is_enough(store: Store):
    assert evaluated(store, 40, 1, 5) == "all"
    said = opening_period(Session(store))
    assert said.typical == 40 < ENOUGH
    assert said.text.startswith("Shown: all days. Even so a typical agent has only 40 evaluations")


def test_without_any_contacts(store: Store):
    assert opening_period(Session(store)).name == "28"
