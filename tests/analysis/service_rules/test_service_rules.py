"""The rules as tables: shown, edited, read back with a sentence per bad cell, kept with who and when."""

from dataclasses import replace

import pandas as pd
import pytest

from qm.analysis.service_rules import Tables, places, read_tables, rule_history, service_change, tables_of
from qm.errors import QMError
from qm.metrics import redefine, redefine_as
from qm.store import Definitions, Session, Store
from tests.centre import contact, fill

RULES = {
    "target.queue.Billing": "90%/30s",
    "hours.queue.Billing": "Mo-Fr 08:00-18:00",
    "holidays": "2026-12-25 Christmas",
    "channel.email": "deferred",
    "channel.voice": "immediate",
}


def ruled() -> Definitions:
    later = {"target.queue.Billing": "85%/15s from 2026-05-01", "hours.queue.Billing": "none from 2026-06-01"}
    return Definitions().with_(RULES).with_(later)


def edited(tables: Tables, table: str, row: int, **cells: object) -> Tables:
    """The tables with other cells in one row; a row behind the last is a new one."""
    frame = getattr(tables, table).copy()
    for name, value in cells.items():
        frame.loc[row, name.replace("_", " ")] = value
    return replace(tables, **{table: frame})


def test_shown_and_read_back_as_they_are():
    tables = tables_of(ruled())
    assert tables.targets.drop(columns="Set").astype("str").fillna("NaT").to_numpy().tolist() == [
        ["Whole centre", "80.0", "20 s", "NaT"],
        ["Channel: chat", "80.0", "60 s", "NaT"],
        ["Channel: email", "90.0", "24 h", "NaT"],
        ["Queue: Billing", "90.0", "30 s", "NaT"],
        ["Queue: Billing", "85.0", "15 s", "2026-05-01"],
    ]
    assert tables.hours["Open"].to_list() == ["Mo-Fr 08:00-18:00", "none"]
    assert tables.channels["Answered"].to_list() == ["Later", "At once"]
    assert tables.holidays.iloc[0].to_list() == [pd.Timestamp("2026-12-25"), "Christmas", "All queues"]
    assert set(tables.targets["Set"]) == {"Standard"}
    reading = read_tables(ruled(), tables)
    assert reading.problems == ()
    assert reading.candidate == ruled()


def test_a_cell_changed_a_row_added_and_one_taken_away():
    now = ruled()
    candidate = read_tables(now, edited(tables_of(now), "targets", 0, Within="30 s")).candidate
    assert candidate
    assert candidate.service_level.threshold_seconds == 30
    new = {"Applies_to": "Queue: Shop", "Within": "5 min"} | {"Goal (%)": 75.0}
    candidate = read_tables(now, edited(tables_of(now), "targets", 5, **new)).candidate
    assert candidate
    assert candidate.written("target.queue.Shop") == "75%/5min"
    fewer = replace(tables_of(now), targets=tables_of(now).targets.drop(index=[3, 4]))
    candidate = read_tables(now, fewer).candidate
    assert candidate
    assert candidate.written("target.queue.Billing") == "none"
    assert candidate.written("hours.queue.Billing") == "Mo-Fr 08:00-18:00; none from 2026-06-01"


def test_a_channel_that_becomes_deferred_gets_the_target_of_deferred_work():
    now = ruled()
    candidate = read_tables(now, edited(tables_of(now), "channels", 1, Answered="Later")).candidate
    assert candidate
    assert not candidate.channels.is_immediate("voice")
    assert candidate.written("target.channel.voice") == "90%/24h"


@pytest.mark.parametrize(
    ("table", "row", "cells", "sentence"),
    [
        (
            "targets",
            3,
            {"Within": "20 parsecs"},
            "Targets, row 4 (Queue: Billing): '20 parsecs' is no time; write it like 20 s, 5 min or 24 h.",
        ),
        ("targets", 3, {"Within": None}, "Targets, row 4 (Queue: Billing): the time is missing; write it like 20 s"),
        (
            "targets",
            0,
            {"Goal (%)": 130.0},
            "Targets, row 1 (Whole centre): the goal cannot be 130%; give a number from 1 to 100.",
        ),
        ("targets", 5, {"Within": "20 s"}, "Targets, row 6: choose what it applies to."),
        (
            "targets",
            4,
            {"From": None},
            "Targets, row 5 (Queue: Billing): there is a row for the same from the same day; keep one of them.",
        ),
        (
            "targets",
            0,
            {"Applies to": "Queue: Shop"},
            "Targets: the whole centre always has a target; add a row for it.",
        ),
        ("hours", 0, {"Open": "all day"}, "Opening hours, row 1 (Queue: Billing): 'all day': 'all' is no day"),
        ("channels", 0, {"Answered": None}, "Channels, email: choose At once or Later."),
        ("holidays", 1, {"Name": "Boxing Day"}, "Holidays, row 2: the day is missing."),
    ],
)
def test_one_clear_sentence_per_bad_cell(table, row, cells, sentence):
    tables = edited(tables_of(ruled()), table, row, **cells)
    reading = read_tables(ruled(), tables)
    assert reading.candidate is None
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith(sentence)


def test_places_are_what_there_is_or_is_a_rule_for():
    assert places(ruled(), ["voice", None], ["Shop"]) == [
        "Whole centre",
        "Channel: chat",
        "Channel: email",
        "Channel: voice",
        "Queue: Billing",
        "Queue: Shop",
    ]


def test_kept_with_who_and_when_and_what_stood_there_before(store: Store):
    with store.write() as cursor:
        redefine(cursor, RULES, "Ann")
    base = store.definitions()
    candidate = read_tables(base, edited(tables_of(base), "targets", 3, Within="45 s")).candidate
    assert candidate
    with store.write() as cursor:
        redefine_as(cursor, base, candidate, "Bob")
    now = store.definitions()
    assert now == candidate
    assert {row.set_by for row in now.channels.rows} == {"Ann"}
    history = rule_history(now)
    assert history.iloc[0].drop("When").to_list() == ["Bob", "Queue: Billing", "90%/30s", "90%/45s · Mo-Fr 08:00-18:00"]
    assert set(history["Who"]) == {"Ann", "Bob"}
    assert tables_of(now).targets["Set"].iloc[3].startswith("Bob, ")
    with pytest.raises(QMError, match="Somebody else changed the definitions meanwhile"), store.write() as cursor:
        redefine_as(cursor, base, candidate, "Bob")


def test_old_and_new_side_by_side(store: Store):
    session = Session(store)
    assert service_change(session, store.definitions()).sentence == "There are no contacts yet to show it on."
    waits = {"voice": (10, 30), "email": (3600, 100_000)}
    fill(store, contacts=[contact(f"{c}{w}", channel=c, queue="Q", wait_seconds=w) for c in waits for w in waits[c]])
    candidate = store.definitions().with_({"response.open_hours": "yes", "hours.channel.email": "Mo-Fr 10:00-11:00"})
    change = service_change(session, candidate)
    figures = change.frame.set_index(["Of", "Figure"])
    row = figures.loc[("Channel: email", "Median response time")]
    assert (row["Now"], row["Then"]) == ("14:23 h", "1:30 h")
    assert service_change(session, store.definitions()).frame.empty
