"""Immediate and deferred work told apart, and what is said of the deferred."""

from qm.analysis.deferred_work import deferred_work, of_immediate_work, work_kinds
from qm.metrics import Filters, redefine
from qm.store import Session
from tests.centre import contact, fill

HOUR = 3600.0


def mixed(store) -> Session:
    rows = [contact(f"e{n}", channel="email", wait_seconds=n * HOUR) for n in range(1, 10)]
    rows += [contact("open", "2024-05-06 12:00", channel="email"), contact("call", "2024-05-07 12:00", channel="voice")]
    fill(store, contacts=rows)
    return Session(store)


def test_what_is_not_pooled_is_said(store):
    session = mixed(store)
    kinds = work_kinds(session, Filters())
    assert (kinds.immediate, kinds.deferred) == (("voice",), ("email",))
    assert kinds.sentence == "Of voice; email is answered later and has response times instead."
    assert of_immediate_work(session, Filters()) == Filters().with_("channel", ["voice"])
    only_email = Filters().with_("channel", ["email"])
    assert work_kinds(session, only_email).sentence == ""
    assert of_immediate_work(session, only_email) == only_email


def test_deferred_work_in_figures_and_words(store):
    found = deferred_work(mixed(store), Filters())
    (email,) = found.channels
    assert (email.channel, email.figures["response_median"].value, email.figures["backlog"].value) == (
        "email",
        5 * HOUR,
        1,
    )
    assert found.sentence == ("Email: half answered within 5:00 h, 90% within 8:12 h; 1 open, for 24:00 h.")
    assert found.together["backlog"].n == 10


def test_no_deferred_work_says_nothing(store):
    session = Session(store)
    assert deferred_work(session, Filters()).sentence == ""
    mixed(store)
    with store.write() as cursor:
        redefine(cursor, {"channel.email": "immediate"})
    assert deferred_work(session, Filters()).sentence == ""
    assert of_immediate_work(session, Filters()) == Filters()
