"""One agent's profile, and agents who are not there."""

from datetime import date

import pytest

from qm.analysis.agents import agent_facts, closest_agents, compare_profiles, profile
from qm.errors import QMError
from qm.metrics import Filters, measure
from qm.store import Store
from tests.analysis.agents.conftest import Known
from tests.centre import contact, fill


def people(store: Store) -> None:
    fill(
        store,
        agents=[
            {"agent_id": "A101", "name": "Maeve Idelstein", "team": "Red", "valid_from": "2024-01-01"},
            {"agent_id": "A101", "name": "Maeve Idelstein", "team": "Blue", "valid_from": "2024-06-01"},
            {"agent_id": "A102", "name": "Olga Ravensgard", "team": "Red"},
        ],
        contacts=[contact(1, agent_id="A101"), contact(2, agent_id="nameless")],
    )


class TestWhoTheyAre:
    def test_the_newest_facts(self, store: Store) -> None:
        people(store)
        assert (agent_facts(store, "A101")["name"], agent_facts(store, "A101")["team"]) == ("Maeve Idelstein", "Blue")

    def test_an_agent_known_from_contacts_alone(self, store: Store) -> None:
        people(store)
        assert agent_facts(store, "nameless") == {"agent": "nameless"} | dict.fromkeys(
            ("name", "team", "supervisor", "manager", "site", "shift", "tenure", "hired_on")
        )

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("A10", "There is no agent 'A10'; did you mean A101 (Maeve Idelstein) or A102 (Olga Ravensgard)?"),
            ("ravens", "There is no agent 'ravens'; did you mean A102 (Olga Ravensgard)?"),
            ("Maev Idelstien", "There is no agent 'Maev Idelstien'; did you mean A101 (Maeve Idelstein)?"),
            ("nameles", "There is no agent 'nameles'; did you mean nameless?"),
            ("zzz", "There is no agent 'zzz'; look an agent up by name or team in the list of all agents."),
        ],
    )
    def test_close_matches(self, store: Store, text: str, sentence: str) -> None:
        people(store)
        with pytest.raises(QMError) as error:
            agent_facts(store, text)
        assert str(error.value) == sentence

    def test_nothing_typed_is_like_nobody(self, store: Store) -> None:
        people(store)
        assert closest_agents(store.cursor(), " ") == []


class TestProfile:
    def test_of_somebody_with_contacts_only(self, store: Store) -> None:
        people(store)
        found = profile(store, Filters(), "nameless")
        assert found.metrics.empty
        assert found.questions.empty
        assert found.coaching.empty
        assert (found.strengths, found.growth, found.next_step) == ([], [], None)
        assert found.mix[["contacts", "share", "centre_share"]].values.tolist() == [[1, 1.0, 1.0]]

    def test_figures_are_those_of_the_comparison_and_of_the_metrics(self, demo: Known) -> None:
        (worse, *_) = sorted(demo.agents("worse"))
        everyone = compare_profiles(demo.store, Filters())
        found = profile(demo.store, Filters(), worse, everyone)
        csat = found.metrics.set_index("metric").loc["csat"]
        assert csat["verdict"] == "below"
        plain = measure(demo.store, Filters().with_("agent", worse), ["csat"]).iloc[0]
        assert (csat["value"], csat["n"]) == (pytest.approx(plain["value"]), plain["n"])
        assert "csat" in {item["id"] for item in found.growth}
        assert found.mix["share"].sum() == pytest.approx(1)
        assert len(found.evaluations) == 10
        assert found.evaluations["evaluated_at"].is_monotonic_decreasing

    def test_next_step_weighs_importance(self, demo: Known) -> None:
        (worse, *_) = sorted(demo.agents("worse"))
        found = profile(demo.store, Filters(), worse, importance={"Q07": 0.3, "Q01": 0.01})
        assert found.next_step is not None
        assert found.next_step["question"] == "Q07"

    def test_a_shorter_period_and_one_channel(self, demo: Known) -> None:
        last = date.fromisoformat(demo.truth["last_day"])
        narrowed = Filters(last.replace(day=1), last).with_("channel", "voice").with_("team", "Amber")
        found = profile(demo.store, narrowed, "A110")
        assert set(found.mix["channel"]) == {"voice"}
        assert found.metrics["n"].max() < 1000
