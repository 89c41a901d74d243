"""What import promises: every row accounted for, all or nothing, the same file twice changes nothing."""

import csv
import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import import_file, imports, load_mapping, parse_mapping
from qm.metrics import redefine
from qm.store import Store, open_store
from tests.intake.bringing import bring, everything, one, problems, rows, written

HEADER = "contact_id,arrived_at,wait_seconds,reason\n"
PLAIN = 'kind = "contacts"\nfields = {contact_id = "contact_id", arrived_at = "arrived_at", reason = "reason"}\n'


def calls(folder: Path, *lines: str, name: str = "contacts.csv") -> Path:
    return written(folder, HEADER + "".join(f"{line}\n" for line in lines), name)


def test_the_counts_of_a_file_with_everything_in_it(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a", "2,2024-05-01,5,a"))
    path = calls(
        tmp_path,
        "1,2024-05-01,5,a",
        "2,2024-05-01,6,a",
        "3,2024-05-01,x,b",
        "3,2024-05-01,y,b",
        "4,,1,",
        "5,2024-05-01,1,a",
        "5,2024-05-01,2,a",
        "6,2024-05-01,-1,",
    )
    report = bring(store, path)
    assert (report.rows, report.accepted, report.updated, report.unchanged, report.excluded, report.rejected) == (
        8,
        3,
        1,
        2,
        0,
        3,
    )
    assert set(problems(report)) == {
        ("arrived_at", "missing", "row rejected", (6,)),
        ("contact_id", "same id, different content", "row rejected", (7, 8)),
        ("wait_seconds", "not a number", "value dropped", (4, 5)),
        ("wait_seconds", "negative", "value dropped", (9,)),
    }
    assert rows(store, "contacts", "contact_id", "wait_seconds") == [("1", 5), ("2", 6), ("3", None), ("6", None)]


def test_the_same_file_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = calls(tmp_path, "1,2024-05-01,5,a", "2,2024-05-01,x,", "3,,5,a")
    bring(store, path)
    before = everything(store)
    report = bring(store, path)
    assert (report.batch, report.accepted, report.unchanged, report.rejected) == (None, 0, 2, 1)
    assert everything(store) == before
    assert len(imports(store)) == 1


def test_what_counts_is_what_was_read_not_how_it_was_written(store: Store, tmp_path: Path) -> None:
    bring(store, written(tmp_path, "contact_id;arrived_at;wait_seconds\n1;01.05.2024 10:00;1,50\n2;31.05.2024;\n"))
    report = bring(store, written(tmp_path, "wait_seconds,contact_id,arrived_at\n1.5,1,2024-05-01 10:00:00\n"))
    assert (report.batch, report.unchanged) == (None, 1)


def test_an_id_twice_with_different_content_rejects_all_its_rows(store: Store, tmp_path: Path) -> None:
    lines = ("1,2024-05-01,5,a", "2,2024-05-01,5,a", "1,2024-05-01,5,a", "1,2024-05-01,5,b")
    report = bring(store, calls(tmp_path, *lines))
    assert problems(report) == [("contact_id", "same id, different content", "row rejected", (2, 4, 5))]
    assert one(store, "contacts", "contact_id") == ["2"]


def test_a_difference_in_a_column_that_is_not_mapped_is_none(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "contact_id", arrived_at = "arrived_at"}'
    report = bring(store, calls(tmp_path, "1,2024-05-01,5,a", "1,2024-05-01,6,b"), mapping)
    assert (report.accepted, report.unchanged, report.rejected) == (1, 1, 0)


def test_an_id_that_is_known_stands_or_falls_by_its_file(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a", "2,2024-05-01,5,a"))
    report = bring(store, calls(tmp_path, "1,2024-05-01,6,a", "1,2024-05-01,7,a", "2,2024-05-01,5,a"))
    assert (report.batch, report.rejected, report.unchanged) == (None, 2, 1)
    assert one(store, "contacts", "wait_seconds") == [5, 5]


def test_strict_rejects_what_would_be_dropped(store: Store, tmp_path: Path) -> None:
    path = calls(tmp_path, "1,2024-05-01,5,a", "2,2024-05-01,x,a", "3,2024-05-01,-5,a")
    report = bring(store, path, strict=True)
    assert (report.accepted, report.rejected) == (1, 2)
    assert {(rule, effect) for _, rule, effect, _ in problems(report)} == {
        ("not a number", "row rejected"),
        ("negative", "row rejected"),
    }
    assert one(store, "contacts", "contact_id") == ["1"]


def test_a_dry_run_tells_all_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a"))
    before, history = everything(store), store.rows("select * from imports")
    path = calls(tmp_path, "1,2024-05-01,6,a", "2,2024-05-01,x,a", ",2024-05-01,,")
    dry = bring(store, path, 'name = "mine"\n' + PLAIN, dry_run=True)
    assert (dry.batch, dry.accepted, dry.rejected) == (None, 1, 1)
    assert everything(store) == before
    assert store.rows("select * from imports") == history
    assert store.rows("select * from mappings") == []


def test_a_dry_run_counts_what_the_import_does(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a"))
    path = calls(tmp_path, "1,2024-05-01,6,a", "2,2024-05-01,x,a", ",2024-05-01,,")
    dry, wet = bring(store, path, dry_run=True).as_dict(), bring(store, path).as_dict()
    assert dry | {"batch": 2} == wet


def test_a_later_file_without_some_columns_keeps_them(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a", "2,2024-05-01,5,b"))
    report = bring(store, written(tmp_path, "contact_id,arrived_at,channel\n1,2024-05-01,voice\n"))
    assert report.updated == 1
    assert rows(store, "contacts", "contact_id", "wait_seconds", "reason", "channel") == [
        ("1", 5, "a", "voice"),
        ("2", 5, "b", None),
    ]


def test_an_empty_cell_of_a_mapped_column_empties_the_value(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a"))
    assert bring(store, calls(tmp_path, "1,2024-05-01,,a")).updated == 1
    assert one(store, "contacts", "wait_seconds") == [None]


def test_problems_and_rejects_as_files(store: Store, tmp_path: Path) -> None:
    lines = [f"{i},2024-05-01,x,a" for i in range(150)]
    path = calls(tmp_path, *lines, 'y,never,1,"two', 'lines"', ",,x,", "dup,2024-05-01,1,a", "dup,2024-05-01,2,a")
    report = bring(store, path, problems=tmp_path / "p.csv", rejects=tmp_path / "r.csv")
    told = {p.rule: p for p in report.problems if p.field == "wait_seconds"}["not a number"]
    assert (told.rows, len(told.examples)) == (151, 100)
    with (tmp_path / "p.csv").open(newline="", encoding="utf-8-sig") as file:
        found = list(csv.DictReader(file))
    assert list(found[0]) == ["line", "field", "column", "value", "rule", "effect", "remedy"]
    assert len([row for row in found if row["rule"] == "not a number"]) == 151
    assert all(row["remedy"] for row in found)
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8-sig") as file:
        header, *rejected = csv.reader(file)
    assert header == ["contact_id", "arrived_at", "wait_seconds", "reason", "line", "reason"]
    assert [row[4] for row in rejected] == ["152", "154", "155", "156"]
    assert rejected[0][:4] == ["y", "never", "1", "two\nlines"]


def test_rejects_say_why_and_can_be_brought_in_again(store: Store, tmp_path: Path) -> None:
    text = "contact_id,arrived_at,channel\n1,never,voice\n,2024-05-01,chat\n3,2024-05-01,voice\n"
    mapping = 'kind = "contacts"\nfields = {contact_id = "contact_id", arrived_at = "arrived_at", channel = "channel"}'
    bring(store, written(tmp_path, text), mapping, rejects=tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8-sig") as file:
        first, second = csv.DictReader(file)
    assert first == {
        "contact_id": "1",
        "arrived_at": "never",
        "channel": "voice",
        "line": "2",
        "reason": "arrived_at: not a date or time",
    }
    assert second["reason"] == "contact_id: missing"
    mended = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").replace("never", "2024-05-02")
    report = bring(store, written(tmp_path, mended, "mended.csv"), mapping)
    assert (report.accepted, report.rejected) == (1, 1)


def test_a_flawless_file_leaves_empty_problem_files(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a"), problems=tmp_path / "p.csv", rejects=tmp_path / "r.csv")
    assert len((tmp_path / "p.csv").read_text(encoding="utf-8-sig").splitlines()) == 1
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_the_report_is_kept(store: Store, tmp_path: Path) -> None:
    report = bring(store, calls(tmp_path, "1,2024-05-01,x,a"), by="ann")
    kept, by = store.rows("select report, imported_by from imports")[0]
    assert json.loads(kept) == report.as_dict()
    assert by == "ann"
    told = imports(store)[0]
    assert (told["batch"], told["file"], told["kind"], told["rows"], told["accepted"], told["undone"]) == (
        1,
        "contacts.csv",
        "contacts",
        1,
        1,
        False,
    )
    assert isinstance(told["at"], dt.datetime)


@pytest.mark.parametrize(
    "name",
    [
        "calls[1].csv",
        "calls*.csv",
        "what?.csv",
        "it's 100%.csv",
        "Anrufe Ä 中.csv",
        "{a,b}.csv",
        "-dash.csv",
        "x" * 240 + ".csv",
        "$file.csv",
        "a\\b.csv",
    ],
)
def test_files_of_any_name(store: Store, tmp_path: Path, name: str) -> None:
    assert bring(store, calls(tmp_path, "1,2024-05-01,5,a", name=name)).accepted == 1
    again = written(tmp_path, gzip.compress((HEADER + '2,2024-05-01,5,"a\nb"\n').encode()), name)
    assert bring(store, again).accepted == 1


@pytest.mark.parametrize("name", ["data [1]", "it's mine", "50%*", "Größe"])
def test_a_store_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    store = open_store(tmp_path / name / "store.duckdb")
    assert bring(store, calls(tmp_path, "1,2024-05-01,5,a")).accepted == 1
    assert bring(store, calls(tmp_path, '2,2024-05-01,5,"a', 'b"')).accepted == 1
    store.close()


def test_a_linked_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(calls(tmp_path, "1,2024-05-01,5,a"))
    assert bring(store, tmp_path / "link.csv").accepted == 1


# Mappings that are remembered


def test_a_remembered_mapping_serves_the_next_file_with_this_header(store: Store, tmp_path: Path) -> None:
    mapping = written(tmp_path, 'kind = "contacts"\nfields = {contact_id = "nr", arrived_at = "wann"}', "mine.toml")
    first = written(tmp_path, "nr;wann\n1;2024-05-01\n", "first.csv")
    import_file(store, first, mapping)
    with pytest.raises(QMError, match="contact_id"):
        import_file(store, written(tmp_path, "nr;wann;dazu\n2;2024-05-01;x\n", "other.csv"))
    assert import_file(store, written(tmp_path, "WANN;nr\n2024-05-02;3\n", "next.csv")).accepted == 1
    assert import_file(store, written(tmp_path, "nr;wann\n4;2024-05-01\n", "named.csv"), "mine").accepted == 1
    with pytest.raises(QMError, match=r"'yours'; remembered are mine"):
        import_file(store, first, "yours")


def test_of_several_mappings_the_last_one_used_is_taken(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "nr,wann,a,b\n1,2024-05-01,x,y\n")
    for column in "ab":
        text = f'kind = "contacts"\nfields = {{contact_id = "nr", arrived_at = "wann", reason = "{column}"}}'
        import_file(store, path, load_mapping(written(tmp_path, text, f"{column}.toml")))
    import_file(store, written(tmp_path, "nr,wann,a,b\n2,2024-05-01,x,y\n"))
    assert one(store, "contacts", "reason") == ["y", "y"]


def test_a_mapping_without_a_name_is_not_remembered(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, "1,2024-05-01,5,a"), parse_mapping(PLAIN))
    assert store.rows("select name from mappings") == []


def test_a_refused_file_leaves_no_mapping(store: Store, tmp_path: Path) -> None:
    mapping = written(tmp_path, 'kind = "contacts"\nfields = {contact_id = "nr", arrived_at = "wann"}', "mine.toml")
    with pytest.raises(QMError):
        import_file(store, written(tmp_path, "nr,wann\n1,never\n"), mapping)
    assert store.rows("select * from mappings") == []


def test_the_kind_and_the_mapping_must_agree(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match="contacts, not for surveys"):
        bring(store, calls(tmp_path, "1,2024-05-01,5,a"), PLAIN, kind="surveys")
    with pytest.raises(QMError, match="no kind of file called 'calls'"):
        bring(store, calls(tmp_path, "1,2024-05-01,5,a"), kind="calls")


def test_definitions_in_force_are_used(store: Store, tmp_path: Path) -> None:
    with store.write() as cursor:
        redefine(cursor, {"times.offset": "Europe/Berlin"})
    bring(store, calls(tmp_path, "1,2024-05-01T10:00:00Z,5,a"))
    assert one(store, "contacts", "arrived_at") == [dt.datetime(2024, 5, 1, 12)]
