"""Numbers without a leading zero are read wherever padded ones are, with a format and without (case own-data/02)."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from qm.store import Store
from tests.intake.bringing import bring, one, written

NINE, TEN = dt.datetime(2021, 1, 1, 9, 12, 58), dt.datetime(2021, 1, 1, 10, 12, 58)
TWO = 'kind = "contacts"\n[fields]\ncontact_id = "contact_id"\narrived_at = {{columns = ["Date", "Time"]{}}}\n'
ONE = 'kind = "contacts"\n[fields]\ncontact_id = "contact_id"\narrived_at = {{column = "at"{}}}\n'
ISO = "%Y-%m-%d %H:%M:%S"


@pytest.mark.parametrize(
    ("early", "late", "fmt"),
    [
        ("2021-01-01 9:12:58", "2021-01-01 10:12:58", ISO),
        ("2021-1-1 9:12:58", "2021-01-01 10:12:58", ISO),
        ("2021-01-01T9:12:58", "2021-01-01T10:12:58", "%Y-%m-%dT%H:%M:%S"),
        ("2021/1/1 9:12:58", "2021/01/01 10:12:58", "%Y/%m/%d %H:%M:%S"),
        ("1.1.2021 9:12:58", "01.01.2021 10:12:58", "%d.%m.%Y %H:%M:%S"),
        ("1/1/21 9:12:58 AM", "01/01/21 10:12:58 AM", "%m/%d/%y %I:%M:%S %p"),
        ("2021-01-01 9:12:58Z", "2021-01-01 10:12:58Z", "%Y-%m-%d %H:%M:%S%z"),
        ("1 Jan 2021 9:12:58", "01 Jan 2021 10:12:58", "%d %b %Y %H:%M:%S"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_unpadded_times(store: Store, tmp_path: Path, early: str, late: str, fmt: str, given: bool) -> None:
    if not given and fmt == "%d %b %Y %H:%M:%S":
        fmt, early, late = fmt, early.replace(" Jan ", "-Jan-"), late.replace(" Jan ", "-Jan-")
    path = written(tmp_path, f"contact_id\tat\nA\t{early}\nB\t{late}\n")
    bring(store, path, ONE.format(f', format = "{fmt}"' if given else ""))
    assert one(store, "contacts", "arrived_at") == [NINE, TEN]


@pytest.mark.parametrize("text", ["2021-01-01 9:2:8", "2021-01-01 09:2:08"])
def test_unpadded_minutes_and_seconds(store: Store, tmp_path: Path, text: str) -> None:
    bring(store, written(tmp_path, f"contact_id\tat\nA\t{text}\nB\t2021-01-01 10:12:58\n"), ONE.format(""))
    assert one(store, "contacts", "arrived_at") == [dt.datetime(2021, 1, 1, 9, 2, 8), TEN]


@pytest.mark.parametrize("fmt", [f', format = "{ISO}"', ""])
def test_date_and_time_in_two_columns(store: Store, tmp_path: Path, fmt: str) -> None:
    path = written(tmp_path, "contact_id,Date,Time\nA,2021-01-01,9:12:58\nB,2021-01-01,10:12:58\n")
    bring(store, path, TWO.format(fmt))
    assert one(store, "contacts", "arrived_at") == [NINE, TEN]


@pytest.mark.parametrize("fmt", [f', format = "{ISO}"', ""])
@pytest.mark.parametrize("as_text", [True, False])
def test_a_workbook_s_times(store: Store, tmp_path: Path, fmt: str, as_text: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append(("contact_id", "Date", "Time"))
    for name, moment in (("A", NINE), ("B", TEN)):
        day = str(moment.date()) if as_text else moment.date()
        book.active.append((name, day, moment.time()))
    book.save(tmp_path / "two.xlsx")
    bring(store, tmp_path / "two.xlsx", TWO.format(fmt))
    assert one(store, "contacts", "arrived_at") == [NINE, TEN]
