"""Calibrations as the page needs them, on answers that can be counted, and agents without severity."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from qm.analysis.calibration.calibrations import calibrations
from qm.analysis.calibration.evaluators import evaluators, possible, severities
from qm.analysis.calibration.pooled_agreement import agreement_over_time, pair_agreement, pooled_agreement
from qm.analysis.calibration.question_agreement import coefficient_frame, question_agreements
from qm.analysis.calibration.round_answers import answers_of
from qm.analysis.calibration.severity_removed import without_severity
from qm.analysis.evaluations.score_sheets import evaluation_sheets
from qm.store import Session, Store
from tests.centre import answer, contact, evaluation, fill, question

MONDAY = datetime(2024, 5, 6, 10)


def scored(store: Store, rows: dict[tuple[str, str], tuple], **fields: dict) -> None:
    """rows: (contact, evaluator) -> points of Q1, Q2, …, None for not applicable; a round a month from May on."""
    told, answers = [], []
    names = sorted({name for name, _ in rows})
    for (name, evaluator), points in rows.items():
        number = names.index(name)
        at = str(MONDAY + timedelta(days=31 * (number // 2)))
        told.append(
            evaluation(
                f"{name}{evaluator}",
                at,
                contact_id=name,
                evaluator_id=evaluator,
                scorecard="main",
                calibration_id=f"R{1 + number // 2}",
            )
        )
        answers += [
            answer(f"{name}{evaluator}", f"Q{q + 1}", p, 1.0, not_applicable=p is None) for q, p in enumerate(points)
        ]
    questions = [question(f"Q{q + 1}", weight=1.0) for q in range(len(points))]
    fill(store, contacts=[contact(name) for name in names], evaluations=told, answers=answers, questions=questions)


@pytest.fixture
def three(store: Store) -> Store:
    """Four contacts in two rounds: a and b agree but for the last, c scored only the first two."""
    scored(
        store,
        {
            ("K1", "a"): (1.0, 0.0),
            ("K1", "b"): (1.0, 0.0),
            ("K1", "c"): (0.0, 0.0),
            ("K2", "a"): (0.0, None),
            ("K2", "b"): (0.0, 1.0),
            ("K2", "c"): (0.0, 1.0),
            ("K3", "a"): (1.0, 1.0),
            ("K3", "b"): (1.0, 1.0),
            ("K4", "a"): (1.0, 1.0),
            ("K4", "b"): (0.0, 1.0),
        },
    )
    return store


def test_by_question_counts_what_can_be_compared(three: Store):
    found = calibrations(evaluation_sheets(three))
    assert (found.contacts, found.alone, found.raters, found.is_planned) == (4, 0, ["a", "b", "c"], True)
    frame = coefficient_frame(question_agreements(evaluation_sheets(three)))
    equal = frame[frame["coefficient"] == "percent_agreement"].set_index("question_id")
    # Q1: K1 one of three pairs, K2 all, K3 yes, K4 no; Q2: all that were given are equal
    assert equal["value"].tolist() == pytest.approx([(1 / 3 + 1 + 1 + 0) / 4, 1.0])
    assert equal["items"].tolist() == [4, 4]
    assert equal["left_out"].tolist() == [0, 1]


def test_by_pair_counts_contacts_and_compares_scores(three: Store):
    found = calibrations(evaluation_sheets(three))
    frame = pair_agreement(found, pooled_agreement(found, "percent_agreement")).set_index(["left", "right"])
    assert frame["contacts"].to_dict() == {("a", "b"): 4, ("a", "c"): 2, ("b", "c"): 2}
    assert frame.loc[("a", "b"), "answers"] == 7  # one was not applicable to a
    assert frame.loc[("a", "b"), "value"] == pytest.approx(6 / 7)
    # of a less b: K1 0, K2 0 − 0.5, K3 0, K4 0.5
    assert frame.loc[("a", "b"), "bias"] == pytest.approx(0)


def test_over_time_by_round_and_by_month(three: Store):
    found = calibrations(evaluation_sheets(three))
    pool = pooled_agreement(found, "percent_agreement")
    rounds = agreement_over_time(found, pool, "round")
    assert rounds["step"].tolist() == ["R1", "R2"]
    assert rounds["evaluators"].tolist() == [3, 2]
    assert rounds["value"].tolist() == pytest.approx([8 / 10, 3 / 4])
    assert agreement_over_time(found, pool, "month")["step"].tolist() == ["2024-05", "2024-06"]
    assert found.has_rounds


def test_no_questions_shared_leaves_frames_that_can_be_drawn(store: Store):
    scored(store, {("K1", "a"): (1.0,), ("K2", "b"): (1.0,)})
    found = calibrations(evaluation_sheets(store))
    assert (found.contacts, found.alone) == (0, 2)
    pool = pooled_agreement(found, "ac1")
    assert pool.agreement().why == "no item was rated by two raters"
    assert pair_agreement(found, pool).empty
    assert agreement_over_time(found, pool, "round").empty


def test_answers_are_those_of_the_evaluations_asked_for(three: Store):
    frame = answers_of(Session(three), ["K1a", "K2a"])
    assert frame[["evaluation_id", "question_id"]].values.tolist() == [
        ["K1a", "Q1"],
        ["K1a", "Q2"],
        ["K2a", "Q1"],
        ["K2a", "Q2"],
    ]
    assert frame["not_applicable"].tolist() == [False, False, False, True]


def test_a_scale_used_in_three_steps_has_no_other_categories():
    assert possible(np.array([0.2, 0.6, 1.0, np.nan])) == ()
    assert possible(np.array([1.0, 1.0, np.nan])) == (0.0, 1.0)


def test_agents_gain_what_their_evaluators_took(store: Store):
    """b gives every contact half of what a gives; A1 was scored by b three times of four, A2 once."""
    told, answers = [], []
    for number in range(8):
        agent, turn = f"A{1 + number // 4}", number % 4
        evaluator = "b" if (turn < 3) == (agent == "A1") else "a"
        told.append(
            evaluation(f"E{number}", contact_id=f"K{number}", evaluator_id=evaluator, agent_id=agent, scorecard="main")
        )
        answers.append(answer(f"E{number}", "Q1", 0.5 if evaluator == "b" else 1.0, 1.0))
    fill(
        store,
        contacts=[contact(f"K{n}") for n in range(8)],
        evaluations=told,
        answers=answers,
        questions=[question("Q1", weight=1.0)],
    )
    frame = without_severity(evaluation_sheets(store), ["a", "b"], np.array([0.0, 0.5]), np.diag([0.0, 0.01]))
    frame = frame.set_index("agent_id")
    assert frame["before"].tolist() == pytest.approx([0.625, 0.875])
    assert frame["after"].tolist() == pytest.approx([1.0, 1.0])
    assert frame["change"].tolist() == pytest.approx([0.375, 0.125])
    assert frame["beyond"].tolist() == pytest.approx([0.125, -0.125])
    # b's share beyond the whole is a quarter, its severity known to 0.1
    assert frame.loc["A1", "beyond_high"] == pytest.approx(0.125 + 1.959964 * 0.25 * 0.1)


def test_severities_tell_the_same_as_evaluators(store: Store):
    rng = np.random.default_rng(3)
    rows = {}
    for number in range(30):
        level = rng.normal(0.7, 0.1)
        for evaluator, severity in zip("abc", (0.0, 0.0, 0.3), strict=True):
            rows[f"K{number:02}", evaluator] = (round(float(level - severity + rng.normal(0, 0.02)), 4),)
    scored(store, rows)
    sheets = evaluation_sheets(store)
    names, severe = severities(sheets)
    assert names.to_dict("list") == {"rater": ["a", "b", "c"], "n": [30, 30, 30], "group": [0, 0, 0]}
    assert severe.severity[2] == pytest.approx(0.3, abs=0.02)
    assert np.sqrt(np.diag(severe.covariance)) == pytest.approx(severe.error, rel=1e-3)
    assert evaluators(sheets)["verdict"].tolist() == ["ordinary", "ordinary", "severe"]


def test_a_file_of_other_raters_changes_nothing_for_those_who_were_there(store: Store):
    """Raters who have nothing in common with the others, not even a scorecard, are a group of their own."""
    rng = np.random.default_rng(3)
    rows = {}
    for number in range(30):
        for evaluator, severity in zip("abc", (0.0, 0.0, 0.3), strict=True):
            rows[f"K{number:02}", evaluator] = (round(float(0.7 - severity + rng.normal(0, 0.02)), 4),)
    scored(store, rows)
    before = evaluators(evaluation_sheets(store))
    rated = [(n, who) for n in range(30) for who in "xy"]
    fill(
        store,
        evaluations=[
            evaluation(f"F{n}{who}", calibration_id=f"item {n}", evaluator_id=who, scorecard="file") for n, who in rated
        ],
        answers=[answer(f"F{n}{who}", "rating", float(rng.integers(1, 6)), 5.0) for n, who in rated],
    )
    after = evaluators(evaluation_sheets(store))
    assert after["group"].tolist() == [0, 0, 0, 1, 1]
    assert after["verdict"].tolist() == ["ordinary", "ordinary", "severe", "ordinary", "ordinary"]
    columns = ["severity", "low", "high"]
    assert after.loc[:2, columns].to_numpy() == pytest.approx(before[columns].to_numpy(), abs=1e-3)
