"""JSON lines, JSON arrays and ZIP archives (case intake/32)."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import unzipped
from qm.store import Store
from tests.intake.bringing import bring, one, read, written

RECORDS = [
    {"ContactId": "a1", "Channel": "VOICE", "InitiationTimestamp": "2024-03-04T09:00:00Z", "Queue": {"Duration": 12}},
    {"ContactId": "a2", "Channel": "VOICE", "InitiationTimestamp": "2024-03-04T09:05:00Z", "Queue": {"Duration": 30.5}},
    {"ContactId": "a3", "InitiationTimestamp": "2024-03-04T09:06:00Z", "Queue": None, "Tags": ["x", "y"], "New": True},
]
LINES = "\n".join(map(json.dumps, RECORDS)) + "\n"
MAPPING = """kind = "contacts"
[fields]
contact_id = "ContactId"
channel = "Channel"
arrived_at = "InitiationTimestamp"
wait_seconds = "Queue.Duration"
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("contacts.json", LINES),
        ("contacts.jsonl", "\ufeff" + LINES.replace("\n", "\n\n")),
        ("contacts.json", json.dumps(RECORDS)),
        ("contacts.json", json.dumps(RECORDS, indent=2)),
        ("contacts.json", json.dumps({"next": None, "contacts": RECORDS})),
        ("export", LINES),
    ],
)
def test_records_of_contacts(store: Store, tmp_path: Path, name: str, text: str) -> None:
    report = bring(store, written(tmp_path, text, name), MAPPING)
    assert (report.rows, report.problems) == (3, [])
    assert one(store, "contacts", "wait_seconds") == [12, 30.5, None]
    assert one(store, "contacts", "arrived_at")[0] == dt.datetime(2024, 3, 4, 9)


def test_nested_objects_lists_and_gaps(store: Store, tmp_path: Path) -> None:
    reading, found = read(store, written(tmp_path, LINES, "contacts.json"))
    assert reading.header == ["ContactId", "Channel", "InitiationTimestamp", "Queue.Duration", "Queue", "Tags", "New"]
    assert found[2][1:] == ("a3", "", "2024-03-04T09:06:00Z", "", "", '["x", "y"]', "true")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1}\n{"a": \n', "no valid JSON in line 2"),
        ("[1, 2]", "where an object such as"),
        ("[]", "no object with a value"),
        ('{"a": [1], "b": [2]}', "one JSON object, not a list of rows"),
    ],
)
def test_what_is_no_list_of_objects(store: Store, tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(QMError, match=told):
        bring(store, written(tmp_path, text, "contacts.json"), MAPPING)


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (b'{"id": "a\\ud800", "at": "2024-03-04"}\n', "a\ufffd"),
        (b'{"id": "a\\u0000b", "at": "2024-03-04"}\n', "ab"),
        (b'{"contacts": [{"id": "a\xff", "at": "2024-03-04"}]}', "a\ufffd"),
    ],
)
def test_letters_that_are_none(store: Store, tmp_path: Path, content: bytes, right: str) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at"}'
    bring(store, written(tmp_path, content, "contacts.json"), mapping)
    assert one(store, "contacts", "contact_id") == [right]


def test_a_csv_that_begins_with_a_brace_is_a_csv(store: Store, tmp_path: Path) -> None:
    reading, _ = read(store, written(tmp_path, "[id],{at}\n1,2024-03-04\n"))
    assert reading.header == ["[id]", "{at}"]


def zipped(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return file.getvalue()


CSV = "contact_id,arrived_at\n{0},2024-03-04 09:00:00\n"


def test_one_file_in_an_archive_is_read(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, zipped({"in/may.csv": CSV.format("A"), "__MACOSX/x": "", ".hidden": ""}), "may.zip")
    assert bring(store, path).accepted == 1


def test_each_file_of_an_archive_is_a_table(tmp_path: Path) -> None:
    path = written(tmp_path, zipped({"may.csv": CSV.format("A"), "june/may.csv": CSV.format("B"), "d/": ""}), "all.zip")
    found = unzipped(path, tmp_path / "unpacked")
    assert [file.name for file in found] == ["may.csv", "may.csv"]
    assert [file.read_text() for file in found] == [CSV.format("A"), CSV.format("B")]


def test_names_in_an_archive_lead_nowhere_else(tmp_path: Path) -> None:
    path = written(tmp_path, zipped({"../../up.csv": CSV.format("A"), "/root.csv": CSV.format("B")}), "all.zip")
    found = unzipped(path, tmp_path / "unpacked")
    assert all(tmp_path / "unpacked" in file.resolve().parents for file in found)


def test_what_is_no_archive_is_itself(tmp_path: Path) -> None:
    path = written(tmp_path, CSV.format("A"))
    assert unzipped(path, tmp_path / "unpacked") == [path]
