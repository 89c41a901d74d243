"""What a question is worth in satisfaction: the demo centre's true drivers, and nothing where nothing can be told."""

from qm.analysis.agents import profile
from qm.analysis.agents.profile.question_worth import question_worth
from qm.metrics import Filters
from qm.store import Session, Store
from tests.analysis.agents.conftest import Known


def test_solving_the_matter_is_worth_most_and_is_what_the_worst_should_look_at(demo: Known) -> None:
    worth = question_worth(Session(demo.store))
    solving = set(demo.truth["csat"]["questions"]["resolution"])
    assert max(worth, key=lambda name: worth[name]) in solving
    felt = solving | set(demo.truth["csat"]["questions"]["courtesy"])
    assert set(worth) & felt == felt, "every true driver is worth something"
    worst = min(demo.agents("worse"))
    step = profile(demo.store, Filters(), worst, importance=worth).next_step
    assert step is not None
    assert step["question"] in felt


def test_without_evaluations_nothing_is_worth_anything(store: Store) -> None:
    assert question_worth(Session(store)) == {}
