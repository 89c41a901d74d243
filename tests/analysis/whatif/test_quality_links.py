"""The links of quality: by hand-made contacts against least squares, on nothing, and against what a demo plants."""

from datetime import datetime, timedelta

import numpy as np
import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.analysis import whatif
from qm.analysis.whatif.fit import Queue
from qm.analysis.whatif.quality.evaluated_contacts import contacts_statement as evaluated_statement
from qm.analysis.whatif.quality.evaluated_contacts import measures_statement
from qm.analysis.whatif.quality.quality_links import quality_links
from qm.analysis.whatif.queue.quality_counts import questions_statement
from qm.analysis.whatif.queue.quality_counts import statement as counts_statement
from qm.errors import QMError
from qm.metrics import Filters
from qm.metrics.snapshot import snapshot_in
from qm.store import Session, Store
from tests.centre import answer, contact, evaluation, fill

START = datetime(2024, 5, 6, 9)
AGENTS, REASONS, EACH = 6, 2, 25


def made(store: Store, rng, *, agents: int = AGENTS, each: int = EACH, link: float = -0.06, **fields):
    """A queue in which each agent handled `each` contacts about each reason, all evaluated on one question of ten
    points; more points, fewer customers who call again. Gives what was put in, one row per evaluated contact."""
    rows, contacts, evaluations, answers = [], [], [], []
    for agent in range(agents):
        for reason in range(REASONS):
            for _ in range(each):
                n = len(rows)
                at = START + timedelta(days=int(rng.integers(0, 28)), minutes=int(rng.integers(0, 480)))
                points = float(np.clip(np.round(7 + agent * 0.3 - 2 * reason + 1.5 * rng.normal()), 0, 10))
                back = rng.random() < np.clip(0.35 + 0.1 * reason + link * (points - 6), 0, 1)
                moved, seconds = int(rng.random() < 0.25 - 0.02 * (points - 6)), 200 + 100 * reason + 20 * rng.random()
                one = {"customer_id": f"K{n}", "channel": "voice", "queue": "Line", "reason": f"R{reason}"}
                known = one | {"agent_id": f"A{agent}", "wait_seconds": 0.0, "abandoned": False}
                told = known | {"handle_seconds": seconds, "transfers": moved} | fields
                contacts.append(contact(n, at.isoformat(), **told))
                if back:
                    again = (at + timedelta(days=2)).isoformat()
                    contacts.append(contact(f"{n}b", again, **(told | {"agent_id": "A9", "reason": "R9"})))
                evaluations.append(evaluation(n, at.isoformat(), contact_id=str(n), agent_id=f"A{agent}"))
                answers.append(answer(n, "Q1", points, 10.0))
                week = (at - timedelta(days=at.weekday())).date()
                rows.append((agent, reason, week, points * 10, float(back), float(moved), seconds))
    contacts.append(contact("last", (START + timedelta(days=60)).isoformat(), queue="Other", channel="voice"))
    fill(store, contacts=contacts, evaluations=evaluations, answers=answers)
    return rows


def asked(store: Store, setting=None, queue="Line"):
    return whatif.answer(Session(store), Filters(), queue, setting)


def links_of(store: Store, measures=("quality",)):
    found = asked(store)
    return found, quality_links(Session(store), found.queue.selection, measures)


def least_squares(rows, outcome):
    """The slope on the score with a dummy for every agent and reason, and for every week."""
    agent, reason, week = (np.array([row[i] for row in rows]) for i in range(3))
    cell = agent * REASONS + reason
    columns = [np.array([row[3] for row in rows])[:, None], cell[:, None] == np.unique(cell)]
    columns.append(week[:, None] == np.unique(week)[1:])
    return float(np.linalg.lstsq(np.hstack(columns).astype(float), outcome, rcond=None)[0][0])


def spread(share):
    return share * (1 - share)


def test_the_links_are_those_of_least_squares_with_dummies(store: Store) -> None:
    rows = made(store, np.random.default_rng(1))
    found, links = links_of(store)
    back, moved, seconds = (np.array([row[i] for row in rows]) for i in (4, 5, 6))
    reason = np.array([row[1] for row in rows])

    repeat = links.of("quality", "repeat")
    at_the_queues_rate = spread(found.queue.today.repeat_rate) / spread(back.mean())
    assert repeat.slope == pytest.approx(least_squares(rows, back) * at_the_queues_rate, rel=1e-6)
    assert (repeat.n, repeat.agents, repeat.verdict) == (300, 6, "link")

    at_the_queues_rate = spread(found.queue.quality.transfer_rate) / spread(moved.mean())
    expected = least_squares(rows, moved) * at_the_queues_rate
    assert links.of("quality", "transfers").slope == pytest.approx(expected, rel=1e-6)

    usual = np.array([seconds[reason == one].mean() for one in reason])
    expected = least_squares(rows, seconds / usual) * found.queue.today.handle_seconds
    assert links.of("quality", "aht").slope == pytest.approx(expected, rel=1e-6)


