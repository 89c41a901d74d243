"""One agent question by question, what stands out, and what to work on next."""

import pandas as pd
import pytest

from qm.analysis.agents import compare_profiles, next_step, questions, standing_out
from qm.metrics import Filters
from qm.store import Store
from tests.analysis.agents.conftest import Known
from tests.centre import answer, evaluation, fill, question


def scored(**passed: tuple[int, int, int]) -> dict[str, list[dict]]:
    """Evaluations of agents: of so many, how many passed Q1 and how many Q2."""
    evaluations, answers = [], []
    for agent, (count, first, second) in passed.items():
        for i in range(count):
            name = f"{agent}{i}"
            evaluations.append(evaluation(name, agent_id=agent, contact_id=name, scorecard="main"))
            answers += [answer(name, "Q1", int(i < first), 1), answer(name, "Q2", int(i < second), 1)]
    asked = [question("Q1", text="Greets", weight=3), question("Q2", text="Solves", weight=1, controllable=False)]
    return {"questions": asked, "evaluations": evaluations, "answers": answers}


PEERS = {f"P{i}": (50, 45, 25) for i in range(8)}


def test_each_question_against_peers(store: Store) -> None:
    fill(store, **scored(**PEERS, Ann=(50, 20, 25), New=(9, 0, 9)))
    asked = questions(store, compare_profiles(store, Filters()), "Ann")
    assert asked[["question", "text", "controllable", "value", "n", "verdict"]].values.tolist() == [
        ["Q1", "Greets", True, 0.4, 50, "below"],
        ["Q2", "Solves", False, 0.5, 50, "ordinary"],
    ]
    greets = asked.iloc[0]
    assert greets["value"] < greets["shrunk"] < greets["high"] < greets["expected"]
    new = questions(store, compare_profiles(store, Filters()), "New")
    assert set(new["verdict"]) == {"too few"}
    assert questions(store, compare_profiles(store, Filters()), "Nobody").empty


def test_what_an_agent_cannot_influence_is_neither_strength_nor_growth_area(store: Store) -> None:
    fill(store, **scored(**PEERS, Ann=(50, 20, 50)))
    everyone = compare_profiles(store, Filters())
    asked = questions(store, everyone, "Ann")
    assert asked["verdict"].tolist() == ["below", "above"]
    strengths, growth = standing_out(everyone, asked, "Ann")
    assert strengths == []
    assert [(item["kind"], item["id"], item["name"]) for item in growth if item["kind"] == "question"] == [
        ("question", "Q1", "Greets")
    ]


def test_contacts_scored_several_times_count_as_one_look(store: Store) -> None:
    """Thirty evaluations of three contacts by ten evaluators are three looks at Ann's work."""
    made = scored(**PEERS, Ann=(30, 15, 15))
    for row in made["evaluations"]:
        if row["agent_id"] == "Ann":
            row["contact_id"] = f"same{int(row['evaluation_id'][3:]) % 3}"
    fill(store, **made)
    asked = questions(store, compare_profiles(store, Filters()), "Ann")
    assert asked["n"].tolist() == [30, 30]
    assert asked["verdict"].tolist() == ["ordinary", "ordinary"]


class TestNextStep:
    ASKED = pd.DataFrame(
        {
            "question": ["Q1", "Q2", "Q3", "Q4"],
            "text": ["Greets", "Solves", "Listens", "System"],
            "controllable": [True, True, True, False],
            "n": [50, 50, 9, 50],
            "value": [0.5, 0.7, 0.1, 0.1],
            "shrunk": [0.6, 0.7, 0.5, 0.1],
            "expected": [0.9, 0.9, 0.9, 0.9],
            "spread": [0.0, 0.0, 0.0, 0.0],
        }
    )

    def test_room_times_importance(self) -> None:
        """Greets has more room, but solving is worth five times as much."""
        step = next_step(self.ASKED, {"Q1": 0.1, "Q2": 0.5, "Q3": 9, "Q4": 9})
        assert step is not None
        assert (step["question"], step["gain"]) == ("Q2", pytest.approx(0.2 * 0.5))

    def test_nothing_known_or_nothing_to_gain(self) -> None:
        assert next_step(self.ASKED, None) is None
        assert next_step(self.ASKED, {"Q9": 1.0}) is None
        assert next_step(self.ASKED.assign(shrunk=0.95), {"Q1": 0.1}) is None


class TestDemoCentre:
    def test_habits_and_gifts_are_found_and_little_else(self, demo: Known) -> None:
        everyone = compare_profiles(demo.store, Filters())
        told = {}
        for agent in everyone.metrics["csat"].frame["agent"]:
            strengths, growth = standing_out(everyone, questions(demo.store, everyone, agent), agent)
            told[agent] = ({s["id"] for s in strengths}, {g["id"] for g in growth})
        for agent in demo.agents("better"):
            assert {"resolution", "fcr", "csat"} <= told[agent][0]
            assert not told[agent][1]
        for agent in demo.agents("worse"):
            assert {"resolution", "fcr", "csat"} <= told[agent][1]
            assert not told[agent][0]
        felt = {"Q03", "Q04", "Q06", "Q07"}  # questions about courtesy and resolution
        assert any(told[agent][1] & felt for agent in demo.agents("worse"))
        assert any(told[agent][0] & felt for agent in demo.agents("better"))
        kept = [c for c in demo.truth["coaching"] if c["why"] == "the habit stayed"]
        assert all(c["question_id"] in told[c["agent_id"]][1] for c in kept)
        coached = {c["agent_id"] for c in demo.truth["coaching"]}
        others = set(told) - demo.agents("better") - demo.agents("worse") - coached
        assert sum(len(up) + len(down) for agent, (up, down) in told.items() if agent in others) <= 3
