"""What is taken away: the page for the agents and the table."""

import numpy as np
import pytest

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard import answer as scorecard_answer
from qm.analysis.scorecard.handout import handout
from qm.metrics import Filters
from qm.store import Session, Store
from tests.centre import answer, contact, evaluation, fill, question

HOSTILE = "<script>alert('x')</script> & \"more\""


@pytest.fixture
def asked(store: Store) -> ScorecardAnswer:
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
    return scorecard_answer(Session(store), Filters())


def test_every_word_from_the_data_is_escaped(asked: ScorecardAnswer):
    html = handout(asked, asked.with_weights(np.array([60.0, 40.0])), f"Why? {HOSTILE}").decode()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;more&quot;") == 2
    assert "<td class='n'>25.0</td><td class='n'><b>60.0</b></td>" in html
    assert "(critical: whole)" in html
    assert "0 evaluations with a customer's grade are too few" in html.replace("&#x27;", "'")
    assert "src=" not in html
    assert "href=" not in html


def test_the_table_has_today_and_the_sliders(asked: ScorecardAnswer):
    found = asked.to_frame(np.array([60.0, 40.0]))
    assert found[["question", "today", "points", "verdict"]].values.tolist() == [
        ["a", 25, 60, "too few answers"],
        ["b", 75, 40, "too few answers"],
    ]
    assert found["pass_rate"].tolist() == pytest.approx([2 / 3, 2 / 3])
