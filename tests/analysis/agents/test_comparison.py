"""Comparisons from rows in a store: who is looked at, who the peers are, what a case mix does."""

import pytest
from pandas.testing import assert_frame_equal

from qm.analysis.agents import compare, compare_all
from qm.errors import QMError
from qm.metrics import Filters, measure
from qm.store import Store
from tests.analysis.agents.conftest import Known
from tests.centre import answer, contact, evaluation, fill, question


def handled(agent: str | None, reason: str, good: int, bad: int, at: str = "2024-05-06 10:00", **fields) -> list[dict]:
    """Contacts of one agent about one reason, so many solved and so many not."""
    return [
        contact(f"{agent}-{reason}-{at}-{i}", at, agent_id=agent, reason=reason, resolved=i < good, **fields)
        for i in range(good + bad)
    ]


SIMPSON = [
    *handled("Easy", "order", 86, 14),
    *handled("Easy", "fault", 5, 5),
    *handled("Hard", "order", 9, 1),
    *handled("Hard", "fault", 50, 50),
    *handled("Both", "order", 45, 5),
    *handled("Both", "fault", 26, 24),
    *handled(None, "order", 0, 20),
]


class TestSmallCentre:
    def test_hard_work_is_no_fault(self, store: Store) -> None:
        """Plain: Easy 83 %, Hard 54 %. With their mix, neither differs from the others."""
        fill(store, contacts=SIMPSON)
        found = compare(store, Filters(), "resolution")
        assert found.frame["agent"].tolist() == ["Both", "Easy", "Hard"]
        hard, easy = found.row("Hard"), found.row("Easy")
        assert hard is not None
        assert easy is not None
        assert (hard["n"], hard["value"]) == (110, pytest.approx(59 / 110))
        assert hard["expected"] < 0.6
        assert easy["expected"] > 0.8
        assert set(found.frame["verdict"]) == {"ordinary"}

    def test_the_centre_is_the_metric_itself_unknown_agents_included(self, store: Store) -> None:
        fill(store, contacts=SIMPSON)
        assert compare(store, Filters(), "resolution").centre == pytest.approx(
            measure(store, Filters(), ["resolution"])["value"].iloc[0]
        )

    def test_peers_stay_everybody_when_one_agent_is_looked_at(self, store: Store) -> None:
        fill(store, contacts=SIMPSON)
        everybody = compare(store, Filters(), "resolution").row("Hard")
        alone = compare(store, Filters().with_("agent", "Hard"), "resolution")
        assert alone.frame["agent"].tolist() == ["Hard"]
        for figure in ("expected", "shrunk", "low95"):
            assert alone.row("Hard")[figure] == pytest.approx(everybody[figure])

    def test_a_filter_on_the_work_holds_for_the_peers_too(self, store: Store) -> None:
        fill(store, contacts=SIMPSON)
        found = compare(store, Filters().with_("reason", "fault"), "resolution")
        assert found.row("Easy")["expected"] == pytest.approx(76 / 150)
        assert (found.row("Easy")["n"], found.row("Easy")["verdict"], found.row("Easy")["label"]) == (
            10,
            "ordinary",
            "few cases (10)",
        )

    def test_work_in_another_team_counts_for_that_team(self, store: Store) -> None:
        """Ann moves from Red to Blue: looked at in Blue, she has what she did there."""
        fill(
            store,
            agents=[
                {"agent_id": "Ann", "valid_from": "2024-05-01", "name": "Ann A.", "team": "Red"},
                {"agent_id": "Ann", "valid_from": "2024-05-07", "name": "Ann B.", "team": "Blue"},
                {"agent_id": "Bob", "valid_from": "2024-05-01", "name": "Bob", "team": "Blue"},
            ],
            contacts=[
                *handled("Ann", "order", 0, 15),
                *handled("Ann", "order", 12, 0, "2024-05-07 10:00"),
                *handled("Bob", "order", 15, 15),
            ],
        )
        blue = compare(store, Filters().with_("team", "Blue"), "resolution")
        assert blue.frame[["agent", "name", "value", "n"]].values.tolist() == [
            ["Ann", "Ann B.", 1.0, 12],
            ["Bob", "Bob", 0.5, 30],
        ]
        assert blue.row("Ann")["expected"] == pytest.approx(0.5)
        teams = compare(store, Filters(), "resolution", "team")
        assert teams.frame[["agent", "n"]].values.tolist() == [["Blue", 42], ["Red", 15]]

    def test_who_evaluated_is_not_the_agents_doing(self, store: Store) -> None:
        """Strict gives half the points to everybody; Ann was seen by Strict only."""
        seen = [("Ann", "Strict", 1)] * 30 + [("Bob", "Strict", 1)] * 15 + [("Bob", "Mild", 2)] * 60
        seen += [("Cid", "Strict", 1)] * 15 + [("Cid", "Mild", 2)] * 60
        fill(
            store,
            questions=[question("Q", points_possible=2, weight=1)],
            evaluations=[evaluation(i, agent_id=a, evaluator_id=e) for i, (a, e, _) in enumerate(seen)],
            answers=[answer(i, "Q", points) for i, (_, _, points) in enumerate(seen)],
        )
        found = compare(store, Filters(), "quality_score")
        assert found.row("Ann")["value"] == 0.5
        assert found.row("Ann")["expected"] < 0.6
        assert set(found.frame["verdict"]) == {"ordinary"}

    def test_nothing_there(self, store: Store) -> None:
        found = compare(store, Filters(), "csat")
        assert found.frame.empty
        assert found.row("Ann") is None

    @pytest.mark.parametrize(
        ("name", "by", "sentence"),
        [
            ("contacts", "agent", "contacts is a count and says nothing about who did better"),
            ("csatt", "agent", "There is no metric called 'csatt'"),
            ("csat", "channel", "Nobody can be compared by channel; it can be agent, team, supervisor"),
        ],
    )
    def test_one_sentence_for_what_cannot_be(self, store: Store, name: str, by: str, sentence: str) -> None:
        with pytest.raises(QMError, match=sentence.replace(".", r"\.")):
            compare(store, Filters(), name, by)


