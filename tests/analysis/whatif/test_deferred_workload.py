"""Work that is put aside, and contacts in hand at once, on a handful of contacts."""

import numpy as np
import pytest

from qm.analysis.whatif.fit import fit_queue, queues
from qm.analysis.whatif.queue.chat_concurrency import chat_concurrency
from qm.analysis.whatif.queue.deferred_workload import SLOT, deferred_workload
from qm.analysis.whatif.queue.quality_counts import quality_counts
from qm.metrics import Filters
from tests.centre import contact, fill


def mail(number: int, at: str, wait: float, customer: str) -> dict:
    return contact(
        number,
        at,
        channel="email",
        queue="Mail",
        customer_id=customer,
        wait_seconds=wait,
        handle_seconds=600.0,
        abandoned=False,
    )


@pytest.fixture
def letters(store):
    """Four mails on Monday 6 May 2024, the second while the customer's first was open; two people from 9 to 10."""
    fill(
        store,
        contacts=[
            mail(1, "2024-05-06 02:10", 7 * 3600, "a"),
            mail(2, "2024-05-06 05:00", 4 * 3600, "a"),
            mail(3, "2024-05-06 05:20", 4 * 3600, "b"),
            mail(4, "2024-05-06 09:40", 300, "c"),
        ],
        staffing=[
            {"starts_at": f"2024-05-06 09:{m}", "minutes": 30, "queue": "Mail", "channel": "email", "agents": 2}
            for m in ("00", "30")
        ],
    )
    (queue,) = queues(store, Filters())
    return store, queue


def test_mail_is_counted_by_the_clock(letters):
    store, queue = letters
    fitted = fit_queue(store, Filters(), store.definitions(), queue)
    found = deferred_workload(store, Filters(), store.definitions(), fitted)
    assert len(found.arrived) == 48
    assert {int(i): int(found.arrived[i]) for i in np.flatnonzero(found.arrived)} == {4: 1, 10: 2, 19: 1}
    assert {int(i): float(found.present[i]) for i in np.flatnonzero(found.present)} == {18: 2 * SLOT, 19: 2 * SLOT}
    assert found.wait_seconds == pytest.approx((7 + 4 + 4) * 3600 / 4 + 75)
    assert found.observed_within(5 * 3600) == pytest.approx(0.75)
    week = found.week(found.arrived)
    assert (week.sum(), week[10]) == (4, 2)  # a Monday
    assert found.chasers.source == "default"
    assert found.chasers.n == 4


def test_in_hand_at_once(store):
    """40 chats of an agent: every second one begins a minute after the one before and takes twice as long."""
    chats = [
        contact(
            2 * i + j,
            f"2024-05-0{6 + i // 10} {9 + i % 10:02d}:0{j}",
            channel="chat",
            queue="Chat",
            agent_id="ann",
            wait_seconds=0.0,
            handle_seconds=300.0 * (1 + j),
            abandoned=False,
        )
        for i in range(40)
        for j in (0, 1)
    ]
    fill(store, contacts=chats)
    (queue,) = queues(store, Filters())
    found = chat_concurrency(store, Filters(), store.definitions(), queue)
    assert found.at_once.value == 2
    # One at its usual pace and one at half of it are as two at three quarters: 2 / 1.5 - 1.
    assert found.stretch.value == pytest.approx(1 / 3)
    assert "100% longer" in found.stretch.note
    # alone for 60 s and 360 s, two for 240 s: 420 + 480 / (4 / 3) of 900
    assert found.alone == pytest.approx((420 + 480 * 0.75) / 900)


def test_too_few_chats_are_a_stated_default(store):
    fill(
        store,
        contacts=[
            contact(
                1,
                "2024-05-06 09:00",
                channel="chat",
                queue="Chat",
                agent_id="ann",
                wait_seconds=0.0,
                handle_seconds=300.0,
                abandoned=False,
            )
        ],
    )
    (queue,) = queues(store, Filters())
    found = chat_concurrency(store, Filters(), store.definitions(), queue)
    assert (found.at_once.value, found.at_once.source, found.stretch.source) == (2, "default", "default")


def test_what_is_checked_and_goes_wrong(store):
    lines = [
        contact(1, "2024-05-06 09:00", transfers=2, escalated=True),
        contact(2, "2024-05-06 09:10", transfers=0, escalated=False),
        contact(3, "2024-05-06 09:20", transfers=1),
    ]
    fill(store, contacts=lines)
    (queue, *_) = queues(store, Filters())
    found = quality_counts(store, Filters(), store.definitions(), queue)
    assert (found.evaluations, found.transferred, found.escalated) == (0, 2, 1)
