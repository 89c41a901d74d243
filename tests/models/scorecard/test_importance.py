"""Relative importance against published and independently computed values."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qm.models.scorecard.importance import EXACT, explained, importance, johnson, lmg, lmg_sampled, standardised

# R12 .6, R13 .3, R23 .5, r_y (.5, .45, .3): Lindeman, Merenda and Gold's measure and Johnson's
THREE = np.array([[1, 0.6, 0.3, 0.5], [0.6, 1, 0.5, 0.45], [0.3, 0.5, 1, 0.3], [0.5, 0.45, 0.3, 1]])


@pytest.fixture(scope="session")
def reference() -> Path:
    folder = Path(__file__).resolve().parents[3] / "shared" / "reference" / "keydriver_reference"
    if not folder.is_dir():
        pytest.skip("the reference tables are not here: no folder shared/reference beside qm")
    return folder


def table(reference: Path, name: str) -> tuple[np.ndarray, dict, str]:
    """The covariance, the expected values and the outcome of a table with reference values."""
    import json

    expected = json.loads((reference / "expected.json").read_text(encoding="utf-8"))[name]
    file = {"swiss": "swiss", "USJudgeRatings": "USJudgeRatings"}.get(name, "mobi")
    frame = pd.read_csv(reference / f"{file}.csv")
    if expected["y"] == "SAT":
        frame = pd.DataFrame(
            {k: frame[[c for c in frame if c.startswith(k)]].mean(axis=1) for k in ("IMAG", "CUEX", "PERQ", "PERV")}
            | {"SAT": frame[["CUSA1", "CUSA2", "CUSA3"]].mean(axis=1)}
        )
    return np.cov(frame[[*expected["lmg"], expected["y"]]].to_numpy(float).T), expected, expected["y"]


@pytest.mark.parametrize("name", ["swiss", "mobi_CUSA1_on_PERQ1_7", "mobi_SATmean_on_constructs", "USJudgeRatings"])
def test_the_reference_tables(reference: Path, name: str):
    covariance, expected, _ = table(reference, name)
    assert explained(covariance) == pytest.approx(expected["R2"], abs=1e-12)
    assert lmg(covariance) == pytest.approx(list(expected["lmg"].values()), abs=1e-12)
    assert johnson(covariance) == pytest.approx(list(expected["johnson_relative_weights"].values()), abs=1e-12)
    assert standardised(covariance) == pytest.approx(list(expected["std_beta"].values()), abs=1e-10)


def test_three_questions_from_their_correlations():
    assert explained(THREE) == pytest.approx(0.2927, abs=5e-5)
    assert lmg(THREE) == pytest.approx([0.1554, 0.0993, 0.0379], abs=5e-5)
    assert johnson(THREE) == pytest.approx([0.1575, 0.0959, 0.0393], abs=5e-5)


def test_importance_is_what_all_orders_average_to():
    """Two questions by hand: r_y .6 and .4, correlated .5."""
    covariance = np.array([[1, 0.5, 0.6], [0.5, 1, 0.4], [0.6, 0.4, 1]])
    whole = (0.36 + 0.16 - 2 * 0.5 * 0.6 * 0.4) / 0.75
    assert lmg(covariance) == pytest.approx([(0.36 + whole - 0.16) / 2, (0.16 + whole - 0.36) / 2])


def test_uncorrelated_questions_have_their_squared_correlations():
    covariance = np.diag([4.0, 1.0, 9.0, 1.0])
    covariance[3, :3] = covariance[:3, 3] = [1.0, 0.3, 0.6]
    assert lmg(covariance) == pytest.approx([0.25, 0.09, 0.04])
    assert johnson(covariance) == pytest.approx([0.25, 0.09, 0.04])


def test_a_question_twice_shares_its_importance_and_a_constant_has_none():
    rng = np.random.default_rng(2)
    x = rng.standard_normal((400, 2))
    y = x @ [1.0, 0.5] + rng.standard_normal(400)
    once = np.cov(np.column_stack([x, y]).T)
    twice = np.cov(np.column_stack([x, x[:, 0], np.ones(400), y]).T)
    found = lmg(twice)
    assert found[0] == pytest.approx(found[2])
    assert found[3] == 0
    assert found.sum() == pytest.approx(explained(once))
    assert johnson(twice)[0] == pytest.approx(johnson(twice)[2])
    assert johnson(twice).sum() == pytest.approx(explained(once))


def test_sampled_orders_come_within_their_stated_error():
    rng = np.random.default_rng(4)
    mix = rng.standard_normal((8, 8))
    covariance = mix @ mix.T
    found, error = lmg_sampled(covariance)
    assert np.abs((found - lmg(covariance)) / error).max() < 4
    assert found.sum() == pytest.approx(explained(covariance))


def test_beyond_fifteen_questions_orders_are_sampled():
    rng = np.random.default_rng(4)
    mix = rng.standard_normal((EXACT + 6, EXACT + 6))
    covariance = mix @ mix.T
    assert importance(covariance).sum() == pytest.approx(explained(covariance))
