"""Stores of earlier versions: brought forward whole, with a copy kept, and answering the same numbers."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from qm.commands import cli
from qm.errors import QMError
from qm.metrics import METRICS, Filters, measure
from qm.metrics.derived_tables import NAMES
from qm.store import open_store
from qm.store.actions import refresh_follow_ups
from qm.store.migrations import NEWEST, STEPS
from qm.store.scenarios import saved_scenarios
from tests.conftest import ROOT
from tests.store.earlier import COMMITS, answers, unpacked

NEW_METRICS = ("response_median", "response_p90", "backlog", "backlog_age")
"""What the commits of the packed stores did not answer."""


def metrics(path: Path, *asked: str) -> list[dict]:
    import json

    result = CliRunner().invoke(cli, ["metrics", "--json", "--database", str(path), *asked])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["rows"]


def about(rows: list[dict]) -> list[dict]:
    """Rows, with numbers that may differ in the last digits: sums of parts come in any order."""
    return [{k: pytest.approx(v, rel=1e-9) if isinstance(v, float) else v for k, v in row.items()} for row in rows]


def columns(connection: duckdb.DuckDBPyConnection) -> set[tuple]:
    """Every column of every table that is not derived."""
    found = connection.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns() where not internal"
    ).fetchall()
    return {row for row in found if row[0] not in NAMES}


@pytest.mark.parametrize("commit", COMMITS)
def test_an_earlier_store_answers_the_same_numbers(commit: str, tmp_path: Path) -> None:
    path = unpacked(commit, tmp_path)
    before = path.read_bytes()
    store = open_store(path)
    copy = tmp_path / "qm.version-1.duckdb"
    assert store.notice == (
        f"{path} was brought from version 1 to {NEWEST}; as it was it is kept as {copy}. Service level has targets by "
        "channel now: chat 20s → 80%/60s, email 20s → 90%/24h; qm define shows and changes them."
    )
    assert store.rows("select max(version) from schema_version") == [(NEWEST,)]
    assert [(s.name, s.queue, s.numbers) for s in saved_scenarios(store)] == [
        ("Two more people", "voice", {"agents": 2})
    ]
    assert store.rows("select name, saved_by from mappings") == [("switch", None)]
    typed = {t: store.rows(f"select count(*) from {t}")[0][0] for t in ("coaching_entries", "targets")}
    assert typed == dict.fromkeys(typed, int(commit == "40fb856"))
    store.close()
    assert copy.read_bytes() == before
    for asked, rows in answers():
        assert [row for row in metrics(path, *asked) if row["metric"] not in NEW_METRICS] == about(rows), asked

    again = open_store(path)
    assert again.notice == ""
    assert measure(again, Filters(), ["contacts"])["value"].tolist() == [683]
    again.close()
    assert sorted(p.name for p in tmp_path.glob("*.duckdb*")) == ["qm.duckdb", "qm.duckdb.staging", copy.name]


@pytest.mark.parametrize("commit", COMMITS)
def test_brought_forward_a_store_has_the_tables_of_a_new_one(commit: str, tmp_path: Path) -> None:
    open_store(unpacked(commit, tmp_path)).close()
    open_store(tmp_path / "new.duckdb").close()
    with duckdb.connect(str(tmp_path / "qm.duckdb")) as old, duckdb.connect(str(tmp_path / "new.duckdb")) as new:
        assert columns(old) == columns(new)


@pytest.mark.parametrize("commit", COMMITS)
def test_one_threshold_becomes_the_centres_and_channels_get_targets_of_their_own(commit: str, tmp_path: Path) -> None:
    path = unpacked(commit, tmp_path)
    goal = commit == "40fb856"  # the younger one knows goals
    with duckdb.connect(str(path)) as raw:
        raw.execute("insert into settings (name, value) values ('service_level.threshold_seconds', '12.5')")
        raw.execute("update contacts set channel = 'Letters' where queue = 'Mailroom'")
        if goal:
            raw.execute(
                "insert into targets (team, metric, level, set_at) values ('', 'service_level', 0.75, '2026-11-01')"
            )
    store = open_store(path)
    now = store.definitions()
    assert now.service_level.threshold_seconds == 12.5
    assert [(t.scope, t.name, t.text, t.before, t.set_at is not None) for t in now.targets.rows] == [
        ("centre", None, "75%/12.5s" if goal else "80%/12.5s", None, goal),
        ("channel", "Letters", "90%/24h", "12.5s", False),
        ("channel", "chat", "80%/60s", "12.5s", False),
        ("channel", "email", "90%/24h", None, False),
    ]
    assert [(c.channel, c.immediate, c.set_at) for c in now.channels.rows] == [
        ("Letters", False, None),
        ("chat", True, None),
        ("voice", True, None),
    ]
    assert store.rows("select * from settings") == []
    store.close()


NOTES = [
    # agent, held_at, question, follow_up_on
    *(("Z1", f"2024-05-0{n} 09:00", f"Q0{n}", "2024-05-20") for n in range(1, 5)),
    ("Z1", "2024-06-03 09:00", None, None),  # closed all four
    ("Z2", "2024-05-01 09:00", "Q01", "2024-05-20"),
    ("Z2", "2024-05-02 09:00", None, "2024-05-20"),
    ("Z2", "2024-05-19 09:00", "Q01", None),  # too early
    ("Z2", "2024-05-21 09:00", "Q01", None),
    ("Z2", "2024-05-22 09:00", "Q01", None),
    ("Z3", "2024-05-01 09:00", "Q01", "2024-05-20"),
    ("Z3", "2024-05-21 09:00", "Q02", None),
]


@pytest.mark.parametrize("commit", COMMITS)
def test_follow_ups_that_only_a_note_on_no_question_closed_are_open_again(commit: str, tmp_path: Path) -> None:
    path = unpacked(commit, tmp_path)
    with duckdb.connect(str(path)) as raw:
        (agreed,) = raw.execute("select count(*) from coaching where follow_up_on is not null").fetchone() or (0,)
        raw.executemany(
            "insert into coaching (agent_id, held_at, question_id, follow_up_on, coach_id, kind, batch) "
            "values ($1, $2, $3, $4, 'Sue', 'coaching', 1)",
            NOTES,
        )
    store = open_store(path)
    done = "select question_id, cast(done_at as date), done_from from actions where subject = $1 order by opened_at"
    assert store.rows(done, ["Z1"]) == [(f"Q0{n}", None, None) for n in range(1, 5)]
    assert store.rows(done, ["Z2"]) == [("Q01", date(2024, 5, 21), "log"), (None, date(2024, 5, 21), "log")]
    assert store.rows(done, ["Z3"]) == [("Q01", None, None)]
    assert store.rows("select count(*), count(distinct action_id) from actions") == [(agreed + 7,) * 2]

    def standing() -> list[tuple]:
        return store.rows("select * from actions order by action_id")

    before = standing()
    with store.write() as cursor:
        refresh_follow_ups(cursor)
    assert standing() == before, "no import opens or closes one of them"
    store.close()


def test_a_new_store_is_made_at_the_newest_version(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new.duckdb")
    assert store.rows("select version from schema_version") == [(NEWEST,)]
    assert store.notice == ""
    store.close()
    assert sorted(STEPS) == list(range(2, NEWEST + 1)), "no number is left out"


def test_a_missing_column_of_a_measure_is_mended(tmp_path: Path) -> None:
    """Before there were migrations, such a store died of it whenever the measure was asked for, or a redefinition."""
    path = unpacked("40fb856", tmp_path)
    with duckdb.connect(str(path)) as raw:
        for table in ("contacts_by_day", "contacts_by_wait", "contacts_by_hour", "contacts_by_agent"):
            raw.execute(f"alter table {table} drop column transferred")
    assert metrics(path, "--by", "agent", "--metric", "transfer_rate")
    result = CliRunner().invoke(cli, ["define", "repeat.window_days=3", "--database", str(path)])
    assert result.exit_code == 0, result.output
    assert {row["metric"] for row in metrics(path)} == {*METRICS, *NEW_METRICS}


def test_commands_say_that_a_store_was_brought_forward(tmp_path: Path) -> None:
    path = unpacked("5d2aff5", tmp_path)
    first, second = (CliRunner().invoke(cli, ["define", "--json", "--database", str(path)]) for _ in range(2))
    assert first.stderr.startswith(f"{path} was brought from version 1 to")
    assert second.stderr == ""
    assert first.stdout == second.stdout


def test_a_copy_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = unpacked("5d2aff5", tmp_path)
    (tmp_path / "qm.version-1.duckdb").write_text("somebody's")
    store = open_store(path)
    assert f"kept as {tmp_path / 'qm.version-1-2.duckdb'}." in store.notice
    store.close()
    assert (tmp_path / "qm.version-1.duckdb").read_text() == "somebody's"


def test_a_store_of_a_newer_qm_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "qm.duckdb"
    open_store(path).close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("insert into schema_version values (99)")
    with pytest.raises(QMError, match=f"made by a newer qm .store version 99; this one knows {NEWEST}.; update qm"):
        open_store(path)


def test_another_program_that_comes_in_between_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = unpacked("5d2aff5", tmp_path)
    copy = shutil.copyfileobj

    def slow(*args: object) -> None:
        copy(*args)  # type: ignore[arg-type]
        with duckdb.connect(str(path)) as raw:
            raw.execute("insert into settings values ('currency', 'CHF')")

    monkeypatch.setattr(shutil, "copyfileobj", slow)
    with pytest.raises(QMError, match="was changed by another program while it was being copied; try again"):
        open_store(path)
    monkeypatch.undo()
    store = open_store(path)
    assert store.definitions().currency == "CHF"
    store.close()


FULL = """
import resource, signal, sys
from qm.errors import QMError
from qm.store import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    open_store(sys.argv[1])
except QMError as error:
    print(error)
