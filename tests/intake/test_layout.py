"""Titles above the header, names over two rows, totals below, no header (intake/01, 04, own-data/10, 11)."""

from pathlib import Path

import openpyxl
import pytest

from qm.errors import QMError
from qm.intake import Layout, ReadOptions
from qm.intake.layout import find_header, totals_at_end
from qm.store import Store
from tests.intake.bringing import bring, one, read, written

TITLED = (
    "\ufeffAll calls\n\nType;Started;Ring;Talk;From;Answered;Call number\n"
    "Incoming;2024-03-04 09:00:00;0:00:12;0:05:00;5550101;yes;C1\n"
    "Incoming;2024-03-14 09:05:00;0:00:30;0:00:00;5550102;no;C2\n"
)
CALLS = """kind = "contacts"
{}[fields]
contact_id = "Call number"
customer_id = "From"
arrived_at = "Started"
wait_seconds = {{column = "Ring", unit = "clock"}}
handle_seconds = {{column = "Talk", unit = "clock"}}
abandoned = {{column = "Answered", true = ["no"], false = ["yes"]}}
"""


def test_lines_above_the_header_are_left_out_and_said(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, TITLED), CALLS.format(""))
    assert report.rows == 2
    assert "2 lines above the header were left out; the columns' names stand in line 3." in report.notes
    assert one(store, "contacts", "wait_seconds") == [12, 30]
    assert one(store, "contacts", "abandoned") == [False, True]


def test_problems_name_the_physical_line(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, TITLED.replace("0:00:30", "soon")), CALLS.format(""))
    (problem,) = report.problems
    assert [example["line"] for example in problem.examples] == [5]


@pytest.mark.parametrize("told", ["header_line = 3\n", "header_line = 3\nheader_rows = 1\nskip_last = 0\n"])
def test_the_mapping_says_where_the_header_is(store: Store, tmp_path: Path, told: str) -> None:
    report = bring(store, written(tmp_path, TITLED), CALLS.format(f"[read]\n{told}"))
    assert (report.rows, report.notes) == (2, [])


def test_a_line_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match=r"Line 30 of contacts.csv holds no header; header_line in \[read\]"):
        bring(store, written(tmp_path, TITLED), CALLS.format("[read]\nheader_line = 30\n"))


def test_a_mapping_of_the_first_record_is_read_as_before(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "All calls,,\nid,when,Ring\nC1,2024-03-04 09:00:00,12\nC2,2024-03-05 09:00:00,13\n")
    mapping = (
        'kind = "contacts"\n[rows]\nexclude = [{"All calls" = ["id"]}]\n[fields]\n'
        'contact_id = "All calls"\narrived_at = "column_2"\nwait_seconds = "column_3"\n'
    )
    report = bring(store, path, mapping)
    assert (report.rows, report.excluded, report.accepted) == (3, 1, 2)


HEADLESS = (
    '"04/03/2024 09:00:00","5550101","201","ANSWERED","72","60","1709543000.1"\n'
    '"14/03/2024 09:05:00","5550102","202","NO ANSWER","20","0","1710407100.2"\n'
    '"14/03/2024 09:06:00","5550103","202","ANSWERED","40","30","1710407160.3"\n'
)


def test_a_file_without_a_header(store: Store, tmp_path: Path) -> None:
    reading, found = read(store, written(tmp_path, HEADLESS))
    assert reading.header == [f"column_{i}" for i in range(1, 8)]
    assert len(found) == 3
    assert any("looks like a row" in note for note in reading.notes)


@pytest.mark.parametrize("told", ["", "[read]\nheader = false\n"])
def test_columns_without_names_are_mapped_by_place(store: Store, tmp_path: Path, told: str) -> None:
    mapping = f"""kind = "contacts"
{told}[fields]
contact_id = "column_7"
arrived_at = {{column = "column_1", format = "%d/%m/%Y %H:%M:%S"}}
handle_seconds = "column_6"
abandoned = {{column = "column_4", true = ["NO ANSWER"], false = ["ANSWERED"]}}
"""
    bring(store, written(tmp_path, HEADLESS), mapping)
    assert one(store, "contacts", "handle_seconds") == [60, 0, 30]


