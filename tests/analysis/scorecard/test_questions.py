"""Questions one by one: on the demo centre the truth comes out."""

from collections.abc import Iterator

import numpy as np
import pytest

from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheet
from qm.analysis.scorecard.comments import comment_themes
from qm.analysis.scorecard.nonresponse import silence
from qm.analysis.scorecard.questions import (
    fact_drivers,
    importance_shares,
    question_drivers,
    questions_known,
    share_of_score,
    tells,
    verdicts,
    without_weight,
)
from qm.analysis.scorecard.weight_comparison import Ground, ground
from qm.metrics import Filters
from qm.models.scorecard.weight_limits import limits
from qm.models.scorecard.weights import suggest
from qm.store import Store
from tests.centre import answer, contact, evaluation, fill, question


@pytest.fixture(scope="module")
def demo(demo_stores) -> Iterator[tuple[Store, Ground, dict]]:
    store = demo_stores.opened(120, 700, seed=4)
    yield store, ground(evaluation_sheet(store)), demo_stores.truth(120, 700, seed=4)
    store.close()


def test_true_drivers_come_out_on_top_and_the_trivial_question_is_saturated(demo):
    _, on, truth = demo
    found = question_drivers(on.pairs, draws=60)
    known = questions_known(on.sheet)
    said = dict(zip(known["question"], verdicts(known, found, share_of_score(on.sheet, on.points)), strict=True))
    measures = truth["scorecard"]["measures"]
    true = {name for name, driver in measures.items() if not driver.startswith("nothing")}
    order = [known["question"][j] for j in np.argsort(-np.nan_to_num(found.importance))]
    assert set(order[: len(true)]) == true
    assert said[truth["scorecard"]["everybody_passes"]] == "saturated"
    assert all(said[name] == "over-weighted" for name in truth["scorecard"]["stressed"])
    assert all(said[name] in ("under-weighted", "aligned") for name in true)
    assert said["Q07"] == "under-weighted"
    assert tells(found, len(known))
    share, low, high = importance_shares(found)
    assert np.nansum(share) == pytest.approx(1)
    assert np.nanmax(high) <= 1
    assert (low[np.isfinite(low)] <= share[np.isfinite(share)]).all()


def test_suggested_weights_beat_todays_out_of_fold(demo):
    _, on, _ = demo
    bounds = limits(on.sheet.weights, on.sheet.names)
    found = suggest(on.pairs.answers, on.grade, bounds, agents=on.pairs.evaluations["agent_id"], draws=40, repeats=2)
    assert found.change
    assert found.gain.low > 0.05


def test_where_grades_are_shuffled_no_question_is_accused(demo):
    _, on, _ = demo
    e = on.pairs.evaluations
    shuffled = EvaluationSheet(
        on.pairs.scorecard,
        on.pairs.questions,
        e.assign(grade=np.random.default_rng(2).permutation(e["grade"])),
        on.pairs.answers,
    )
    found = question_drivers(shuffled, draws=40)
    known = questions_known(on.sheet)
    assert not tells(found, len(known))
    said = verdicts(known, found, share_of_score(on.sheet, on.points))
    assert set(said) <= {"unknown", "saturated", "noisy"}


def test_facts_about_the_contact_stand_beside_the_questions(demo):
    _, on, _ = demo
    frame, found = fact_drivers(on.pairs, draws=20)
    assert found.why is None
    assert set(frame.loc[frame["kind"] == "fact", "name"]) >= {"wait", "transfers", "repeated"}
    best = frame.loc[frame["importance"].idxmax()]
    assert (best["name"], best["kind"]) == ("Q07", "question")


def test_who_is_silent(demo):
    _, on, _ = demo
    found = silence(on)
    assert found.rate == pytest.approx(found.answers / found.contacts)
    assert found.bounds[0] < found.satisfied < found.bounds[1]
    assert abs(found.satisfied - found.satisfied_reweighted) < 0.05
    assert found.effective <= found.answers
    assert set(found.groups["by"]) == {"channel", "reason"}


def test_comments_speak_of_what_went_wrong(demo):
    store, _, _ = demo
    found = comment_themes(store, Filters())
    assert any("solution" in words for words, r in zip(found.word, found.correlation, strict=True) if r < 0)
    voice = comment_themes(store, Filters().with_("channel", "voice").with_("evaluator", "EV1"))
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
    assert share_of_score(sheet, np.array([50.0, 50.0])).tolist() == [0.75, 0.25]
    assert without_weight(store, sheet) == ["b"]
    known = questions_known(sheet).set_index("question")
    assert known["passed"].to_dict() == {"a": 1, "b": 0}
    assert known["compared"].tolist() == [0, 0]
    assert silence(ground(sheet)) is None
