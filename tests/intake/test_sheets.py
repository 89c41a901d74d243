"""Workbooks and Parquet files are read like a CSV of what they show."""

import ast
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qm.errors import QMError
from qm.intake import ReadOptions
from qm.store import Store
from tests.intake.bringing import bring, read, rows


def workbook(folder: Path, hidden: tuple[str, ...] = (), **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets in order; `hidden` are their names."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        if name in hidden:
            sheet.sheet_state = "hidden"
    path = folder / "calls.xlsx"
    book.save(path)
    return path


ROOT = Path(__file__).resolve().parents[2]
TABLE = [["contact_id", "arrived_at"], [1, dt.datetime(2024, 5, 1, 10, 30)]]


def test_times_and_durations_to_the_second_and_dates_as_iso(looking: Store, tmp_path: Path) -> None:
    line = [
        dt.datetime(2024, 5, 1, 18, 39, 7),
        dt.datetime(2024, 5, 2),
        dt.date(2024, 5, 3),
        dt.time(0, 3, 9),
        dt.timedelta(hours=26, minutes=5),
        12,
        12.5,
        True,
        "007",
        None,
    ]
    path = workbook(tmp_path, Calls=[[f"c{i}" for i in range(len(line))], line])
    assert read(looking, path)[1] == [
        (2, "2024-05-01 18:39:07", "2024-05-02", "2024-05-03", "0:03:09", "26:05:00", "12", "12.5", "true", "007", "")
    ]


def test_clock_times_come_in_as_seconds(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Calls=[
            ["contact_id", "arrived_at", "wait_seconds", "handle_seconds"],
            ["a", dt.datetime(2024, 5, 1, 10, 30), dt.time(0, 0, 20), dt.timedelta(minutes=5)],
            ["b", dt.datetime(2024, 5, 1), dt.time(1, 0, 0), dt.timedelta(hours=25)],
        ],
    )
    assert bring(store, path).accepted == 2
    found = rows(store, "contacts", "arrived_at", "wait_seconds", "handle_seconds")
    assert found == [(dt.datetime(2024, 5, 1, 10, 30), 20, 300), (dt.datetime(2024, 5, 1), 3600, 90000)]


def test_the_first_visible_sheet_with_rows_is_read_and_the_others_said(looking: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Secret",), Empty=[], Secret=[["x"], [1]], Calls=TABLE, More=[["y"], [1]])
    reading, _ = read(looking, path)
    assert reading.sheet == "Calls"
    assert "Secret (hidden)" in reading.notes[0]
    assert "More" in reading.notes[0]


@pytest.mark.parametrize("name", ["Secret", " secret "])
def test_a_hidden_sheet_can_be_asked_for(looking: Store, tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path, ("Secret",), Calls=TABLE, Secret=[["x"], ["hidden"]])
    reading, found = read(looking, path, ReadOptions(sheet=name))
    assert (reading.sheet, found) == ("Secret", [(2, "hidden")])


def test_a_workbook_of_hidden_sheets_is_read(looking: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Calls",), Cover=[], Calls=TABLE)
    reading, _ = read(looking, path)
    assert reading.sheet == "Calls"
    assert "hidden" in reading.notes[0]


def test_the_mapping_names_the_sheet(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path, Cover=[["about"], ["x"]], Calls=TABLE)
    mapping = 'kind = "contacts"\nread.sheet = "Calls"\nfields = {contact_id = "Contact ID", arrived_at = "arrived_at"}'
    assert bring(store, path, mapping).accepted == 1


def test_a_sheet_that_is_not_there_names_those_that_are(looking: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match="no sheet 'Cals'; it has Cover, Calls"):
        read(looking, workbook(tmp_path, Cover=[["x"]], Calls=TABLE), ReadOptions(sheet="Cals"))


def test_lines_are_the_rows_of_the_sheet(looking: Store, tmp_path: Path) -> None:
    lines = [[], ["id", "name"], [1, "a"], [], [2, "b"]]
    reading, found = read(looking, workbook(tmp_path, Calls=lines))
    assert reading.header == ["id", "name"]
    assert [row[0] for row in found] == [3, 5]


def test_a_table_may_start_in_another_column(looking: Store, tmp_path: Path) -> None:
    reading, found = read(looking, workbook(tmp_path, Calls=[[None, "id", "name"], [None, 1, "a"]]))
    assert reading.header == ["column_1", "id", "name"]
    assert found == [(2, "", "1", "a")]


def test_large_numbers_stay_whole(looking: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path, Calls=[["id", "x"], [841207000123, 0.1], [491701234567890, 1e-7]])
    assert read(looking, path)[1] == [(2, "841207000123", "0.1"), (3, "491701234567890", "1e-07")]


def test_parquet_of_every_type(store: Store, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "contact_id": [1, 2],
            "arrived_at": pd.to_datetime(["2024-05-01 10:00:00.000", "2024-05-02 00:00:00.250"]),
            "wait_seconds": [12.5, None],
            "abandoned": [True, None],
            "transfers": pd.array([1, None], "Int64"),
            "reason": ['a,\n"b"', None],
        }
    )
    path = tmp_path / "calls.parquet"
    frame.to_parquet(path)
    assert bring(store, path).accepted == 2
    found = rows(store, "contacts", "contact_id", "arrived_at", "wait_seconds", "abandoned", "transfers", "reason")
    assert found == [
        ("1", dt.datetime(2024, 5, 1, 10), 12.5, True, 1, 'a,\n"b"'),
        ("2", dt.datetime(2024, 5, 2, 0, 0, 0, 250_000), None, None, None, None),
    ]


def test_parquet_dates_times_durations_and_zones(looking: Store, tmp_path: Path) -> None:
    table = pa.table(
        {
            "day": pa.array([dt.date(2024, 5, 1)]),
            "clock": pa.array([dt.time(0, 3, 9)], pa.time64("us")),
            "zoned": pa.array([dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC)], pa.timestamp("us", tz="UTC")),
            "amount": pa.array([1], pa.decimal128(10, 2)),
            " name ": pa.array(["x"]),
            "client": pa.array([841207000123.0]),
            "nobody": pa.array([float("nan")]),
            "nanoseconds": pa.array([1_714_557_600_250_000_000], pa.timestamp("ns")),
        }
    )
    pq.write_table(table, tmp_path / "calls.parquet")
    reading, found = read(looking, tmp_path / "calls.parquet")
    assert reading.header[4] == "name"
    assert found == [
        (
            2,
            "2024-05-01",
            "00:03:09",
            "2024-05-01 10:00:00+00:00",
            "1.00",
            "x",
            "841207000123",
            "",
            "2024-05-01 10:00:00.25",
        )
    ]


IN_NEW_YORK = """
import sys
from pathlib import Path
from qm.store import open_store
from tests.intake.bringing import read
store = open_store(Path(sys.argv[1]))
print(read(store, Path(sys.argv[2]))[1])
"""


def test_parquet_times_with_a_zone_read_as_its_clock_on_any_machine(tmp_path: Path) -> None:
    moment = [dt.datetime(2024, 7, 1, 10, tzinfo=dt.UTC)]
    zones = ["UTC", "Europe/Berlin", "-03:30"]
    table = pa.table({zone: pa.array(moment, pa.timestamp("us", tz=zone)) for zone in zones})
    pq.write_table(table, tmp_path / "calls.parquet")
    there = {**os.environ, "TZ": "America/New_York", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", IN_NEW_YORK, str(tmp_path / "s.duckdb"), str(tmp_path / "calls.parquet")]
    said = subprocess.run(command, env=there, capture_output=True, text=True, check=True).stdout
    assert ast.literal_eval(said) == [
        (2, "2024-07-01 10:00:00+00:00", "2024-07-01 12:00:00+02:00", "2024-07-01 06:30:00-03:30")
    ]


def test_parquet_without_rows(looking: Store, tmp_path: Path) -> None:
    pq.write_table(pa.table({"contact_id": pa.array([], pa.string())}), tmp_path / "calls.parquet")
    with pytest.raises(QMError, match="header but no rows"):
        read(looking, tmp_path / "calls.parquet")
