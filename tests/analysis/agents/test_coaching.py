"""Coaching events and what they changed, from rows in a store."""

from datetime import date, datetime, timedelta

import pytest

from qm.analysis.agents import coaching, compare_profiles, pooled
from qm.metrics import Filters
from qm.store import Store
from tests.analysis.agents.conftest import Known
from tests.centre import answer, contact, evaluation, fill, question

HELD = datetime(2024, 5, 6, 10)


def centre(before: int, after: int, *more: dict, evaluated_later: int = 0) -> dict[str, list[dict]]:
    """Ann passes so many of 20 before and after 6 May; five peers 18 of 20 each time; one question."""
    contacts, evaluations, answers = [], [], []
    for agent in ("Ann", "P1", "P2", "P3", "P4", "P5"):
        for side, passed in ((-1, before if agent == "Ann" else 18), (1, after if agent == "Ann" else 18)):
            for i in range(20):
                name, day = f"{agent}{side}{i}", HELD.date() + timedelta(days=side * (1 + i % 10))
                contacts.append(contact(name, f"{day} 09:00", agent_id=agent))
                evaluated = f"{day + timedelta(days=evaluated_later)} 12:00"
                evaluations.append(evaluation(name, evaluated, contact_id=name, scorecard="main"))
                answers.append(answer(name, "Q1", int(i < passed), 1))
    held = {"agent_id": "Ann", "coach_id": "Cy", "held_at": HELD, "kind": "coaching", "question_id": "Q1"}
    return {
        "contacts": contacts,
        "evaluations": evaluations,
        "answers": answers,
        "questions": [question("Q1", weight=1)],
        "coaching": [held, *more],
    }


def effects(store: Store, filters: Filters | None = None):
    everyone = compare_profiles(store, Filters())
    return coaching(store, filters or Filters(), everyone.questions, everyone.metrics["quality_score"])


def test_before_and_after_against_peers(store: Store) -> None:
    fill(store, **centre(4, 19))
    (event,) = effects(store).to_dict("records")
    assert (event["agent"], event["coach_id"], event["question"], event["held_at"]) == ("Ann", "Cy", "Q1", HELD)
    assert (event["before"], event["before_n"], event["after"], event["after_n"]) == (0.2, 20, 0.95, 20)
    assert event["expected_before"] == pytest.approx(0.9)
    assert event["expected_after"] == pytest.approx(0.9)
    assert event["plain"] == pytest.approx(0.75)
    assert event["effect"] + event["regression"] == pytest.approx(event["plain"])
    assert 0 < event["low"] < event["effect"] < event["high"]
    assert event["verdict"] == "better"


def test_work_counts_on_the_day_it_was_done_not_the_day_it_was_evaluated(store: Store) -> None:
    fill(store, **centre(4, 19, evaluated_later=15))
    (event,) = effects(store).to_dict("records")
    assert (event["before"], event["after"]) == (0.2, 0.95)


def test_nothing_changed_and_nothing_scored(store: Store) -> None:
    unseen = {"agent_id": "Zoe", "coach_id": "Cy", "held_at": HELD, "kind": "feedback"}
    fill(store, **centre(18, 18, unseen))
    ann, zoe = effects(store).to_dict("records")
    assert ann["verdict"] == "no change seen"
    assert ann["effect"] == pytest.approx(0, abs=0.01)
    assert (zoe["before_n"], zoe["verdict"]) == (0, "too few")


def test_without_a_question_the_whole_score_counts(store: Store) -> None:
    made = centre(4, 19)
    made["coaching"][0]["question_id"] = None
    fill(store, **made)
    (event,) = effects(store).to_dict("records")
    assert (event["before"], event["after"], event["verdict"]) == (0.2, 0.95, "better")


def test_feedback_gets_no_credit_for_the_coaching_that_followed(store: Store) -> None:
    early = {
        "agent_id": "Ann",
        "coach_id": "Di",
        "kind": "feedback",
        "question_id": "Q1",
        "held_at": HELD - timedelta(days=5),
    }
    fill(store, **centre(4, 19, early))
    by_coach = {event["coach_id"]: event for event in effects(store).to_dict("records")}
    assert by_coach["Di"]["after_n"] == 8
    assert by_coach["Di"]["verdict"] == "too few"
    assert by_coach["Cy"]["verdict"] == "better"


def test_the_filters_choose_events_and_agents(store: Store) -> None:
    fill(store, **centre(4, 19), agents=[{"agent_id": "Ann", "team": "Red"}])
    assert len(effects(store, Filters(date(2024, 5, 6), date(2024, 5, 6)))) == 1
    assert len(effects(store, Filters(date(2024, 5, 7)))) == 0
    assert len(effects(store, Filters().with_("team", "Red"))) == 1
    assert len(effects(store, Filters().with_("team", "Blue"))) == 0


class TestDemoCentre:
    @pytest.fixture(scope="class", name="events")
    @classmethod
    def all_events(cls, demo: Known):
        return effects(demo.store)

    def test_coaching_that_worked_shows_and_what_did_not_does_not(self, demo: Known, events) -> None:
        found = events[events["kind"] == "coaching"].set_index(["agent", "question"])["verdict"]
        for told in demo.truth["coaching"]:
            verdict = found[told["agent_id"], told["question_id"]]
            if told["worked"]:
                assert verdict == "better", told
            elif told["why"] == "the habit stayed":
                assert verdict == "no change seen", told

    def test_after_a_bad_run_part_of_the_gain_is_called_chance(self, demo: Known, events) -> None:
        runs = {c["agent_id"] for c in demo.truth["coaching"] if c["why"].startswith("chosen after")}
        own = events[(events["kind"] == "coaching") & events["agent"].isin(runs)]
        assert (own["regression"] > 0.02).all()

    def test_everyday_feedback_changed_nothing_worth_naming(self, events) -> None:
        feedback = events[events["kind"] == "feedback"]
        assert len(feedback) > 100
        assert feedback["verdict"].isin(["better", "worse"]).mean() < 0.02
        kinds = pooled(events, "kind").set_index("kind")
        assert abs(kinds.loc["feedback", "effect"]) < 0.02
        assert kinds.loc["coaching", "low"] > 0.05
