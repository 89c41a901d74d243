"""A measure is declared in one place, and an existing store has it at once."""

import threading
import time

import pytest

from qm.metrics import METRICS, Filters, Metric, measure, redefine
from qm.metrics.catalogue import SHARE
from qm.metrics.consistent_read import snapshot
from qm.metrics.derived import refresh
from qm.metrics.derived_tables import signature
from qm.metrics.measures import CONTACT, MEASURES, Measure
from qm.metrics.plan import source_for
from qm.store import Store
from tests.centre import fill
from tests.metrics.test_derived import some_centre

ESCALATED = Measure("escalated", CONTACT, "f.escalated")
ESCALATION = Metric("escalation", "Escalated", "Share passed up.", SHARE, "down", ("escalated",), ("contacts",))


def add(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEASURES, "escalated", ESCALATED)
    monkeypatch.setitem(METRICS, "escalation", ESCALATION)


def test_a_new_measure_is_one_declaration(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    centre = some_centre(3)
    centre["contacts"] = [row | {"escalated": i % 4 == 0} for i, row in enumerate(centre["contacts"])]
    fill(store, **centre)
    earlier = measure(store, Filters(), list(METRICS), ["team"])
    mark, known = store.mark, list(METRICS)
    add(monkeypatch)

    part = -(-len(centre["contacts"]) // 4)
    assert measure(store, Filters(), ["escalation"])["numerator"].tolist() == [part]
    assert measure(store, Filters(), known, ["team"]).equals(earlier)
    assert measure(store, Filters(), ["escalation"], ["hour"])["numerator"].sum() == part
    assert store.rows("select sum(escalated) from contacts_by_agent") == [(part,)], "built anew when first asked"
    assert store.mark == mark, "no figure changed"
    with snapshot(store) as view:
        assert source_for(view, view.in_force, "escalated", {"team"}).added_up
    with store.write() as cursor:
        redefine(cursor, {"repeat.window_days": "2"})
    assert measure(store, Filters(), ["escalation"])["numerator"].tolist() == [part]


def test_a_measure_that_means_something_else_is_counted_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, **some_centre(3))
    before = signature()
    (total,) = measure(store, Filters(), ["contacts"])["value"]
    monkeypatch.setitem(MEASURES, "abandoned", Measure("abandoned", CONTACT, "true"))
    assert signature() != before
    assert measure(store, Filters(), ["abandonment"])["numerator"].tolist() == [total]


def test_while_something_is_written_the_rows_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer may ask, too: it would wait for itself."""
    fill(store, **some_centre(3))
    expected = measure(store, Filters(), list(METRICS))
    add(monkeypatch)
    with store.write() as cursor:
        known = [name for name in METRICS if name != "escalation"]
        assert measure(store, Filters(), known)["n"].equals(expected["n"])
        refresh(cursor)
    with snapshot(store) as view:
        assert view.built
        assert not view.outdated


def test_several_who_ask_first_get_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, **some_centre(3))
    expected = measure(store, Filters(), ["contacts", "csat"], ["team"])
    add(monkeypatch)
    answers = []

    def ask() -> None:
        answers.append(measure(store, Filters(), ["contacts", "csat"], ["team"]))

    askers = [threading.Thread(target=ask) for _ in range(6)]
    for asker in askers:
        asker.start()
        time.sleep(0.001)
    for asker in askers:
        asker.join()
    assert len(answers) == 6
    assert all(answer.equals(expected) for answer in answers)
