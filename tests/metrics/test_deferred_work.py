"""Deferred work's figures, done in the head: response times, backlog and its age, in clock time and in open hours."""

import pytest

from qm.errors import QMError
from qm.metrics import Filters, measure, redefine
from qm.store import Store
from tests.centre import contact, day, fill

HOUR = 3600.0
NAMES = ["response_median", "response_p90", "backlog", "backlog_age"]


def email(number: int | str, at: str, hours: float | None = None, **fields):
    return contact(number, at, channel="email", wait_seconds=None if hours is None else hours * HOUR, **fields)


def figures(store: Store, names=NAMES, by=(), filters: Filters | None = None, **options):
    return measure(store, filters or Filters(), names, by, **options).set_index([*by, "metric"])


@pytest.fixture
def centre(store: Store) -> Store:
    """Monday 6 May 2024 to Wednesday: three emails answered, one gone, two open; a call that counts nowhere here."""
    fill(
        store,
        contacts=[
            email(1, "2024-05-06 10:00", 1, queue="Mail"),
            email(2, "2024-05-06 11:00", 3, queue="Mail"),
            email(3, "2024-05-06 12:00", 26, queue="Post"),
            email(4, "2024-05-06 13:00", 2, queue="Post", abandoned=True),
            email(5, "2024-05-06 20:00", queue="Mail"),
            email(6, "2024-05-08 08:00", queue="Post"),
            email(7, "2024-05-06 09:00", queue="Post", resolved=True),
            contact(8, "2024-05-08 10:00", channel="voice", wait_seconds=5),
        ],
    )
    return store


def test_response_times_are_of_the_answered(centre):
    found = figures(centre)
    assert found.loc["response_median", ["value", "n"]].to_list() == [3 * HOUR, 3]
    assert found.loc["response_p90", "value"] == pytest.approx((3 + 0.8 * 23) * HOUR)
    assert found.loc["response_median", ["low", "high"]].isna().all()  # three are too few for an interval


def test_backlog_is_what_was_open_at_the_end_and_how_old(centre):
    found = figures(centre)
    assert found.loc["backlog", ["value", "n"]].to_list() == [2, 6]  # nobody knows when number 7 was answered
    assert found.loc["backlog_age", "value"] == pytest.approx((38 + 2) / 2 * HOUR)  # at 10:00 on Wednesday
    monday = Filters().period(None, day("2024-05-06"))
    found = figures(centre, filters=monday)
    assert found.loc["backlog", ["value", "n"]].to_list() == [2, 5]  # 3 and 5
    assert found.loc["backlog_age", "value"] == pytest.approx((12 + 4) / 2 * HOUR)
    only_tuesday = Filters().period(day("2024-05-07"), day("2024-05-07"))
    assert figures(centre, filters=only_tuesday).loc["backlog", "value"] == 1  # 5, though it came the day before


def test_split(centre):
    by_day = figures(centre, ["backlog", "response_median"], ["day"])
    assert by_day["value"].to_dict() == {
        ("2024-05-06", "backlog"): 2,
        ("2024-05-06", "response_median"): 3 * HOUR,
        ("2024-05-07", "backlog"): 1,
        ("2024-05-08", "backlog"): 2,
    }
    by_queue = figures(centre, ["backlog", "backlog_age"], ["queue"])
    assert by_queue["value"].to_dict() == {
        ("Mail", "backlog"): 1,
        ("Mail", "backlog_age"): 38 * HOUR,
        ("Post", "backlog"): 1,
        ("Post", "backlog_age"): 2 * HOUR,
    }
    assert figures(centre, ["backlog"], ["month"])["value"].to_dict() == {("2024-05", "backlog"): 2}
    by_both = figures(centre, ["backlog", "contacts"], ["week", "queue"], Filters().with_("channel", ["email"]))
    assert by_both.index.to_list() == [
        ("2024-05-06", "Mail", "backlog"),
        ("2024-05-06", "Mail", "contacts"),
        ("2024-05-06", "Post", "backlog"),
        ("2024-05-06", "Post", "contacts"),
    ]
    with pytest.raises(QMError, match="backlog cannot be split by hour"):
        figures(centre, ["backlog"], ["hour"])
    with pytest.raises(QMError, match="backlog cannot be filtered by month"):
        figures(centre, ["backlog"], filters=Filters().with_("month", ["2024-05"]))


def test_an_empty_backlog_is_zero_and_an_unknown_one_is_not(store):
    assert figures(store).loc[NAMES, "n"].to_list() == [0, 0, 0, 0]
    fill(store, contacts=[email(1, "2024-05-06 10:00"), contact(2, "2024-05-06 12:00", channel="voice")])
    assert figures(store).loc["backlog", "n"] == 0  # waits are never told: nobody knows whether it is open
    fill(store, contacts=[email(3, "2024-05-06 10:00", 1, queue="Mail")])
    assert figures(store).loc["backlog", ["value", "n"]].to_list() == [0, 1]
    assert figures(store).loc["backlog_age", "n"] == 0


def test_channels_are_what_people_say(centre):
    with centre.write() as cursor:
        redefine(cursor, {"channel.voice": "deferred", "channel.email": "immediate"})
    assert figures(centre).loc["response_median", ["value", "n"]].to_list() == [5, 1]


def test_the_interval_of_a_median_reaches_from_one_answer_to_another(store):
    fill(store, contacts=[email(n, "2024-05-06 10:00", n) for n in range(1, 21)])
    found = figures(store)
    assert found.loc["response_median", ["value", "low", "high"]].to_list() == [10.5 * HOUR, 6 * HOUR, 15 * HOUR]
    assert found.loc["response_p90", ["value", "low"]].to_list() == pytest.approx([18.1 * HOUR, 15 * HOUR])


OFFICE = {"hours.queue.Mail": "Mo-Fr 08:00-18:00", "response.open_hours": "yes", "holidays": "2024-05-09"}


def test_open_hours_count_where_they_are_set_and_the_definition_says_so(store):
    fill(
        store,
        contacts=[
            email(1, "2024-05-06 20:00", 13, queue="Mail"),  # Monday evening to Tuesday 09:00: one open hour
            email(2, "2024-05-10 17:00", 65, queue="Mail"),  # Friday 17:00 to Monday 10:00: 1 + 2
            email(3, "2024-05-08 17:00", 40, queue="Mail"),  # over Thursday, a holiday, to Friday 09:00: 1 + 1
            email(4, "2024-05-06 20:00", 13, queue="Post"),  # always open
            email(5, "2024-05-10 12:00", queue="Mail"),
            contact(6, "2024-05-13 12:00", channel="voice"),
        ],
    )
    mail = Filters().with_("queue", ["Mail"])
    assert figures(store, filters=mail).loc["response_median", "value"] == 40 * HOUR
    candidate = store.definitions().with_(OFFICE)
    tried = figures(store, filters=mail, definitions=candidate)
    assert tried.loc["response_median", "value"] == 2 * HOUR
    assert tried.loc["response_p90", "value"] == pytest.approx(2.8 * HOUR)
    assert tried.loc["backlog_age", "value"] == (6 + 4) * HOUR  # Friday 12:00 to Monday 12:00
    with store.write() as cursor:
        redefine(cursor, OFFICE, "Ann")
    assert figures(store, filters=mail).loc["response_median", "value"] == 2 * HOUR
    by_queue = figures(store, ["response_median"], ["queue"])
    assert by_queue.loc[("Post", "response_median"), "value"] == 13 * HOUR
    without = store.definitions().with_({"response.open_hours": "no"})
    assert figures(store, filters=mail, definitions=without).loc["response_median", "value"] == 40 * HOUR