class TestDemoCentre:
    @pytest.mark.parametrize("name", ["csat", "csat_mean", "resolution", "fcr"])
    def test_the_six_who_truly_differ_are_found_and_nobody_else(self, demo: Known, name: str) -> None:
        frame = compare(demo.store, Filters(), name).frame
        assert set(frame["agent"][frame["verdict"] == "above"]) == demo.agents("better")
        assert set(frame["agent"][frame["verdict"] == "below"]) == demo.agents("worse")

    def test_plain_satisfaction_would_have_pointed_at_the_wrong_ones(self, demo: Known) -> None:
        frame = compare(demo.store, Filters(), "csat").frame.sort_values("value")
        assert set(frame["agent"].iloc[:6]) & set(demo.truth["agents"]["look_worse"])

    def test_several_metrics_at_once_are_the_same_as_one_by_one(self, demo: Known) -> None:
        together = compare_all(demo.store, Filters(), ["aht", "csat", "response_rate"])
        assert list(together) == ["aht", "csat", "response_rate"]
        for name, found in together.items():
            assert_frame_equal(found.frame, compare(demo.store, Filters(), name).frame)
            one = found.frame.iloc[7].to_dict() | {"label": None}
            assert found.row(one["agent"]) == pytest.approx(one)

    def test_the_funnel_narrows_around_the_centre(self, demo: Known) -> None:
        found = compare(demo.store, Filters(), "csat")
        limits = found.funnel([100, 400])
        inner = limits[limits["confidence"] == 0.95]
        assert (inner["low"] < found.centre).all()
        assert (inner["high"] - inner["low"]).is_monotonic_decreasing
        time = compare(demo.store, Filters(), "aht")
        assert (time.funnel([100])["high"] > time.centre).all()


@pytest.mark.real_files
class TestEcommerceFile:
    def test_agents_with_eleven_surveys_are_not_ranked(self, shop: Store) -> None:
        frame = compare(shop, Filters(), "csat_mean").frame
        assert len(frame) == 1368
        assert frame["n"].median() == 11
        few = frame["n"] < 10
        assert (frame["verdict"][few] == "too few").all()
        assert frame["label"][(frame["n"] >= 10) & (frame["n"] < 30)].str.startswith("few cases").all()
        assert (frame["verdict"].isin(["above", "below"])).mean() < 0.02

    def test_oliver_nguyen_is_clearly_low(self, shop: Store) -> None:
        found = compare(shop, Filters(), "csat_mean", "supervisor")
        oliver = found.row("Oliver Nguyen")
        assert oliver is not None
        assert (oliver["n"], round(oliver["value"], 2), oliver["verdict"]) == (93, 3.46, "below")
        assert found.centre == pytest.approx(4.2476, abs=5e-5)
