"""Other weights held against today's, on rows whose answer can be done in the head."""

import numpy as np
import pytest

from qm.analysis.evaluations.score_sheets import evaluation_sheet
from qm.analysis.scorecard import (
    agents_moved,
    evaluations_crossing,
    group_fit,
    group_fit_compared,
    prepared,
    satisfaction_by_score,
    weight_comparison,
)
from qm.models.scorecard.association import spearman
from qm.models.scorecard.weight_comparison import points_of_100
from qm.store import Store
from tests.centre import answer, contact, evaluation, fill, question


def four(store: Store) -> None:
    """Two agents, two evaluations each, questions a and b of equal weight: (a, b) = 1 1, 1 0, 0 1, 0 0."""
    fill(
        store,
        contacts=[contact(i) for i in range(4)],
        questions=[question(q, weight=2, points_possible=1) for q in "ab"],
        evaluations=[
            evaluation(i, contact_id=str(i), agent_id="x" if i < 2 else "y", scorecard="main") for i in range(4)
        ],
        answers=[
            answer(i, q, float(given), 1.0)
            for i, both in enumerate(((1, 1), (1, 0), (0, 1), (0, 0)))
            for q, given in zip("ab", both, strict=True)
        ],
    )


def felt(store: Store, n: int = 120) -> None:
    """Customers feel a; b is luck. Voice and chat; twelve agents."""
    rng = np.random.default_rng(5)
    a, b = rng.integers(0, 2, (2, n))
    fill(
        store,
        contacts=[contact(i, channel="voice" if i % 2 else "chat") for i in range(n)],
        surveys=[{"contact_id": str(i), "csat": float(2 + 2 * a[i] + rng.integers(0, 2))} for i in range(n)],
        questions=[question("a", weight=1, points_possible=1), question("b", weight=3, points_possible=1)],
        evaluations=[evaluation(i, contact_id=str(i), agent_id=f"x{i % 12}", scorecard="main") for i in range(n)],
        answers=[answer(i, q, float(x[i]), 1.0) for i in range(n) for q, x in (("a", a), ("b", b))],
    )


def test_who_passes_and_who_crosses(store: Store):
    four(store)
    graded = prepared(evaluation_sheet(store))
    assert graded.points.tolist() == [50, 50]
    assert graded.baseline.scores.tolist() == [1, 0.5, 0.5, 0]
    compared = weight_comparison(graded, np.array([80.0, 20.0]), 0.6)
    assert compared.scores.tolist() == pytest.approx([1, 0.8, 0.2, 0])
    assert (compared.passing_today, compared.passing) == (0.25, 0.5)
    assert compared.up.tolist() == [False, True, False, False]
    assert not compared.down.any()
    assert (compared.mean_today, compared.mean) == (0.5, 0.5)
    crossing = evaluations_crossing(graded, compared)
    assert crossing[["evaluation_id", "passes", "today"]].values.tolist() == [["1", True, 0.5]]


def test_how_agents_move(store: Store):
    four(store)
    graded = prepared(evaluation_sheet(store))
    moved = agents_moved(graded, weight_comparison(graded, np.array([80.0, 20.0]), 0.6), 0.8).set_index("agent")
    assert moved["n"].tolist() == [2, 2]
    assert moved["change"].to_dict() == pytest.approx({"x": 0.15, "y": -0.15})
    assert moved.loc["x", "low"] < 0 < moved.loc["x", "high"]  # two evaluations tell little
    assert moved["crosses"].to_dict() == {"x": 1, "y": 0}


def test_without_grades_the_weights_still_say_who_passes(store: Store):
    four(store)
    graded = prepared(evaluation_sheet(store))
    compared = weight_comparison(graded, graded.points, 0.6)
    assert compared.pairs == 0
    assert compared.rank.value is None
    assert "0 evaluations with a customer's grade" in (compared.rank.why or "")
    assert len(satisfaction_by_score(compared.pair_scores, graded.baseline.satisfied)) == 0


def test_alignment_beside_todays(store: Store):
    felt(store)
    graded = prepared(evaluation_sheet(store))
    same, compared = (
        weight_comparison(graded, graded.points, 0.8),
        weight_comparison(graded, np.array([100.0, 0.0]), 0.8),
    )
    assert same.gain.value == pytest.approx(0)
    assert compared.rank.value == pytest.approx(spearman(compared.pair_scores, graded.baseline.grade))
    assert compared.gain.value == pytest.approx(compared.rank.value - same.rank.value)
    assert compared.gain.low > 0
    assert compared.better_folds == 5
    assert compared.mean_fold_gain == pytest.approx(compared.gain.value, abs=0.15)


def test_bands_climb_where_the_score_follows(store: Store):
    felt(store)
    graded = prepared(evaluation_sheet(store))
    found = satisfaction_by_score(
        weight_comparison(graded, np.array([100.0, 0.0]), 0.8).pair_scores, graded.baseline.satisfied
    )
    assert found["score"].tolist() == [0, 1]
    assert found["n"].sum() == 120
    assert found["value"].tolist() == [0, 1]


def test_groups_with_too_few_pairs_keep_their_n(store: Store):
    felt(store, 40)
    fill(
        store,
        contacts=[contact("m", channel="mail")],
        surveys=[{"contact_id": "m", "csat": 5.0}],
        evaluations=[evaluation("m", contact_id="m", scorecard="main")],
        answers=[answer("m", "a", 1.0, 1.0)],
    )
    graded = prepared(evaluation_sheet(store))
    today = group_fit(graded, "channel")
    found = group_fit_compared(
        graded, weight_comparison(graded, np.array([100.0, 0.0]), 0.8), "channel", today
    ).set_index("group")
    assert found["n"].to_dict() == {"voice": 20, "chat": 20, "mail": 1}
    assert found["today"].isna().to_dict() == {"voice": False, "chat": False, "mail": True}
    assert found.loc["voice", "now"] > found.loc["voice", "today"]


def test_weights_that_say_nothing_are_equal():
    assert points_of_100(np.array([1.0, 3.0])).tolist() == [25, 75]
    assert points_of_100(np.array([0.0, np.nan])).tolist() == [50, 50]