def test_a_pass_of_a_question_is_all_its_points(store: Store) -> None:
    rows = made(store, np.random.default_rng(1))
    passed = [(*row[:3], 100.0 * (row[3] == 100), *row[4:]) for row in rows]
    found, links = links_of(store, ("question.Q1",))
    back = np.array([row[4] for row in rows])
    expected = least_squares(passed, back) * spread(found.queue.today.repeat_rate) / spread(back.mean())
    assert links.of("question.Q1", "repeat").slope == pytest.approx(expected, rel=1e-6)
    assert found.queue.quality.question("Q1").pass_rate == pytest.approx(100 * np.mean([row[3] == 100 for row in rows]))


def test_a_contact_evaluated_by_several_counts_once(store: Store) -> None:
    rows = made(store, np.random.default_rng(2))
    _, once = links_of(store)
    copies = [evaluation(f"{n}c", contact_id=str(n), agent_id="A0", calibration_id="C") for n in range(8)]
    fill(store, evaluations=copies, answers=[answer(f"{n}c", "Q1", rows[n][3] / 10, 10.0) for n in range(8)])
    _, again = links_of(store)
    assert again.of("quality", "repeat").slope == pytest.approx(once.of("quality", "repeat").slope)
    assert again.of("quality", "repeat").n == 300


def test_evaluators_who_differ_flatten_a_link_and_that_is_undone(store: Store) -> None:
    rows = made(store, np.random.default_rng(3), link=-0.2)
    _, plain = links_of(store)
    rng, copies, answers = np.random.default_rng(4), [], []
    for n in range(40):
        copies.append(evaluation(f"{n}c", contact_id=str(n), agent_id="A0", calibration_id="C", evaluator_id="Bo"))
        answers.append(answer(f"{n}c", "Q1", float(np.clip(rows[n][3] / 10 + rng.normal(), 0, 10)), 10.0))
    fill(store, evaluations=copies, answers=answers)
    _, links = links_of(store)
    assert links.compared == 40
    assert 0.4 < links.of("quality", "repeat").reliability < 0.95
    assert abs(links.of("quality", "repeat").slope) > abs(plain.of("quality", "repeat").slope)
    assert plain.of("quality", "repeat").reliability is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"each": 10}, "120 evaluated contacts; at least 200 are needed."),
        ({"agents": 3, "each": 50}, "300 contacts of 3 agents can be compared"),
        ({"link": 0.0, "customer_id": None}, "0 evaluated contacts; at least 200 are needed."),
    ],
)
def test_too_few_to_tell_says_why(store: Store, fields, why) -> None:
    made(store, np.random.default_rng(5), **fields)
    link = links_of(store)[1].of("quality", "repeat")
    assert link.verdict == "too few to tell"
    assert (link.slope, link.low, link.high) == (None, None, None)
    assert why in link.why


def test_transfers_that_are_not_known_have_no_link_and_no_lever(store: Store) -> None:
    made(store, np.random.default_rng(6), transfers=None)
    found, links = links_of(store)
    assert links.of("quality", "transfers").why == "Transfers of this queue are not known."
    assert np.isnan(found.scenario.transfers)
    with pytest.raises(QMError, match="are not known, so they can't be moved"):
        asked(store, {"transfers": 0.1})


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_a_demo_gives_its_planted_links_back(demo_stores, seed) -> None:
    """The truth of the whole centre lies in the interval, told for the largest queue, whose rates are about its own."""
    store = demo_stores.opened(84, 800, seed=seed)
    truth = demo_stores.truth(84, 800, seed=seed)["quality_links"]
    found, missed = whatif.answer(Session(store), Filters(), "Service line"), []
    for measure in ("quality", "question.Q07", "question.Q01"):
        links = quality_links(Session(store), found.queue.selection, (measure,))
        for outcome, planted in truth[measure].items():
            link = links.of(measure, outcome)
            assert link.n > 1500
            if not link.low <= planted <= link.high:
                missed.append((measure, outcome))
    solved = quality_links(Session(store), found.queue.selection, ("question.Q07",)).of("question.Q07", "repeat")
    assert solved.is_told
    assert solved.slope < 0
    assert len(missed) <= 1  # of nine intervals of 95 %
    store.close()


def test_every_statement_can_be_carried_to_spark(store: Store) -> None:
    view, definitions, line = snapshot_in(store.cursor()), store.definitions(), Queue("voice", "Line", 1, 0, 0)
    for sql in (
        measures_statement(view, definitions, ("quality",)),
        measures_statement(view, definitions, ("question.Q1", "question.Q2")),
        evaluated_statement(view, definitions, Filters(date_to=START.date())),
        counts_statement(view, Filters(), definitions, line),
        questions_statement(view, Filters(), definitions, line),
    ):
        (carried,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
        assert sqlglot.parse_one(carried, read="spark")
