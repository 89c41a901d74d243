"""python -m qm agreement: from a file of ratings without any store, and from calibrations."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qm.store import default_path
from tests.commands.asking import ask, run
from tests.commands.graded import graded
from tests.models.agreement_tables import FOUR_RATERS, LETTERS, SHROUT_FLEISS

COEFFICIENTS = [
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "weighted_kappa",
    "ac1",
    "ac2",
    "alpha_nominal",
    "alpha_ordinal",
    "alpha_interval",
    "alpha_ratio",
    "icc_2_1",
    "icc_2_k",
]


def written(path: Path, table: str, delimiter: str = ",", encoding: str = "utf-8") -> list[str]:
    """A table of ratings as a file, and the arguments that ask about it."""
    lines = [delimiter.join(("Unit", "Rater", "Rating"))]
    for rater, row in enumerate(table.strip().splitlines()):
        for item, cell in enumerate(row.split()):
            lines.append(delimiter.join((str(item), f"Jürgen {rater}", "" if cell == "." else cell)))
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return ["agreement", "--ratings", str(path), "--item", "unit", "--rater", "rater", "--score", "rating"]


def test_a_file_of_ratings(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (question,) = ask(capsys, *written(tmp_path / "r.csv", FOUR_RATERS))["questions"]
    assert question["question"] is None
    assert [question[k] for k in ("items", "raters", "ratings", "dropped")] == [12, 4, 41, 7]
    assert list(question["coefficients"]) == COEFFICIENTS
    assert question["coefficients"]["ac1"] == {
        "value": pytest.approx(0.77544, abs=6e-6),
        "low": pytest.approx(0.46081, abs=6e-6),
        "high": 1.0,
        "why": None,
    }
    assert question["coefficients"]["alpha_ordinal"]["value"] == pytest.approx(0.815388, abs=6e-7)
    assert question["coefficients"]["cohen_kappa"]["why"] == "mean of 6 pairs of raters"
    assert not default_path().exists()


def test_any_delimiter_and_encoding(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    found = ask(capsys, *written(tmp_path / "r.txt", SHROUT_FLEISS, ";", "cp1252"))
    assert found["questions"][0]["coefficients"]["icc_2_1"]["value"] == pytest.approx(0.28976, abs=1e-5)
    assert [r["rater"] for r in found["raters"]] == [f"Jürgen {i}" for i in range(4)]
    assert max(found["raters"], key=lambda r: r["severity"])["rater"] == "Jürgen 1"
    assert all(r["low"] < r["severity"] < r["high"] for r in found["raters"])
    assert [r["n"] for r in found["raters"]] == [6] * 4


def test_words_are_nominal_only(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    found = ask(capsys, *written(tmp_path / "r.csv", LETTERS))
    values = {k: c["value"] for k, c in found["questions"][0]["coefficients"].items()}
    assert values["ac1"] == pytest.approx(0.6846, abs=6e-6)
    assert values["alpha_ordinal"] is values["icc_2_1"] is None
    assert found["questions"][0]["coefficients"]["ac2"]["why"] == "the ratings are words without an order"
    assert found["raters"][0]["severity"] is None


def test_blanks_slips_and_several_scores_are_reported(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "r.csv"
    file.write_text(
        'item,rater,score\n1,a,"2,5"\n1,b,2\n1,b,4\n2,a,n/a\n2,b,1\n,b,1\n3,a,9\n3,b,x\n4,a,1\n4,b,1\n'
        "5,a,2\n5,b,3\n6,a,1\n6,b,1\n",
        encoding="utf-8",
    )
    (question,) = ask(
        capsys,
        "agreement",
        "--ratings",
        str(file),
        "--item",
        "item",
        "--rater",
        "rater",
        "--score",
        "score",
        "--min",
        "1",
        "--max",
        "5",
    )["questions"]
    assert question["dropped_why"] == {
        "blank": 1,
        "without item or rater": 1,
        "not a number": 1,
        "outside the scale": 1,
    }
    assert [question[k] for k in ("dropped", "averaged", "ratings", "items")] == [4, 1, 9, 5]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--ratings", "{file}", "--where", "agent=A1"], 2, "narrow the evaluations in the store"),
        (["--ratings", "{file}", "--item", "unit"], 2, "--ratings needs --item, --rater and --score"),
        (["--item", "unit"], 2, "belong to --ratings FILE"),
        (
            ["--ratings", "{file}", "--item", "u", "--rater", "rater", "--score", "rating"],
            1,
            "has no column 'u'; it has Unit",
        ),
        (["--ratings", "none.csv", "--item", "u", "--rater", "r", "--score", "s"], 1, "There is no file none.csv"),
        (
            ["--ratings", "{file}", "--item", "unit", "--rater", "rater", "--score", "rating", "--min", "7"],
            1,
            "holds no rating that can be used",
        ),
        (
            ["--ratings", "{file}", "--item", "a", "--rater", "b", "--score", "c", "--min", "2", "--max", "1"],
            2,
            "--min 2 must lie below --max 1",
        ),
    ],
)
def test_what_cannot_be_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], code: int, words: str
):
    written(tmp_path / "r.csv", FOUR_RATERS)
    assert run("agreement", *(a.format(file=tmp_path / "r.csv") for a in arguments)) == code
    assert words in capsys.readouterr().err


def calibrated() -> None:
    """Three evaluators score thirty contacts; the third is severe on every question."""
    rng = np.random.default_rng(1)
    true = rng.standard_normal((30, 4))
    rows, answers = [], []
    for contact in range(30):
        for number, severity in enumerate((0.0, 0.0, 0.5)):
            evaluation = f"K{contact}-{number}"
            rows.append(
                {
                    "evaluation_id": evaluation,
                    "contact_id": f"C{contact}",
                    "evaluator_id": f"EV{number}",
                    "evaluated_at": pd.Timestamp("2024-05-06"),
                    "scorecard": "main",
                    "calibration_id": "k",
                    "agent_id": f"A{contact % 5}",
                }
            )
            seen = true[contact] - severity + 0.2 * rng.standard_normal(4) > -0.5
            answers += [
                {
                    "evaluation_id": evaluation,
                    "question_id": f"Q{q + 1}",
                    "points": float(p),
                    "points_possible": 1.0,
                    "not_applicable": q == 3 and contact == 0,
                }
                for q, p in enumerate(seen)
            ]
    graded(1, evaluations=pd.DataFrame(rows), answers=pd.DataFrame(answers))


def test_calibrations_question_by_question(capsys: pytest.CaptureFixture[str]):
    calibrated()
    found = ask(capsys, "agreement")
    assert [q["question"] for q in found["questions"]] == ["Q1", "Q2", "Q3", "Q4"]
    assert [q["items"] for q in found["questions"]] == [30, 30, 30, 29]
    assert found["questions"][3]["dropped"] == 3
    assert all(q["coefficients"]["ac1"]["low"] is not None for q in found["questions"])
    assert {r["rater"]: r["verdict"] for r in found["raters"]} == {
        "EV0": "ordinary",
        "EV1": "ordinary",
        "EV2": "severe",
    }
    assert run("agreement") == 0
    assert "EV2" in capsys.readouterr().out


def test_filters_narrow_what_is_in_the_store(capsys: pytest.CaptureFixture[str]):
    calibrated()
    everybody, one = ask(capsys, "agreement"), ask(capsys, "agreement", "--where", "agent=A1")
    assert [found["questions"][0]["items"] for found in (everybody, one)] == [30, 6]
    assert ask(capsys, "agreement", "--from", "2024-05-07")["questions"] == []
    assert ask(capsys, "agreement", "--to", "2024-05-06")["questions"][0]["items"] == 30


def test_without_calibrations_coefficients_say_why(capsys: pytest.CaptureFixture[str]):
    graded(40)
    found = ask(capsys, "agreement")
    assert found["questions"][0]["coefficients"]["ac1"] == {
        "value": None,
        "low": None,
        "high": None,
        "why": "there are no ratings",
    }
    assert [r["rater"] for r in found["raters"]] == ["EV0", "EV1"]
    assert run("agreement") == 0


def test_one_evaluator(capsys: pytest.CaptureFixture[str]):
    graded(1)
    found = ask(capsys, "agreement")
    assert found["raters"] == [
        {
            "rater": "EV0",
            "n": 1,
            "group": 0,
            "severity": None,
            "low": None,
            "high": None,
            "follows": None,
            "follows_low": None,
            "follows_high": None,
            "times": None,
            "verdict": "unknown",
        }
    ]


def test_an_empty_store(capsys: pytest.CaptureFixture[str]):
    assert ask(capsys, "agreement")["questions"] == []
