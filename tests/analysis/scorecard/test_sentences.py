"""Verdicts and figures of a scorecard in words."""

from types import SimpleNamespace

import pandas as pd
import pytest

from qm.analysis.scorecard.sentences import (
    VERDICT_MEANINGS,
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
    assert set(VERDICT_MEANINGS) == set(Standing.__args__)


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
        (Estimate(0.3, 0.2, 0.4), "score follows in part what"),
        (Estimate(0.6, 0.5, 0.7), "score follows what"),
        (Estimate(0.1, -0.05, 0.25), "Nothing shows that today's score follows"),
        (Estimate(-0.3, -0.4, -0.2), "Nothing shows that today's score follows"),
        (unknown("3 pairs are too few"), "cannot be told: 3 pairs are too few."),
    ],
)
def test_the_plain_sentence(rank: Estimate, words: str):
    top = SimpleNamespace(rank=rank, auc=Estimate(0.6, 0.55, 0.65), n=100)
    assert words in alignment_sentence(top)


def test_where_it_fits():
    frame = pd.DataFrame(
        {"group": ["voice", "chat"], "n": [90, 80], "today": [0.3, 0.1], "low": [0.2, -0.1], "high": [0.4, 0.3]}
    )
    assert (
        group_fit_sentence(frame)
        == "Nothing shows that today's score follows customers in chat; in voice it does most (0.30)."
    )
    assert "in every group" in group_fit_sentence(frame.iloc[:1])
    assert group_fit_sentence(frame.iloc[1:]).startswith("In none of them")
