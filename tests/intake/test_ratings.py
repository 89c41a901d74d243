"""A file of item, rater and score comes in as calibrations, without any mapping, and goes again."""

from pathlib import Path

import pytest

from qm.analysis.calibration.evaluators import question_ratings
from qm.analysis.evaluations.score_sheets import evaluation_sheets
from qm.errors import QMError
from qm.intake import KINDS, undo
from qm.models.agreement.summary import coefficients
from qm.store import Store
from tests.intake.bringing import bring, everything, one, problems, rows, written
from tests.models.agreement_tables import FOUR_RATERS, table

FILE = "item;rater;score\n1;a;4\n1;b;5\n2;a;3\n2;b;3\n2;c;4\n3;a;\n3;c;x\n"


def test_item_rater_and_score_are_found_and_become_evaluations(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, FILE, "march.csv"))
    assert (report.kind, report.accepted, report.rejected) == ("ratings", 5, 2)
    assert rows(store, "evaluations", "evaluation_id", "calibration_id", "evaluator_id", "scorecard") == [
        ("1 · a", "1", "a", "march"),
        ("1 · b", "1", "b", "march"),
        ("2 · a", "2", "a", "march"),
        ("2 · b", "2", "b", "march"),
        ("2 · c", "2", "c", "march"),
    ]
    assert rows(store, "answers", "question_id", "points") == [("rating", p) for p in (4, 5, 3, 3, 4)]
    assert {(field, rule) for field, rule, _, _ in problems(report)} == {
        ("points", "missing"),
        ("points", "not a number"),
    }
    assert "No column tells when the ratings were made" in report.notes[-2]
    assert "item and rater alone tell them apart" in report.notes[-1]


def test_the_same_file_twice_changes_nothing_and_undo_takes_it_out(store: Store, tmp_path: Path) -> None:
    before = everything(store)
    path = written(tmp_path, FILE, "march.csv")
    batch = bring(store, path).batch
    again = bring(store, path)
    assert (again.batch, again.unchanged) == (None, 5)
    assert batch is not None
    undo(store, batch)
    assert everything(store) == before


def test_coefficients_are_those_of_the_ratings_themselves(store: Store, tmp_path: Path) -> None:
    lines = ["item,rater,score"]
    for rater, row in enumerate(FOUR_RATERS.strip().splitlines()):
        lines += [f"{item},{rater},{cell}" for item, cell in enumerate(row.split()) if cell != "."]
    bring(store, written(tmp_path, "\n".join(lines) + "\n", "four.csv"))
    (sheet,) = evaluation_sheets(store)
    ratings, _ = question_ratings(sheet, "rating")
    expected = coefficients(table(FOUR_RATERS).shared())
    for name in ("percent_agreement", "ac1", "ac2", "alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio"):
        assert coefficients(ratings)[name].value == pytest.approx(expected[name].value)


def test_a_day_and_a_question_can_have_columns_of_their_own(store: Store, tmp_path: Path) -> None:
    text = "item,rater,question,score,rated at\n1,a,Q1,1,2024-05-06\n1,a,Q2,0,2024-05-06\n1,b,Q1,1,2024-05-07\n"
    report = bring(store, written(tmp_path, text, "two.csv"))
    assert report.notes == []
    assert one(store, "answers", "question_id") == ["Q1", "Q2", "Q1"]
    assert [str(d.date()) for d in one(store, "evaluations", "evaluated_at")] == ["2024-05-06", "2024-05-07"]


def test_only_what_ratings_need_is_asked_for() -> None:
    needed = [name for name, field in KINDS["ratings"].fields.items() if field.required]
    assert needed == ["calibration_id", "evaluator_id", "evaluated_at", "points"]


def test_item_and_rater_must_be_columns(store: Store, tmp_path: Path) -> None:
    mapping = """kind = "ratings"
    fields = {calibration_id = {value = "k"}, evaluator_id = "rater", points = "score", evaluated_at = "item"}
    """
    with pytest.raises(QMError, match="must each be a column"):
        bring(store, written(tmp_path, FILE), mapping)


def test_scores_in_words_are_refused_with_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match="points from the column 'score' is not a number"):
        bring(store, written(tmp_path, "item,rater,score\n1,a,good\n1,b,bad\n"))
