"""What is taken away: the page for the agents and the table."""

from types import SimpleNamespace

import numpy as np
import pytest

from qm.analysis.evaluations.score_sheets import evaluation_sheet
from qm.analysis.scorecard.questions import question_drivers, questions_known
from qm.analysis.scorecard.weight_comparison import ground, proposal
from qm.store import Store
from qm.ui.scorecard.handout import handout
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.saving import table
from tests.centre import answer, contact, evaluation, fill, question

HOSTILE = "<script>alert('x')</script> & \"more\""


@pytest.fixture
def asked(store: Store) -> Question:
    fill(
        store,
        contacts=[contact(i) for i in range(3)],
        questions=[
            question("a", weight=1, points_possible=1, text=HOSTILE, critical="whole"),
            question("b", weight=3, points_possible=1),
        ],
        evaluations=[evaluation(i, contact_id=str(i), scorecard="main") for i in range(3)],
        answers=[answer(i, q, float(i > 0), 1.0) for i in range(3) for q in "ab"],
    )
    sheet = evaluation_sheet(store)
    on = ground(sheet)
    view = SimpleNamespace(lines=["1–3 May 2024"])
    return Question("key", view, "main", ("main",), on, questions_known(sheet), question_drivers(on.pairs), None)


def test_every_word_from_the_data_is_escaped(asked: Question):
    html = handout(asked, proposal(asked.on, np.array([60.0, 40.0]), 0.8), f"Why? {HOSTILE}").decode()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;more&quot;") == 2
    assert "<td class='n'>25.0</td><td class='n'><b>60.0</b></td>" in html
    assert "(critical: whole)" in html
    assert "0 evaluations with a customer's grade are too few" in html.replace("&#x27;", "'")
    assert "src=" not in html
    assert "href=" not in html


def test_the_table_has_today_and_the_sliders(asked: Question):
    found = table(asked, proposal(asked.on, np.array([60.0, 40.0]), 0.8), ["unknown", "saturated"])
    assert found[["question", "today", "points", "verdict"]].values.tolist() == [
        ["a", 25, 60, "unknown"],
        ["b", 75, 40, "saturated"],
    ]
    assert found["pass_rate"].tolist() == pytest.approx([2 / 3, 2 / 3])
