"""Charts of a scorecard can be drawn, and as pictures."""

import pandas as pd
import pytest

from qm.charts import as_svg
from qm.charts.scorecard import NOW, TODAY, agent_moves, drivers, group_alignment, labels, question_map, satisfaction

QUESTIONS = pd.DataFrame(
    {
        "question": ["Q1", "Q2", "Q3"],
        "text": ["one", "two <b>", "three"],
        "weight": [0.5, 0.3, 0.2],
        "today": [0.4, 0.4, 0.2],
        "importance": [0.7, 0.3, None],
        "low": [0.5, 0.1, None],
        "high": [0.9, 0.5, None],
        "passed": [0.8, 0.9, 1.0],
        "verdict": ["under-weighted", "aligned", "saturated"],
    }
)
BANDS = pd.DataFrame(
    {
        "score": [0.5, 0.9, 0.4, 0.8],
        "value": [0.6, 0.8, 0.5, 0.9],
        "low": [0.5, 0.7, 0.4, 0.8],
        "high": [0.7, 0.9, 0.6, 0.95],
        "n": [30, 40, 30, 40],
        "case": [TODAY, TODAY, NOW, NOW],
    }
)
AGENTS = pd.DataFrame(
    {
        "name": ["Ann (n 30)", "Bob (n 4)"],
        "n": [30, 4],
        "change": [0.02, -0.05],
        "low": [0.01, -0.1],
        "high": [0.03, None],
        "sure": [True, False],
        "today_text": ["80%", "70%"],
        "now_text": ["82%", "65%"],
    }
)
GROUPS = pd.DataFrame(
    {
        "group": ["voice (n 80)", "chat (n 20)"],
        "n": [80, 20],
        "today": [0.2, 0.1],
        "low": [0.1, -0.2],
        "high": [0.3, 0.4],
        "now": [0.4, 0.2],
    }
)
FACTS = pd.DataFrame(
    {
        "name": ["Q1", "wait"],
        "text": ["one", "Wait"],
        "kind": ["question", "fact"],
        "importance": [0.1, 0.02],
        "low": [0.05, 0.0],
        "high": [0.15, 0.04],
    }
)


@pytest.mark.parametrize(
    "chart",
    [
        question_map(QUESTIONS),
        question_map(QUESTIONS.iloc[2:]),
        satisfaction(BANDS, pass_mark=0.8),
        satisfaction(BANDS.iloc[:2], pass_mark=0.8),
        agent_moves(AGENTS),
        group_alignment(GROUPS),
        group_alignment(GROUPS.assign(now=GROUPS["today"])),
        drivers(FACTS),
    ],
    ids=["map", "map without importance", "two cases", "one case", "agents", "groups", "groups as today", "drivers"],
)
def test_it_can_be_drawn(chart):
    assert b"<svg" in as_svg(chart, title="Title", lines=["line"], palette={})


def test_questions_that_lie_on_each_other_share_a_label():
    frame = pd.DataFrame(
        {"question": ["a", "b", "c", "d"], "weight": [0.1, 0.1, 0.11, 0.5], "importance": [0.0, 0.01, 0.0, 0.5]}
    )
    found = labels(frame, 0.05, 0.05)
    assert found["question"].tolist() == ["d", "b, c +1"]