"""


def test_a_full_disk_is_one_sentence_and_changes_nothing(tmp_path: Path) -> None:
    path = unpacked("5d2aff5", tmp_path)
    before = path.read_bytes()
    limit = str(len(before) // 2)
    told = subprocess.run([sys.executable, "-c", FULL, str(path), limit], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout == f"The disk that holds {path} is full; nothing was changed. Free some space and try again.\n"
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*version*")) + list(tmp_path.glob("*.part")) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != int(limit)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = unpacked("5d2aff5", tmp_path)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "copyfileobj", refused)
    with pytest.raises(QMError, match="cannot be written here; name another file with --database"):
        open_store(path)


KILLED = """
import os, signal, sys
from pathlib import Path
from qm.store import open_store

path, at = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def watch(frame, event, arg):
    # Every call and return in the store's own modules and out of them into DuckDB and the system is a moment.
    global steps
    if "qm/store/" in frame.f_code.co_filename:
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(watch)
open_store(path)
sys.setprofile(None)
print(steps)
os._exit(0)
"""


def opened_until(path: Path, moment: int) -> subprocess.CompletedProcess:
    """Open the store in another process that is killed at that moment, numbered from 1."""
    command = [sys.executable, "-c", KILLED, str(path), str(moment)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_killed_at_any_moment_it_opens_again(tmp_path: Path) -> None:
    for name in ("whole", "killed"):
        (tmp_path / name).mkdir()
    moments = int(opened_until(unpacked("5d2aff5", tmp_path / "whole"), 0).stdout)
    (_, expected), *_ = answers()
    for number in range(12):
        folder = tmp_path / "killed"
        shutil.rmtree(folder)
        folder.mkdir()
        path = unpacked("5d2aff5", folder)
        before = path.read_bytes()
        assert opened_until(path, 1 + number * (moments - 1) // 11).returncode == -signal.SIGKILL
        store = open_store(path)
        assert store.rows("select max(version) from schema_version") == [(NEWEST,)]
        assert measure(store, Filters(), ["contacts", "csat", "repeat_rate"])["value"].tolist() == [
            pytest.approx(row["value"])
            for name in ("contacts", "csat", "repeat_rate")
            for row in expected
            if row["metric"] == name
        ]
        store.close()
        copies = list(folder.glob("qm.version-1*.duckdb"))
        assert before in [copy.read_bytes() for copy in copies]
        assert not list(folder.glob("*.part"))
