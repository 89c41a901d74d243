"""The top line of the scorecard."""

import numpy as np
import pytest

from qm.analysis.evaluations.score_sheets import evaluation_sheet
from qm.analysis.scorecard.missing_drivers import contact_facts
from qm.analysis.scorecard.score_alignment import score_alignment
from qm.models.scorecard.association import spearman
from qm.store import Store
from tests.centre import answer, contact, evaluation, fill


def centre(store: Store, graded: int = 40) -> None:
    """Sixty contacts of twelve agents with two questions; the first pleases; three calibrations by two evaluators."""
    rng = np.random.default_rng(1)
    first, second = rng.integers(0, 3, (2, 60))
    grade = np.clip(1 + 1.5 * first + rng.integers(0, 2, 60), 1, 5)
    calibrations = [
        evaluation(f"k{n}{who}", contact_id=str(n), calibration_id="k", evaluator_id=who)
        for n in range(3)
        for who in ("Ann", "Bob")
    ]
    answers = [answer(n, q, float(x[n]), 2.0) for n in range(60) for q, x in (("a", first), ("b", second))]
    fill(
        store,
        contacts=[
            contact(
                n, channel="voice" if n % 2 else "chat", wait_seconds=float(n), handle_seconds=60.0, transfers=n % 3
            )
            for n in range(60)
        ],
        surveys=[{"contact_id": str(n), "csat": float(grade[n])} for n in range(graded)],
        evaluations=[evaluation(n, contact_id=str(n), agent_id=f"a{n % 12}") for n in range(60)] + calibrations,
        answers=answers + [answer(f"k{n}{who}", "a", float(n), 2.0) for n in range(3) for who in ("Ann", "Bob")],
    )


def test_the_score_against_grades(store: Store):
    centre(store)
    sheet = evaluation_sheet(store)
    pairs = sheet.pairs()
    found = score_alignment(sheet)
    assert found.n == 40
    assert found.answered == pytest.approx(40 / 60)
    score, grade = pairs.answers.scores(sheet.weights), pairs.evaluations["grade"].to_numpy()
    assert found.rank.value == pytest.approx(spearman(score, grade))
    assert found.rank.low < found.rank.value < found.rank.high
    assert found.correlation.value == pytest.approx(np.corrcoef(score, grade)[0, 1])
    assert 0.5 < found.auc.low < found.auc.value <= 1
    assert abs(found.reweighted - found.rank.value) < 0.15
    # both evaluators gave each of three contacts the same
    assert found.ceiling.value == pytest.approx(1)
    assert score_alignment(sheet, np.array([1.0, 0.0])).rank.value > found.rank.value


def test_too_few_grades_are_no_correlation(store: Store):
    centre(store, graded=5)
    found = score_alignment(evaluation_sheet(store))
    assert found.rank.value is None
    assert "5 evaluated contacts with a rating; at least 10" in found.rank.why
    assert np.isnan(found.reweighted)


def test_facts_about_contacts_that_differ(store: Store):
    centre(store)
    pairs = evaluation_sheet(store).pairs()
    found = contact_facts(pairs).set_index(pairs.evaluations["contact_id"].to_numpy())
    assert list(found) == ["wait", "transfers"]
    assert found.loc["5"].tolist() == pytest.approx([np.log(6), 2])
