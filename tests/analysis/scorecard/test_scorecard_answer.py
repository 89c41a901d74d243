"""One scorecard's answer: what it holds, and how long it is kept."""

from datetime import datetime

import numpy as np
import pytest

from qm.analysis.scorecard import answer, drivers, scorecard_counts, suggestion, weight_limits
from qm.analysis.scorecard.versions import put_in_use
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session, Store
from qm.store.scorecard_versions import save_version
from tests.centre import answer as given
from tests.centre import contact, evaluation, fill, question

EVERYTHING = Filters()


@pytest.fixture
def session(store: Store) -> Session:
    """Customers feel a; b is luck and weighs three times as much. Twelve agents, 240 pairs."""
    rng = np.random.default_rng(5)
    a, b = rng.integers(0, 2, (2, 240))
    fill(
        store,
        contacts=[contact(i) for i in range(240)],
        surveys=[{"contact_id": str(i), "csat": float(2 + 2 * a[i] + rng.integers(0, 2))} for i in range(240)],
        questions=[question("a", weight=1, points_possible=1), question("b", weight=3, points_possible=1)],
        evaluations=[evaluation(i, contact_id=str(i), agent_id=f"x{i % 12}", scorecard="main") for i in range(240)],
        answers=[given(i, q, float(x[i]), 1.0) for i in range(240) for q, x in (("a", a), ("b", b))],
    )
    return Session(store)


def test_the_answer_as_plain_values_a_frame_and_words(session: Session):
    found = answer(session, EVERYTHING)
    plain = found.to_dict()
    assert (plain["scorecard"], plain["n"], plain["alignment"]["value"]) == ("main", 240, found.alignment.rank.value)
    assert plain["sentence"] == found.sentence
    frame = found.to_frame().set_index("question")
    assert frame["today"].to_dict() == {"a": 25, "b": 75}
    assert frame["verdict"].to_dict() == {"a": "under-weighted", "b": "over-weighted"}
    assert found.lines == ["Scorecard main · all days"]
    assert repr(found).startswith("<ScorecardAnswer main, 2 questions: The score")
    assert "240 rated contacts" in repr(drivers(session, EVERYTHING))


def test_a_suggestion_by_itself_and_from_the_answer_is_the_same(session: Session):
    found = answer(session, EVERYTHING)
    within = weight_limits(found.graded, floors={"b": 20}, cap=40)
    by_answer, by_session = found.suggest(floors={"b": 20}, cap=40), suggestion(session, EVERYTHING, None, within)
    assert by_answer.to_dict() == by_session.to_dict()
    assert by_session.verdict == "change"
    weights = by_session.to_frame().set_index("question")["suggested"]
    assert weights.sum() == pytest.approx(100)
    assert weights["b"] >= 35 - 1e-6  # no more than 40 points of change
    with pytest.raises(QMError, match="a is locked at 25 points and cannot have a floor of 30"):
        found.suggest(floors={"a": 30}, locked=("a",))


def test_it_is_kept_until_figures_change(session: Session):
    found = answer(session, EVERYTHING)
    save_version(session.store, "main", "What they feel", {"a": 90, "b": 10}, {}, datetime(2024, 6, 1))
    assert answer(session, EVERYTHING) is found  # a proposal changes no figure
    put_in_use(session, "main", "1", datetime(2024, 6, 1))
    assert answer(session, EVERYTHING).points.tolist() == pytest.approx([90, 10])


def test_the_scorecards_there_are(session: Session):
    assert scorecard_counts(session, EVERYTHING).values.tolist() == [["main", 240, 240]]
    with pytest.raises(QMError, match="There are no evaluations on a scorecard 'other'; there are some on main"):
        answer(session, EVERYTHING, "other")
