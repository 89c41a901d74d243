"""Quality scores: the variants on examples that can be done in the head."""

import pytest

from qm.metrics import Filters, measure, rows
from qm.store import Store
from tests.centre import answer, evaluation, fill, question

# weights 1, 1 and 2: sections 2 and 2
SCORECARD = [
    question("greet", section="start", weight=1, points_possible=2),
    question("name", section="start", weight=1, points_possible=4, critical="section"),
    question("solve", section="work", weight=2, points_possible=5, critical="whole"),
]


def figure(store: Store, metric: str = "quality_score", filters: Filters | None = None, **changed: str) -> list[float]:
    definitions = store.definitions().with_({f"score.{name}": value for name, value in changed.items()})
    found = measure(store, filters or Filters(), [metric], definitions=definitions).iloc[0]
    return [found["numerator"], found["denominator"]]


def centre(store: Store, *answers: dict, scorecard: str | None = "main", questions: list[dict] = SCORECARD) -> Store:
    numbers = dict.fromkeys(row["evaluation_id"] for row in answers)
    fill(
        store,
        questions=questions,
        evaluations=[evaluation(number, scorecard=scorecard) for number in numbers],
        answers=list(answers),
    )
    return store


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        # 1·1 + 1·4 + 2·5 of 1·2 + 1·4 + 2·5
        ("points_times_weight", [15, 16]),
        # sections weigh 2 and 2: 2·(5/6) + 2·(10/10)
        ("section_normalised", [2 * 5 / 6 + 2, 4]),
        # 1/2, 4/4, 5/5
        ("mean_of_rated", [2.5, 3]),
    ],
)
def test_variants(store: Store, variant: str, expected: list[float]) -> None:
    centre(store, answer(1, "greet", 1), answer(1, "name", 4), answer(1, "solve", 5))
    assert figure(store, variant=variant) == pytest.approx(expected)


def test_points_and_sections_weigh_the_same_answers_differently(store: Store) -> None:
    questions = [question("a", section="A", points_possible=10), question("b", section="B", points_possible=5)]
    centre(store, answer(1, "a", 5), answer(1, "b", 4), questions=questions)
    assert figure(store) == [9, 15]
    assert figure(store, variant="section_normalised") == pytest.approx([0.5 + 0.8, 2])


@pytest.mark.parametrize(("treatment", "expected"), [("renormalise", [14, 14]), ("full", [16, 16]), ("zero", [14, 16])])
def test_a_question_that_did_not_apply(store: Store, treatment: str, expected: list[float]) -> None:
    centre(store, answer(1, "greet", 0, not_applicable=True), answer(1, "name", 4), answer(1, "solve", 5))
    assert figure(store, not_applicable=treatment) == expected


def test_an_evaluation_in_which_nothing_applied_has_no_score_but_counts(store: Store) -> None:
    centre(store, answer(1, "greet", None, not_applicable=True), answer(2, "greet", 2))
    assert figure(store) == [2, 2]
    assert measure(store, Filters(), ["quality_score", "evaluations"])["n"].to_list() == [1, 2]


def test_an_answer_without_points_is_not_rated_under_any_treatment(store: Store) -> None:
    centre(store, answer(1, "greet", None), answer(1, "name", 4))
    assert [figure(store, not_applicable=treatment) for treatment in ("renormalise", "full", "zero")] == [[4, 4]] * 3


@pytest.mark.parametrize(
    ("failed", "effect", "expected"),
    [
        ({"solve": 4}, "whole", [0, 16]),  # the whole evaluation
        ({"solve": 4}, "section", [6, 16]),  # milder: only its section
        ({"solve": 4}, "flag", [14, 16]),  # marked only
        ({"name": 3}, "whole", [10, 16]),  # the question itself says section
        ({"name": 3}, "flag", [15, 16]),
        ({"greet": 0}, "whole", [14, 16]),  # not critical
    ],
)
def test_auto_fail_is_the_milder_of_question_and_definition(
    store: Store, failed: dict[str, float], effect: str, expected: list[float]
) -> None:
    points = {"greet": 2, "name": 4, "solve": 5} | failed
    centre(store, *(answer(1, name, got) for name, got in points.items()))
    assert figure(store, auto_fail=effect) == expected
    assert figure(store, "auto_fail_rate", auto_fail=effect) == [int("greet" not in failed), 1]


def test_the_score_without_auto_fail_is_kept(store: Store) -> None:
    centre(store, answer(1, "greet", 2), answer(1, "solve", 4))
    assert store.rows("select points, points_before_fail, points_possible, failure from evaluation_scores") == [
        (0, 10, 12, 3)
    ]
    behind = rows(store, Filters(), "auto_fail_rate").iloc[0]
    assert (behind["quality_score"], behind["auto_failed"]) == (0, True)


def test_a_critical_question_that_did_not_apply_does_not_fail(store: Store) -> None:
    centre(store, answer(1, "solve", 0, not_applicable=True), answer(1, "greet", 2))
    assert figure(store) == [2, 2]
    assert figure(store, "auto_fail_rate") == [0, 1]


def test_by_question_and_section_scores_are_before_auto_fail_and_evaluations_count_once(store: Store) -> None:
    centre(store, answer(1, "greet", 1), answer(1, "name", 3), answer(1, "solve", 4), answer(2, "greet", 2))
    found = measure(store, Filters(), ["quality_score", "auto_fail_rate", "evaluations"], ["section"])
    assert found[["section", "metric", "numerator", "n"]].to_numpy().tolist() == [
        ["start", "quality_score", 6, 2],
        ["start", "auto_fail_rate", 1, 2],
        ["start", "evaluations", 2, 2],
        ["work", "quality_score", 8, 1],
        ["work", "auto_fail_rate", 1, 1],
        ["work", "evaluations", 1, 1],
    ]
    scores = measure(store, Filters(), ["quality_score"], ["question"])
    assert dict(zip(scores["question"], scores["value"], strict=True)) == {"greet": 0.75, "name": 0.75, "solve": 0.8}
    assert figure(store, filters=Filters().with_("question", ["greet", "name"])) == [6, 8]


def test_points_possible_are_the_answers_own_the_questions_or_the_most_anyone_got(store: Store) -> None:
    centre(store, answer(1, "greet", 2, 3), answer(2, "greet", 2), answer(3, "new", 3), answer(4, "new", 1))
    scores = measure(store, Filters(), ["quality_score"], ["question"])
    assert scores[["numerator", "denominator"]].to_numpy().tolist() == [[4, 5], [4, 6]]


def test_the_newest_version_on_the_evaluations_own_scorecard_applies(store: Store) -> None:
    versions = [
        question("greet", version="9", weight=1, points_possible=1),
        question("greet", version="10", weight=3, points_possible=1),
        question("greet", version="11", weight=7, points_possible=1, scorecard="other"),
    ]
    centre(store, answer(1, "greet", 1), questions=versions)
    assert figure(store) == [3, 3]


def test_without_a_scorecard_a_question_is_found_on_any_and_without_weight_it_counts_one(store: Store) -> None:
    centre(store, answer(1, "solve", 5), answer(1, "free", 1, 1), scorecard=None)
    assert figure(store) == [11, 11]
    assert figure(store, variant="section_normalised") == [3, 3]
