"""Evaluations as arrays: the same scores as the SQL, and pairs that count a customer once."""

import itertools

import numpy as np
import pandas as pd
import pytest

from qm.analysis.evaluations.score_sheets import evaluation_sheet, evaluation_sheets, scorecards
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Store
from tests.centre import answer, contact, evaluation, fill, question

QUESTIONS = [
    question("greet", section="start", weight=1, points_possible=2),
    question("name", section="start", weight=1, points_possible=4, critical="section"),
    question("solve", section="work", weight=2, points_possible=5, critical="whole"),
    question("new", weight=None),
]


def survey(number: int | str, csat: float | None, **fields: object) -> dict:
    return {"contact_id": str(number), "csat": csat, **fields}


def mixed(store: Store, refreshed: bool = True) -> None:
    """Twelve evaluations with everything that can happen to an answer."""
    rng = np.random.default_rng(3)
    answers = []
    for number, (name, most) in itertools.product(range(12), (("greet", 2), ("name", 4), ("solve", 5), ("new", 3))):
        if rng.random() < 0.8:
            answers.append(
                answer(
                    number,
                    name,
                    None if rng.random() < 0.1 else float(rng.integers(0, most + 1)),
                    float(most + 1) if rng.random() < 0.1 else None,
                    not_applicable=bool(rng.random() < 0.2),
                )
            )
    evaluations = [evaluation(n, contact_id=str(n), scorecard="main") for n in range(12)]
    fill(store, refreshed, questions=QUESTIONS, evaluations=evaluations, answers=answers)


@pytest.mark.parametrize(
    ("variant", "instead", "auto_fail"),
    list(
        itertools.product(
            ("points_times_weight", "section_normalised", "mean_of_rated"),
            ("renormalise", "full", "zero"),
            ("whole", "section", "flag"),
        )
    ),
)
def test_scores_are_those_of_the_metrics(store: Store, variant: str, instead: str, auto_fail: str):
    with store.write() as cursor:
        for name, value in (("variant", variant), ("not_applicable", instead), ("auto_fail", auto_fail)):
            cursor.run("insert into settings (name, value) values ($1, $2)", [f"score.{name}", value])
    mixed(store)
    sheet = evaluation_sheet(store)
    expected = store.query(
        "select ratio(points, points_possible) as score, ratio(points_before_fail, points_possible) as before, failure "
        "from evaluation_scores order by evaluation_id"
    )
    found = pd.DataFrame(
        {
            "id": sheet.evaluations["evaluation_id"],
            "score": sheet.answers.scores(sheet.weights),
            "before": sheet.answers.scores(sheet.weights, before_fail=True),
            "failure": sheet.answers.failure,
        }
    ).sort_values("id")
    assert found["score"].to_numpy() == pytest.approx(expected["score"].to_numpy(), nan_ok=True)
    assert found["before"].to_numpy() == pytest.approx(expected["before"].to_numpy(), nan_ok=True)
    assert found["failure"].tolist() == expected["failure"].tolist()


def test_other_definitions_and_rows_that_were_never_added_up(store: Store):
    mixed(store, refreshed=False)
    plain = evaluation_sheet(store)
    other = evaluation_sheet(store, definitions=store.definitions().with_({"score.variant": "mean_of_rated"}))
    assert plain.names == other.names == ["new", "name", "greet", "solve"]
    assert plain.weights.tolist() == [1, 1, 1, 2]
    assert other.answers.variant == "mean_of_rated"


def pairs_centre(store: Store) -> None:
    fill(
        store,
        questions=QUESTIONS,
        contacts=[contact(n, channel="voice" if n < 4 else "chat", customer_id="c") for n in range(1, 6)],
        surveys=[survey(1, 5), survey(2, 1), survey(3, None), survey(4, 7), survey(5, 9, csat_max=10), survey("x", 3)],
        evaluations=[
            evaluation(1, "2024-05-06 10:00", contact_id="1", scorecard="main"),
            evaluation(2, "2024-05-07 10:00", contact_id="1", scorecard="main"),
            evaluation(3, "2024-05-08 10:00", contact_id="1", scorecard="main", calibration_id="k", evaluator_id="Ann"),
            evaluation(4, "2024-05-08 10:00", contact_id="2", scorecard="main", calibration_id="k"),
            evaluation(5, contact_id="3", scorecard="main"),
            evaluation(6, contact_id="4", scorecard="main"),
            evaluation(7, contact_id="5", scorecard="main"),
            evaluation(8, contact_id="x", scorecard="main"),
            evaluation(9, scorecard="main"),
            evaluation(10, contact_id="5", scorecard=None),
        ],
        answers=[answer(n, "greet", 1) for n in range(1, 11)],
    )


