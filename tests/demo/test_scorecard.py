"""What is true of the demo centre's scorecard and evaluators is found: from the store, by the models alone."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qm.analysis.calibration.evaluators import evaluators, question_ratings, score_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet, evaluation_sheet
from qm.demo import Demo
from qm.intake import load_frames
from qm.models.agreement.attenuation import ceiling
from qm.models.agreement.icc import icc
from qm.models.agreement.summary import coefficients
from qm.models.scorecard.drivers import Drivers, drivers, usual_share
from qm.models.scorecard.question_verdict import standing
from qm.models.scorecard.weight_limits import limits
from qm.models.scorecard.weights import suggest
from qm.store import open_store


@pytest.fixture(scope="module")
def sheet(whole: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvaluationSheet]:
    """The evaluations of the demo centre, read back from a store with the contacts they are about."""
    f = dict(whole.frames)
    f["contacts"] = f["contacts"][f["contacts"]["contact_id"].isin(f["evaluations"]["contact_id"])]
    folder: Path = tmp_path_factory.mktemp("scorecard")
    store = open_store(folder / "store.duckdb")
    names = ("contacts", "surveys", "evaluations", "answers", "questions", "agents")
    load_frames(store, {name: f[name] for name in names}, "demo centre", "demo")
    yield evaluation_sheet(store)
    store.close()


@pytest.fixture(scope="module")
def found(sheet: EvaluationSheet) -> Drivers:
    pairs = sheet.pairs()
    e = pairs.evaluations
    return drivers(
        pairs.answers.shares(), e["grade"], agents=e["agent_id"], satisfied=e["satisfied"].astype(float), draws=100
    )


def test_the_true_drivers_come_out_on_top_in_their_true_order(whole: Demo, sheet: EvaluationSheet, found: Drivers):
    measures = whole.truth["scorecard"]["measures"]
    true = [j for j, name in enumerate(sheet.names) if measures[name] in ("resolution", "courtesy")]
    others = [j for j in range(len(sheet.names)) if j not in true]
    assert set(np.argsort(-np.nan_to_num(found.importance))[: len(true)].tolist()) == set(true)
    assert found.low[true].min() > np.nan_to_num(found.importance[others]).max()
    assert whole.truth["csat"]["resolution"] > whole.truth["csat"]["courtesy"]
    # of the questions that see their driver most clearly, resolution's matters more
    solved, respectful = sheet.names.index("Q07"), sheet.names.index("Q04")
    assert found.low[solved] > found.importance[respectful]
    assert np.nanargmax(found.top_two.importance) == solved


def test_what_the_scorecard_stresses_is_over_weighted_and_what_everybody_passes_saturated(
    whole: Demo, sheet: EvaluationSheet, found: Drivers
):
    shares = sheet.answers.shares()
    verdicts = {}
    for j, name in enumerate(sheet.names):
        agreed = coefficients(question_ratings(sheet, name)[0])["ac1"]
        verdicts[name] = standing(
            sheet.weights[j] / sheet.weights.sum(),
            found.low[j] / found.r2,
            found.high[j] / found.r2,
            usual_share=usual_share(shares[:, j]),
            answers=int(np.isfinite(shares[:, j]).sum()),
            agreement_high=agreed.high,
        )
    truth = whole.truth["scorecard"]
    assert verdicts[truth["everybody_passes"]] == "saturated"
    assert {verdicts[name] for name in truth["stressed"]} == {"over-weighted"}
    assert {verdicts[name] for name in ("Q04", "Q07")} == {"under-weighted"}
    assert "noisy" not in verdicts.values()


def test_suggested_weights_beat_todays_out_of_fold(whole: Demo, sheet: EvaluationSheet):
    pairs = sheet.pairs()
    result = suggest(
        pairs.answers,
        pairs.evaluations["grade"],
        limits(pairs.weights, pairs.names),
        agents=pairs.evaluations["agent_id"],
        draws=30,
        repeats=3,
    )
    assert result.change
    assert result.gain.low > 0.1
    assert result.gain_over_equal.low > 0
    measures = whole.truth["scorecard"]["measures"]
    felt = [measures[name] in ("resolution", "courtesy") for name in pairs.names]
    assert result.suggested[felt].sum() > 60 > 25 > result.today[felt].sum()


def test_weights_are_kept_when_grades_are_shuffled(sheet: EvaluationSheet):
    pairs = sheet.pairs()
    bounds = limits(pairs.weights, pairs.names)
    rng = np.random.default_rng(1)
    changes = 0
    for _ in range(20):
        grade = rng.permutation(pairs.evaluations["grade"])
        agents = pairs.evaluations["agent_id"]
        changes += suggest(pairs.answers, grade, bounds, agents=agents, draws=2, repeats=2).change
    assert changes <= 1


def test_the_severe_and_the_unreliable_evaluator_are_found_and_nobody_else(whole: Demo, sheet: EvaluationSheet):
    table: pd.DataFrame = evaluators([sheet]).set_index("rater")
    truth = whole.truth["evaluators"]
    severe = {one["evaluator_id"] for one in truth["severe"]}
    expected = dict.fromkeys(table.index, "ordinary") | dict.fromkeys(severe, "severe")
    assert table["verdict"].to_dict() == expected | {truth["unreliable"]["evaluator_id"]: "unreliable"}
    innocent = [name for name in table.index if name not in severe]
    assert (table.loc[innocent, "low"] <= 0.005).all()
    assert (table.loc[innocent, "high"] >= -0.005).all()
    by_severity = sorted(truth["severe"], key=lambda one: one["severity"])
    assert table.loc[by_severity[0]["evaluator_id"], "severity"] < table.loc[by_severity[1]["evaluator_id"], "severity"]


def test_disagreement_puts_a_ceiling_on_the_correlation(sheet: EvaluationSheet):
    single, _ = icc(score_ratings(sheet))
    highest = ceiling(single)
    assert 0.5 < highest.low < highest.value < highest.high < 0.9
