"""How a queue works follows from its channel, as people set it; the name alone decides calls or chat."""

import pytest

from qm.analysis.whatif.fit.queues import Queue, queues
from qm.analysis.whatif.queue.queue_kinds import kind_of
from qm.metrics import Filters, redefine
from qm.store import Channels, Store
from qm.store.channels import Channel
from tests.centre import contact, fill

CHANNELS = Channels((Channel("Callback", False), Channel("email", True), Channel("chat", True), Channel("Mail", False)))


@pytest.mark.parametrize(
    ("channel", "queue", "kind"),
    [
        ("Callback", None, "deferred"),  # people say so
        ("email", None, "calls"),  # and so
        ("chat", "Letters", "chat"),
        ("Mail", "Phone", "deferred"),
        ("voice", None, "calls"),  # not in the table
        (None, "Post", "deferred"),  # no channel: the queue's own name
        (None, None, "calls"),
    ],
)
def test_kind(channel, queue, kind):
    assert kind_of(Queue(channel, queue, 1, 0, 1), CHANNELS) == kind


def test_a_voice_channel_that_is_answered_later_does_not_come_first(store: Store):
    rows = [contact(n, channel="voicemail", queue="A", wait_seconds=5, abandoned=n == 1) for n in range(4)]
    fill(store, contacts=[*rows, contact(9, channel="phone", queue="B", wait_seconds=5, abandoned=True)])
    assert [q.queue for q in queues(store, Filters())] == ["A", "B"]
    with store.write() as cursor:
        redefine(cursor, {"channel.voicemail": "deferred"})
    assert [q.queue for q in queues(store, Filters())] == ["B", "A"]