def test_a_customer_counts_once_and_only_with_a_grade_on_the_scale(store: Store):
    pairs_centre(store)
    found = evaluation_sheet(store).pairs()
    assert dict(zip(found.evaluations["evaluation_id"], found.evaluations["grade"], strict=True)) == {
        "2": 1,  # the newest that is no calibration
        "4": 0,  # only a calibration
        "7": pytest.approx(8 / 9),
        "8": 0.5,  # a survey about a contact that was never imported
    }
    assert found.evaluations.set_index("evaluation_id")["satisfied"].to_dict() == {
        "2": True,
        "4": False,
        "7": True,
        "8": False,
    }
    assert len(found.answers.given) == 4


def test_scorecards_with_their_pairs(store: Store):
    pairs_centre(store)
    found = scorecards(store)
    assert found["evaluations"].tolist() == [9, 1]
    assert found["pairs"].tolist() == [4, 1]
    assert [sheet.scorecard for sheet in evaluation_sheets(store)] == ["main", None]
    assert evaluation_sheets(store)[1].names == ["greet"]
    with pytest.raises(QMError, match="no evaluations on a scorecard 'other'; there are some on main"):
        evaluation_sheet(store, scorecard="other")


def test_filters_narrow_evaluations(store: Store):
    pairs_centre(store)
    voice = Filters().with_("channel", "voice").with_("question", "greet")
    assert evaluation_sheet(store, voice).evaluations["evaluation_id"].tolist() == ["1", "5", "2", "3", "4"]
    with pytest.raises(QMError, match="There are no evaluations in what is looked at"):
        evaluation_sheet(store, Filters().with_("channel", "fax"))


def test_shared_contacts_are_those_of_calibrations(store: Store):
    fill(
        store,
        evaluations=[
            evaluation(1, contact_id="1", calibration_id="k", evaluator_id="Ann"),
            evaluation(2, contact_id="1", calibration_id="k", evaluator_id="Bob"),
            evaluation(3, contact_id="2", calibration_id="k", evaluator_id="Ann"),
            evaluation(4, contact_id="1", calibration_id="m", evaluator_id="Ann"),
            evaluation(5, contact_id="9", evaluator_id="Ann"),
            evaluation(6, contact_id="9", evaluator_id="Bob"),
        ],
        answers=[answer(n, "greet", 1) for n in range(1, 7)],
    )
    assert evaluation_sheet(store).shared().evaluations[["evaluation_id", "item"]].to_numpy().tolist() == [
        ["1", 0],
        ["2", 0],
    ]


def test_without_calibrations_two_evaluators_of_one_contact_will_do(store: Store):
    fill(
        store,
        evaluations=[
            evaluation(1, contact_id="9", evaluator_id="Ann"),
            evaluation(2, contact_id="9", evaluator_id="Bob"),
            evaluation(3, contact_id="8", evaluator_id="Bob"),
            evaluation(4, evaluator_id="Bob"),
        ],
        answers=[answer(n, "greet", 1) for n in range(1, 5)],
    )
    assert evaluation_sheet(store).shared().evaluations["evaluation_id"].tolist() == ["1", "2"]


def test_facts_about_the_contact_are_there(store: Store):
    fill(
        store,
        contacts=[
            contact(1, "2024-05-01 10:00", customer_id="c", wait_seconds=30, transfers=2, reason="bill"),
            contact(2, "2024-05-03 10:00", customer_id="c"),
            contact(3, "2024-05-31 10:00"),
        ],
        evaluations=[evaluation(n, contact_id=str(n)) for n in (1, 2, 3)],
        answers=[answer(n, "greet", 1) for n in (1, 2, 3)],
    )
    found = evaluation_sheet(store).evaluations
    assert found["wait_seconds"].tolist()[0] == 30
    assert found["transfers"].tolist()[0] == 2
    assert found["reason"].tolist()[0] == "bill"
    assert found["repeated"].astype(object).where(found["repeated"].notna(), None).tolist() == [True, False, None]
