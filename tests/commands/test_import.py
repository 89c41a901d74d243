import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

from qm.commands import main
from qm.store import default_path, open_store

ROOT = Path(__file__).resolve().parents[2]
HEADER = "contact_id,arrived_at,wait_seconds\n"
GOOD = HEADER + "1,2024-05-01 10:00:00,5\n2,2024-05-01 11:00:00,x\n,2024-05-01 12:00:00,1\n"
MAPPING = 'kind = "contacts"\nfields = {contact_id = "nr", arrived_at = "wann"}\n'


def run(*arguments: str | Path) -> int:
    try:
        main(["import", *map(str, arguments)])
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return 0


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(GOOD)
    return path


def contacts() -> list[tuple]:
    store = open_store(default_path())
    try:
        return store.rows("select contact_id, wait_seconds from contacts order by contact_id")
    finally:
        store.close()


def test_the_json_is_as_the_contract_says(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(calls, "--json") == 0
    said = capsys.readouterr()
    assert said.err == ""
    (report,) = json.loads(said.out)
    problems = report.pop("problems")
    assert report == {
        "batch": 1,
        "file": "calls.csv",
        "kind": "contacts",
        "rows": 3,
        "accepted": 2,
        "updated": 0,
        "unchanged": 0,
        "excluded": 0,
        "rejected": 1,
        "notes": [],
    }
    told = {p["field"]: p for p in problems}
    assert told["contact_id"]["rule"] == "missing"
    assert told["contact_id"]["effect"] == "row rejected"
    assert told["wait_seconds"] | {"remedy": ""} == {
        "field": "wait_seconds",
        "column": "wait_seconds",
        "rule": "not a number",
        "rows": 1,
        "effect": "value dropped",
        "remedy": "",
        "examples": [{"line": 3, "value": "x"}],
    }
    assert contacts() == [("1", 5), ("2", None)]


def test_nothing_changed_has_no_batch(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(calls)
    capsys.readouterr()
    assert run(calls, "--json") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["batch"], report["unchanged"]) == (None, 2)


def test_in_words_every_row_is_accounted_for(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(calls) == 0
    said = capsys.readouterr().out
    assert "3 rows = 2 accepted (0 of them updated) + 0 unchanged + 0 excluded + 1 rejected" in said
    assert "wait_seconds (wait_seconds): not a number → value dropped (lines 3)" in said


def test_several_files_are_several_reports(tmp_path: Path, calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = tmp_path / "more.csv"
    more.write_text(HEADER + "9,2024-05-02 10:00:00,5\n")
    assert run(calls, more, "--json") == 0
    assert [(r["file"], r["batch"]) for r in json.loads(capsys.readouterr().out)] == [("calls.csv", 1), ("more.csv", 2)]


def test_each_file_of_an_archive_is_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("may.csv", HEADER + "1,2024-05-01 10:00:00,5\n")
        packed.writestr("june.csv", HEADER + "2,2024-06-01 10:00:00,x\n")
    assert run(archive, "--problems", tmp_path / "problems.csv") == 2
    assert "one file at a time" in capsys.readouterr().err
    assert contacts() == []
    assert run(archive, "--json") == 0
    assert [report["file"] for report in json.loads(capsys.readouterr().out)] == ["may.csv", "june.csv"]
    assert contacts() == [("1", 5), ("2", None)]


def test_what_came_in_before_a_refused_file_stays_and_is_told(
    tmp_path: Path, calls: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert run(calls, empty, "--json") == 1
    said = capsys.readouterr()
    assert [r["file"] for r in json.loads(said.out)] == ["calls.csv"]
    assert said.err.count("\n") == 1
    assert "empty.csv is empty" in said.err
    assert len(contacts()) == 2


def test_a_refused_file_is_one_sentence_and_nothing_on_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(HEADER + "1,03/04/2024,1\n2,05/06/2024,1\n")
    assert run(path, "--json") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().count("\n") == 0
    assert '"%d/%m/%Y"' in said.err
    assert '"%m/%d/%Y"' in said.err
    assert contacts() == []


@pytest.mark.parametrize("arguments", [[], ["--nonsense", "x.csv"], ["x.csv", "--mapping"]])
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "no file nowhere.csv"),
        (["CALLS", "--kind", "calls"], "no kind of file called 'calls'"),
        (["CALLS", "--mapping", "unheard"], "no mapping file or remembered mapping 'unheard'"),
        (["CALLS", "--mapping", "unheard.toml"], "unheard.toml cannot be read"),
        (["CALLS", "--rejects", "no/such/folder.csv"], "no/such/folder.csv cannot be written"),
        (["CALLS", "--problems", "."], "cannot be written"),
    ],
)
def test_what_cannot_be_done_exits_1_and_changes_nothing(
    calls: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert run(*[calls if a == "CALLS" else a for a in arguments]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert contacts() == []


def test_a_dry_run_writes_only_what_it_is_asked_to(
    tmp_path: Path, calls: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(calls, "--dry-run", "--json", "--rejects", tmp_path / "r.csv", "--problems", tmp_path / "p.csv") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["batch"], report["accepted"]) == (None, 2)
    assert contacts() == []
    assert (tmp_path / "r.csv").read_text().splitlines()[1] == ",2024-05-01 12:00:00,1,4,contact_id: missing"
    assert len((tmp_path / "p.csv").read_text().splitlines()) == 3


def test_the_rejects_of_a_file_that_was_refused_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.csv"
    path.write_text(HEADER + "1,never,1\n2,,1\n")
    assert run(path, "--rejects", tmp_path / "r.csv", "--problems", tmp_path / "p.csv") == 1
    assert "Every row" in capsys.readouterr().err
    assert [line.split(",")[3] for line in (tmp_path / "r.csv").read_text().splitlines()] == ["line", "2", "3"]
    assert contacts() == []


def test_strict(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(calls, "--strict", "--json") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["accepted"], report["rejected"]) == (1, 2)


def test_a_mapping_by_file_by_memory_and_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text(MAPPING)
    for number, mapping in enumerate((tmp_path / "mine.toml", None, "mine")):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"nr;wann\n{number};2024-05-01\n")
        assert run(path, *(["--mapping", mapping] if mapping else [])) == 0
    capsys.readouterr()
    assert [contact for contact, _ in contacts()] == ["0", "1", "2"]


def test_the_store_can_be_named(tmp_path: Path, calls: Path) -> None:
    assert run(calls, "--database", tmp_path / "other.duckdb") == 0
    assert contacts() == []
    store = open_store(tmp_path / "other.duckdb")
    assert store.rows("select count(*) from contacts") == [(2,)]
    store.close()


def test_a_store_of_a_newer_version_is_left_alone(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(default_path()).close()
    connection = duckdb.connect(str(default_path()))
    connection.execute("update schema_version set version = 999")
    connection.close()
    before = default_path().read_bytes()
    assert run(calls) == 1
    assert "newer qm (store version 999" in capsys.readouterr().err
    assert default_path().read_bytes() == before


def test_a_store_held_by_another_process(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hold = "import sys; from qm.store import open_store; s = open_store(); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        holder.stdout.readline()
        code = run(calls)
        said = capsys.readouterr().err
        holder.stdin.close()
        holder.wait(timeout=300)
    assert code == 1
    assert "is held by" in said
    assert str(holder.pid) in said
    assert said.count("\n") == 1


def test_as_a_program_the_output_is_one_document(calls: Path) -> None:
    command = [sys.executable, "-m", "qm", "import", str(calls), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert json.loads(done.stdout)[0]["rows"] == 3
    assert done.stderr == ""
