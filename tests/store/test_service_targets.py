"""Targets for service level: read, inherited, changed from a day on, and kept with who and when."""

from datetime import date

import pytest

from qm.metrics import redefine
from qm.store import Definitions, ServiceTarget, ServiceTargets, Store
from qm.store.service_targets import read_target
from tests.centre import contact, fill

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "threshold", "goal"),
    [
        ("80%/20s", 20, 0.8),
        ("80/20", 20, 0.8),
        ("0.9/1.5h", 5400, 0.9),
        ("99.5 % within 5 minutes", 300, 0.995),
        ("90%/24h", 86_400, 0.9),
        ("75 % in 2 days", 172_800, 0.75),
    ],
)
def test_as_people_type_them(text: str, threshold: float, goal: float) -> None:
    assert read_target(text) == (threshold, goal)
    kept = ServiceTarget("centre", None, threshold, goal)
    assert read_target(kept.text) == (threshold, goal)


def test_a_queue_beats_its_channel_beats_the_centre() -> None:
    targets = ServiceTargets().changed("queue", "Live help", "90%/30s").changed("queue", "Letters", "95%/48h")
    asked = [("chat", "Live help"), ("chat", "Sales"), ("email", "Letters"), ("email", None), ("voice", "Sales")]
    asked += [(None, None), (None, "Live help")]
    assert [targets.on(MAY, *one).text for one in asked] == [
        "90%/30s",
        "80%/60s",
        "95%/48h",
        "90%/24h",
        "80%/20s",
        "80%/20s",
        "90%/30s",
    ]
    assert targets.changed("queue", "Live help", "none").on(MAY, "chat", "Live help").text == "80%/60s"
    assert targets.changed("queue", "Live help", "none").of("queue", "Live help") == ()


def test_a_target_judges_from_its_day_on_and_the_first_covers_all_before() -> None:
    targets = ServiceTargets().changed("queue", "Billing", "90%/30s from 2026-05-01")
    targets = targets.changed("centre", None, "85%/15s from 2026-06-01").changed("queue", "Sales", "70%/40s")
    days = [date(2020, 1, 1), date(2026, 4, 30), MAY, date(2026, 6, 1)]
    assert [targets.on(day, "voice", "Billing").text for day in days] == ["80%/20s", "80%/20s", "90%/30s", "90%/30s"]
    assert [targets.on(day, "voice", "Other").text for day in days] == ["80%/20s", "80%/20s", "80%/20s", "85%/15s"]
    assert {targets.on(day, "voice", "Sales").text for day in days} == {"70%/40s"}
    assert [(j.since, j.until, j.target.text) for j in targets.judging("voice", "Billing")] == [
        (None, MAY, "80%/20s"),
        (MAY, None, "90%/30s"),
    ]
    assert [(j.since, j.until) for j in targets.judging("voice", "Sales")] == [(None, None)]
    ended = targets.changed("queue", "Billing", "none from 2026-06-15")
    assert ended.written("queue", "Billing") == "none; 90%/30s from 2026-05-01; none from 2026-06-15"
    assert ended.on(date(2026, 6, 15), "voice", "Billing").text == "85%/15s"
    assert targets.changed("queue", "Billing", "80%/10s").written("queue", "Billing") == "80%/10s"
    alone = ServiceTargets((ServiceTarget("queue", "Billing", 30.0, 0.9, valid_from=MAY),))
    assert alone.on(date(2020, 1, 1), None, "Billing").text == "90%/30s", "a first row with a day covers all before"
    assert alone.centre.text == "80%/20s"


def test_hours_go_with_their_own_days() -> None:
    targets = ServiceTargets().with_hours("queue", "Billing", "Mo-Fr 08:00-18:00")
    targets = targets.changed("queue", "Billing", "90%/30s from 2026-05-01")
    assert targets.hours_written("queue", "Billing") == "Mo-Fr 08:00-18:00"
    assert targets.with_hours("queue", "Billing", "none").written("queue", "Billing") == "none; 90%/30s from 2026-05-01"
    assert targets.hours_on(MAY, "voice", "Billing") == "Mo-Fr 08:00-18:00"
    assert targets.hours_on(MAY, "voice", "Sales") is None
    assert targets.with_hours("centre", None, "24h").hours_on(MAY, "voice", "Sales") == "24h"


def test_the_old_name_is_another_name_of_the_centres_threshold() -> None:
    changed = Definitions().with_({"service_level.threshold_seconds": 45.0})
    assert changed.targets.centre.text == "80%/45s"
    assert changed.with_({"target.centre": "70%/50s"}).service_level.threshold_seconds == 50
    assert changed.with_({"target.centre": "70%/50s"}).written("service_level.threshold_seconds") == "50"


def test_kept_with_who_and_when_and_what_stood_there(store: Store) -> None:
    mark = store.mark
    with store.write() as cursor:
        redefine(cursor, {"target.channel.chat": "80%/60s", "target.queue.Billing": "90%/30s"}, "Ann")
    assert store.mark != mark
    rows = store.rows("select name, before, set_by, set_at is not null from service_targets order by 1 nulls first")
    assert rows == [
        (None, None, None, False),
        ("Billing", "none", "Ann", True),
        ("chat", "80%/60s", "Ann", True),
        ("email", None, None, False),
    ]
    with store.write() as cursor:
        redefine(cursor, {"target.queue.Billing": "95%/30s"}, "Bob")
    assert store.rows("select goal, before, set_by from service_targets where name = 'Billing'") == [
        (0.95, "90%/30s", "Bob")
    ]
    assert store.definitions() == store.definitions()


def test_channels_that_come_in_get_a_kind_and_a_target_by_their_names(store: Store) -> None:
    fill(store, contacts=[contact(1, channel="Phone"), contact(2, channel="Web chat"), contact(3, channel="Letter")])
    fill(store, contacts=[contact(4, channel="Fax"), contact(5)])
    now = store.definitions()
    assert {c.channel: c.immediate for c in now.channels.rows} == {
        "Fax": False,
        "Letter": False,
        "Phone": True,
        "Web chat": True,
    }
    texts = {name: now.targets.now(name).text for name in ("Phone", "Web chat", "Letter", "Fax", "Video")}
    assert texts == {
        "Phone": "80%/20s",
        "Web chat": "80%/60s",
        "Letter": "90%/24h",
        "Fax": "90%/24h",
        "Video": "80%/20s",
    }
    assert now.channels.is_immediate("Video")


def test_what_people_say_of_a_channel_stays(store: Store) -> None:
    fill(store, contacts=[contact(1, channel="Fax"), contact(2, channel="Video"), contact(3, channel="Letter")])
    with store.write() as cursor:
        redefine(cursor, {"target.channel.Letter": "80%/2h"}, "Ann")
        redefine(
            cursor, {"channel.Fax": "immediate", "channel.Video": "deferred", "channel.Letter": "immediate"}, "Ann"
        )
    fill(store, contacts=[contact(4, channel="Fax")])
    now = store.definitions()
    assert [(c.channel, c.immediate, c.set_by) for c in now.channels.rows] == [
        ("Fax", True, "Ann"),
        ("Letter", True, "Ann"),
        ("Video", False, "Ann"),
    ]
    assert [now.targets.now(name).text for name in ("Fax", "Video", "Letter")] == ["80%/20s", "90%/24h", "80%/2h"]
