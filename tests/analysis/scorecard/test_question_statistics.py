"""Questions one by one: on the demo centre the truth comes out."""

from collections.abc import Iterator

import numpy as np
import pytest

from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheet
from qm.analysis.scorecard.comments import comment_themes
from qm.analysis.scorecard.drivers import question_drivers
from qm.analysis.scorecard.graded_scorecard import GradedScorecard, prepared
from qm.analysis.scorecard.missing_drivers import fact_drivers
from qm.analysis.scorecard.nonresponse import nonresponse_of
from qm.analysis.scorecard.question_statistics import question_statistics, question_verdicts, without_weight
from qm.metrics import Filters
from qm.models.scorecard.drivers import explains_more_than_chance, importance_shares
from qm.models.scorecard.weight_limits import limits
from qm.models.scorecard.weights import suggest
from qm.store import Session, Store
from tests.centre import answer, contact, evaluation, fill, question


@pytest.fixture(scope="module")
def demo(demo_stores) -> Iterator[tuple[Store, GradedScorecard, dict]]:
    store = demo_stores.opened(120, 700, seed=4)
    yield store, prepared(evaluation_sheet(store)), demo_stores.truth(120, 700, seed=4)
    store.close()


def test_true_drivers_come_out_on_top_and_the_trivial_question_is_saturated(demo):
    _, graded, truth = demo
    found = question_drivers(graded.pairs, draws=60)
    known = question_statistics(graded.sheet)
    said = dict(
        zip(
            known["question"],
            question_verdicts(known, found, graded.sheet.answers.shares_of_score(graded.points)),
            strict=True,
        )
    )
    measures = truth["scorecard"]["measures"]
    true = {name for name, driver in measures.items() if not driver.startswith("nothing")}
    order = [known["question"][j] for j in np.argsort(-np.nan_to_num(found.importance))]
    assert set(order[: len(true)]) == true
    assert said[truth["scorecard"]["everybody_passes"]] == "saturated"
    assert all(said[name] == "over-weighted" for name in truth["scorecard"]["stressed"])
    assert all(said[name] in ("under-weighted", "aligned") for name in true)
    assert said["Q07"] == "under-weighted"
    assert explains_more_than_chance(found)
    share, low, high = importance_shares(found)
    assert np.nansum(share) == pytest.approx(1)
    assert np.nanmax(high) <= 1
    assert (low[np.isfinite(low)] <= share[np.isfinite(share)]).all()


def test_suggested_weights_beat_todays_out_of_fold(demo):
    _, graded, _ = demo
    bounds = limits(graded.sheet.weights, graded.sheet.names)
    found = suggest(
        graded.pairs.answers,
        graded.baseline.grade,
        bounds,
        agents=graded.pairs.evaluations["agent_id"],
        draws=40,
        repeats=2,
    )
    assert found.change
    assert found.gain.low > 0.05


def test_where_grades_are_shuffled_no_question_is_accused(demo):
    _, graded, _ = demo
    e = graded.pairs.evaluations
    shuffled = EvaluationSheet(
        graded.pairs.scorecard,
        graded.pairs.questions,
        e.assign(grade=np.random.default_rng(2).permutation(e["grade"])),
        graded.pairs.answers,
    )
    found = question_drivers(shuffled, draws=40)
    known = question_statistics(graded.sheet)
    assert not explains_more_than_chance(found)
    said = question_verdicts(known, found, graded.sheet.answers.shares_of_score(graded.points))
    assert set(said) <= {"unknown", "saturated", "noisy"}


def test_facts_about_the_contact_stand_beside_the_questions(demo):
    _, graded, _ = demo
    frame, why = fact_drivers(graded.pairs, draws=20)
    assert why is None
    assert set(frame.loc[frame["kind"] == "fact", "name"]) >= {"wait", "transfers", "repeat contact"}
    best = frame.loc[frame["importance"].idxmax()]
    assert (best["name"], best["kind"]) == ("Q07", "question")


def test_who_is_silent(demo):
    _, graded, _ = demo
    found = nonresponse_of(graded)
    assert found.rate == pytest.approx(found.answers / found.contacts)
    assert found.bounds[0] < found.satisfied < found.bounds[1]
    assert abs(found.satisfied - found.satisfied_reweighted) < 0.05
    assert found.effective <= found.answers
    assert set(found.groups["by"]) == {"channel", "reason"}


def test_comments_speak_of_what_went_wrong(demo):
    store, _, _ = demo
    found = comment_themes(Session(store), Filters())
    assert any("solution" in words for words, r in zip(found.word, found.correlation, strict=True) if r < 0)
    voice = comment_themes(Session(store), Filters().with_("channel", "voice").with_("evaluator", "EV1"))
    assert 0 < voice.comments < found.comments


def test_points_possible_count_in_a_questions_part_of_the_score(store: Store):
    fill(
        store,
        contacts=[contact(1)],
        questions=[question("a", weight=1, points_possible=3), question("b", points_possible=1)],
        evaluations=[evaluation(1, contact_id="1", scorecard="main")],
        answers=[answer(1, "a", 3), answer(1, "b", 0)],
    )
    sheet = evaluation_sheet(store)
    assert sheet.answers.shares_of_score([50, 50]).tolist() == [0.75, 0.25]
    assert without_weight(Session(store), sheet) == ("b",)
    known = question_statistics(sheet).set_index("question")
    assert known["passed"].to_dict() == {"a": 1, "b": 0}
    assert known["compared"].tolist() == [0, 0]
    assert nonresponse_of(prepared(sheet)) is None
