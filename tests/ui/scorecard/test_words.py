"""Figures and verdicts in words."""

from types import SimpleNamespace

import pandas as pd
import pytest

from qm.models.scorecard.question_verdict import Standing
from qm.models.statistics.estimate import Estimate, unknown
from qm.ui.scorecard.groups import takeaway
from qm.ui.scorecard.words import (
    ICONS,
    MEANINGS,
    badge,
    correlation,
    interval,
    plain,
    signed,
    verdict_sentence,
    with_interval,
)


def test_every_verdict_has_an_icon_and_a_meaning():
    assert set(ICONS) == set(MEANINGS) == set(Standing.__args__)
    assert badge("saturated") == ":gray-badge[:material/done_all: saturated]"


def test_figures():
    assert [correlation(v) for v in (0.214, -0.2, None, float("nan"))] == ["0.21", "−0.20", "–", "–"]
    assert [signed(v) for v in (0.214, -0.2, 0.001, None)] == ["+0.21", "−0.20", "0", "–"]
    assert interval(Estimate(0.2, 0.1, 0.3)) == "0.10 to 0.30"
    assert interval(Estimate(0.2)) == ""
    assert with_interval(Estimate(0.2, -0.1, 0.3), sign=True) == "+0.20 (−0.10 to 0.30)"
    assert with_interval(unknown("why")) == "–"
    assert plain("[a](b) <i>") == r"\[a\]\(b\) \<i\>"


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (Estimate(0.1, 0.05, 0.15), "**hardly follows**"),
        (Estimate(0.3, 0.2, 0.4), "**follows in part**"),
        (Estimate(0.6, 0.5, 0.7), "**follows**"),
        (Estimate(0.1, -0.05, 0.25), "Nothing shows that today's score follows"),
        (Estimate(-0.3, -0.4, -0.2), "Nothing shows that today's score follows"),
        (unknown("3 pairs are too few"), "cannot be told: 3 pairs are too few."),
    ],
)
def test_the_plain_sentence(rank: Estimate, words: str):
    top = SimpleNamespace(rank=rank, auc=Estimate(0.6, 0.55, 0.65), n=100)
    assert words in verdict_sentence(SimpleNamespace(top=top))


def test_where_it_fits():
    frame = pd.DataFrame({"group": ["voice", "chat"], "today": [0.3, 0.1], "low": [0.2, -0.1], "high": [0.4, 0.3]})
    assert (
        takeaway(frame) == "Nothing shows that today's score follows customers in chat; in voice it does most (0.30)."
    )
    assert "in every group" in takeaway(frame.iloc[:1])
    assert takeaway(frame.iloc[1:]).startswith("In none of them")
