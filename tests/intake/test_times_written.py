"""Times since 1970, days of spreadsheets, months in other languages, p.m. (cases intake/06, 07, 31, 33)."""

import datetime as dt
from pathlib import Path

import pytest

from qm.metrics import redefine
from qm.store import Store
from tests.intake.bringing import bring, one, written

AT = 'kind = "contacts"\n[fields]\ncontact_id = "contact_id"\narrived_at = {{column = "at", format = "{}"}}\n'
NINE = dt.datetime(2024, 3, 4, 9, 14, 15)


def brought(store: Store, folder: Path, first: str, second: str, fmt: str | None = None) -> list[dt.datetime]:
    path = written(folder, f"contact_id\tat\nA\t{first}\nB\t{second}\n")
    report = bring(store, path, AT.format(fmt) if fmt else None, **({} if fmt else {"kind": "contacts"}))
    assert not report.problems
    return one(store, "contacts", "arrived_at")


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        ("epoch", "1709543655", "1709543955"),
        ("epoch", "1709543655.0", "1709543955.25"),
        ("epoch_ms", "1709543655000", "1709543955000"),
        ("epoch_us", "1709543655000000", "1709543955000000"),
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_times_since_1970(store: Store, tmp_path: Path, unit: str, first: str, second: str, told: bool) -> None:
    path = written(tmp_path, f"contact_id,arrived_at\nA,{first}\nB,{second}\n")
    bring(store, path, AT.format(unit).replace('"at"', '"arrived_at"') if told else None)
    assert one(store, "contacts", "arrived_at")[0] == NINE


def test_times_since_1970_in_the_centres_zone(store: Store, tmp_path: Path) -> None:
    with store.write() as cursor:
        redefine(cursor, {"times.offset": "Europe/Berlin"})
    bring(store, written(tmp_path, "contact_id,arrived_at\nA,1709543655\n"))
    assert one(store, "contacts", "arrived_at") == [NINE + dt.timedelta(hours=1)]


def test_an_answer_at_0_never_came(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "contact_id,asked,answered\nA,1709543655,1709543675\nB,1709543955,0\n")
    mapping = (
        'kind = "contacts"\n[fields]\ncontact_id = "contact_id"\narrived_at = "asked"\n'
        'wait_seconds = {from = "asked", to = "answered"}\n'
    )
    report = bring(store, path, mapping)
    assert not report.problems
    assert one(store, "contacts", "wait_seconds") == [20, None]


@pytest.mark.parametrize("text", ["45355.385", "45355,385"])
def test_days_of_a_spreadsheet(store: Store, tmp_path: Path, text: str) -> None:
    assert brought(store, tmp_path, text, "45356", "excel") == [
        dt.datetime(2024, 3, 4, 9, 14, 24),
        dt.datetime(2024, 3, 5),
    ]


def test_days_of_a_spreadsheet_are_not_guessed(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, "contact_id,arrived_at\nA,45355\nB,2024-03-04\n"))
    assert [problem.rule for problem in report.problems] == ["damaged by a spreadsheet"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("4 mars 2024 09:14", "14 avr. 2024 09:05"),
        ("4 Mars 2024 09:14", "14 août 2024 09:05"),
        ("4 mar 2024 09:14", "14 ago 2024 09:05"),
        ("4 de marzo de 2024 09:14", "14 de agosto de 2024 09:05"),
        ("4 março 2024 09:14", "14 dezembro 2024 09:05"),
        ("4 mrt 2024 09:14", "14 mei 2024 09:05"),
        ("4 marzo 2024 09:14", "14 luglio 2024 09:05"),
        ("4. März 2024 09:14", "14. Mai 2024 09:05"),
        ("4-mar-2024 09:14", "14-dic-2024 09:05"),
    ],
)
def test_months_in_other_languages(store: Store, tmp_path: Path, first: str, second: str) -> None:
    path = written(tmp_path, f"contact_id;arrived_at\n1;{first}\n2;{second}\n")
    assert not bring(store, path).problems
    found = one(store, "contacts", "arrived_at")
    assert found[0] == dt.datetime(2024, 3, 4, 9, 14)
    assert found[1].day == 14
    assert found[1].month in (4, 5, 7, 8, 12)


@pytest.mark.parametrize("half", ["p.m.", "p. m.", "pm", "PM", "P.M.", " p.m."])
def test_half_days(store: Store, tmp_path: Path, half: str) -> None:
    path = written(tmp_path, f"contact_id,arrived_at\n1,24/03/2024 1:05 {half}\n2,25/03/2024 9:05 a.m.\n")
    assert not bring(store, path).problems
    assert one(store, "contacts", "arrived_at") == [dt.datetime(2024, 3, 24, 13, 5), dt.datetime(2024, 3, 25, 9, 5)]


BETWEEN = (
    'kind = "contacts"\n[fields]\ncontact_id = "contact_id"\narrived_at = "started"\n'
    'wait_seconds = {from = "started", to = "answered"}\n'
)


@pytest.mark.parametrize("zone", ["as_written", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    ("started", "answered", "right"),
    [
        ("2024-07-01T08:00:00Z", "2024-07-01T10:00:20+02:00", 20),
        ("2024-07-01T09:00:00Z", "2024-07-01T11:00:15+0200", 15),
        ("2024-03-31T01:59:50+01:00", "2024-03-31T03:00:10+02:00", 20),
        ("2024-10-27T02:59:50+02:00", "2024-10-27T02:00:10+01:00", 20),
        ("2024-07-01T23:59:50-05:00", "2024-07-02T05:00:20Z", 30),
    ],
)
def test_elapsed_time_heeds_offsets(
    store: Store, tmp_path: Path, zone: str, started: str, answered: str, right: float
) -> None:
    with store.write() as cursor:
        redefine(cursor, {"times.offset": zone})
    bring(store, written(tmp_path, f"contact_id,started,answered\n1,{started},{answered}\n"), BETWEEN)
    assert one(store, "contacts", "wait_seconds") == [right]


def test_elapsed_time_heeds_the_zone_over_a_clock_change(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "contact_id,started,answered\n1,2024-03-31 01:59:50,2024-03-31 03:00:10\n")
    with store.write() as cursor:
        redefine(cursor, {"times.offset": "Europe/Berlin"})
    bring(store, path, BETWEEN)
    assert one(store, "contacts", "wait_seconds") == [20]


def test_times_kept_to_the_hour_are_no_days(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"{i},2024-03-{i // 24 + 1:02d} {i % 24:02d}:00:00\n" for i in range(480))
    report = bring(store, written(tmp_path, "contact_id,arrived_at\n" + rows))
    assert not any("00:00" in note for note in report.notes)


def test_days_among_times_are_noted(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"{i},2024-03-{i % 20 + 1:02d} {'00:00' if i % 3 else '09:17'}:00\n" for i in range(480))
    report = bring(store, written(tmp_path, "contact_id,arrived_at\n" + rows))
    assert any("exactly 00:00" in note for note in report.notes)
