"""Verdicts and figures of a scorecard in words."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from qm.analysis.scorecard.sentences import (
    VERDICT_MEANINGS,
    VERDICT_TEXTS,
    advice_sentence,
    alignment_sentence,
    correlation_text,
    estimate_text,
    group_fit_sentence,
    interval_text,
    signed_text,
)
from qm.models.scorecard.question_verdict import Standing
from qm.models.statistics.estimate import Estimate, unknown


def test_every_verdict_has_a_meaning():
    assert set(VERDICT_MEANINGS) == set(VERDICT_TEXTS) == set(Standing.__args__)


def test_figures():
    assert [correlation_text(v) for v in (0.214, -0.2, None, float("nan"))] == ["0.21", "−0.20", "–", "–"]
    assert [signed_text(v) for v in (0.214, -0.2, 0.001, None)] == ["+0.21", "−0.20", "0", "–"]
    assert interval_text(Estimate(0.2, 0.1, 0.3)) == "0.10 to 0.30"
    assert interval_text(Estimate(0.2)) == ""
    assert estimate_text(Estimate(0.2, -0.1, 0.3), sign=True) == "+0.20 (−0.10 to 0.30)"
    assert estimate_text(unknown("why")) == "–"


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (Estimate(0.1, 0.05, 0.15), "score hardly follows what"),
        (Estimate(0.3, 0.2, 0.4), "score partly follows what"),
        (Estimate(0.6, 0.5, 0.7), "score clearly follows what"),
        (Estimate(0.1, -0.05, 0.25), "No link between score and customers' ratings shows in 100 rated contacts."),
        (Estimate(-0.3, -0.4, -0.2), "No link between score and customers' ratings shows in 100 rated contacts."),
        (unknown("3 rated contacts"), "Too few to tell whether the score follows customers: 3 rated contacts."),
    ],
)
def test_the_plain_sentence(rank: Estimate, words: str):
    top = SimpleNamespace(rank=rank, auc=Estimate(0.6, 0.55, 0.65), n=100)
    assert words in alignment_sentence(top)


def test_where_it_fits():
    frame = pd.DataFrame(
        {"group": ["voice", "chat"], "n": [90, 80], "today": [0.3, 0.1], "low": [0.2, -0.1], "high": [0.4, 0.3]}
    )
    assert group_fit_sentence(frame) == "No link shows in chat. Strongest link: voice (0.30)."
    assert "in every group" in group_fit_sentence(frame.iloc[:1])
    assert group_fit_sentence(frame.iloc[1:]).startswith("No link between score and ratings shows in any of them")


def test_which_questions_weigh_too_little_and_too_much():
    known = SimpleNamespace(impossible=None, r2_low=0.2, r2=0.3, n=900, importance=np.full(7, 0.04))
    questions = [f"Q{i}" for i in range(1, 8)]
    verdicts = ["under-weighted"] + ["over-weighted"] * 5 + ["aligned"]
    frame = pd.DataFrame({"question": questions, "text": ["Solved it", *questions[1:]], "verdict": verdicts})
    said = advice_sentence(known, frame)
    assert said == (
        "Q1 (Solved it) matters more to customers than the weights say. Q2, Q3, Q4, Q5 and 1 more matter less."
    )
    fits = frame.assign(verdict="aligned")
    assert advice_sentence(known, fits) == "Every question weighs about what it is worth to customers."
    assert advice_sentence(SimpleNamespace(impossible="no_pairs"), frame) == ""