def test_a_mapping_of_the_first_row_as_names_is_read_as_before_and_said(store: Store, tmp_path: Path) -> None:
    mapping = """kind = "contacts"
[fields]
contact_id = "1709543000.1"
arrived_at = {column = "04/03/2024 09:00:00", format = "%d/%m/%Y %H:%M:%S"}
"""
    report = bring(store, written(tmp_path, HEADLESS), mapping)
    assert report.rows == 2
    assert any("The first line looks like a row" in note for note in report.notes)


def test_two_rows_of_names_are_joined(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Evaluation ID,Agent,Evaluator,Date,Opening,,Closing\n"
        "Evaluation ID,Agent,Evaluator,Date,Greeting,Name asked,Recap\n"
        "E1,Gil,Olga,2026-05-08,Yes,No,Yes\nE2,Ana,Olga,2026-05-09,Yes,Yes,NA\nE3,Ana,Olga,2026-05-10,No,Yes,NA\n",
    )
    reading, found = read(store, path)
    assert reading.header[3:] == ["Date", "Opening / Greeting", "Opening / Name asked", "Closing / Recap"]
    assert len(found) == 3
    assert "Two rows hold the columns' names; they were joined." in reading.notes


def test_merged_names_without_a_repeat_below(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Calls in May"], ["ID", "When", "Seconds", None], [None, None, "Wait", "Talk"]):
        sheet.append(row)
    for i in range(5):
        sheet.append([f"C{i}", f"2026-05-0{i + 1} 09:00:00", i, i * 10])
    sheet.merge_cells("C2:D2")
    path = tmp_path / "calls.xlsx"
    book.save(path)
    reading, found = read(store, path)
    assert reading.header == ["ID", "When", "Seconds / Wait", "Seconds / Talk"]
    assert len(found) == 5


@pytest.mark.parametrize(
    "last", ["Total,,,2", "Grand Total,,95,", "Summe;;;95".replace(";", ","), "Generated 1 May 2024,,,"]
)
def test_totals_and_notes_at_the_end_are_left_out(store: Store, tmp_path: Path, last: str) -> None:
    rows = "".join(f"C{i},2024-03-{i + 13} 09:00:00,{i},Sales\n" for i in range(5))
    report = bring(store, written(tmp_path, "contact_id,arrived_at,wait_seconds,queue\n" + rows + last + "\n"))
    assert report.rows == 5
    assert any("The last line was left out as totals or notes" in note for note in report.notes)


def test_skip_last_says_it(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"C{i},2024-03-{i + 13} 09:00:00,{i}\n" for i in range(5))
    path = written(tmp_path, "contact_id,arrived_at,wait_seconds\n" + rows + "Total,,\n")
    keeps = (
        'kind = "contacts"\n[read]\nskip_last = {}\n[fields]\ncontact_id = "contact_id"\narrived_at = "arrived_at"\n'
    )
    assert bring(store, path, keeps.format(0)).rejected == 1
    assert bring(store, path, keeps.format(2), dry_run=True).rows == 4


@pytest.mark.parametrize(
    ("head", "right"),
    [
        ([["a", "b"], ["1", "2", "3", "4"], ["1", "2", "3", "4"]], (0, 1)),
        ([["", "", "name"], ["x", "y", "Bob"], ["z", "w", "Al"]], (0, 1)),
        ([["id"], ["1"], ["2"]], (0, 1)),
        ([["Agent", "2021", "2022"], ["Bob", "3", "4"], ["Al", "5", "6"]], (0, 1)),
        ([["Report", "May"], ["id", "when", "queue", "wait"], ["1", "2024-01-01", "a", "3"]], (1, 1)),
        ([["a", "b", "c"], ["x", "y", "z"], ["u", "v", "w"]], (0, 1)),
    ],
)
def test_where_the_names_are(head: list[list[str]], right: tuple[int, int]) -> None:
    assert find_header(head) == right


def test_an_id_that_begins_with_total_is_a_row() -> None:
    rows = [["Total Care", "2024-01-01", "5"], ["Total Gas", "2024-01-02", "6"]]
    assert totals_at_end(rows, 3) == 0


def test_options_reach_the_reading(store: Store, tmp_path: Path) -> None:
    reading, found = read(store, written(tmp_path, TITLED), ReadOptions(layout=Layout(1, 1, 0)))
    assert reading.header == ["All calls"]
    assert len(found) == 3
