"""The demo command fills a store, keeps the truth beside it, and never touches what people imported."""

import json
from pathlib import Path

import pandas as pd
import pytest

from qm.commands import main
from qm.intake import load_frames
from qm.store import TABLES, open_store

SMALL = ("--days", "7", "--contacts-per-day", "60")


def demo(database: Path, *options: str) -> None:
    """Run the command; it may not exit with an error."""
    main(["demo", "--database", str(database), *SMALL, *options])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "centre.duckdb"


def rows(database: Path, sql: str) -> list[tuple]:
    store = open_store(database)
    try:
        return store.rows(sql)
    finally:
        store.close()


def test_fills_every_table_and_keeps_the_truth(database: Path, capsys: pytest.CaptureFixture[str]):
    demo(database, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"contacts", "evaluations", "surveys", "truth"}
    for name in ("contacts", "evaluations", "surveys"):
        assert rows(database, f"select count(*) from {name}") == [(answer[name],)]
    for name in TABLES:
        assert rows(database, f"select count(*) > 0 from {name}") == [(True,)], name
    assert json.loads(database.with_suffix(".truth.json").read_text(encoding="utf-8")) == answer["truth"]
    assert rows(database, "select file, kind from imports") == [("demo centre", "demo")]


def test_repeats_are_linked(database: Path):
    demo(database)
    ((linked, coming_back),) = rows(
        database,
        """
        with later as (
            select contact_id from contacts as c
            where exists (
                select 1 from contacts as n
                where n.customer_id = c.customer_id and n.arrived_at > c.ended_at
            )
        )
        select count(next_any_seconds), (select count(*) from later) from contacts
        """,
    )
    assert linked == coming_back > 20


def test_a_new_demo_replaces_the_old_one(database: Path, capsys: pytest.CaptureFixture[str]):
    demo(database, "--seed", "1")
    demo(database, "--seed", "2", "--story", "calm", "--json")
    out = capsys.readouterr().out
    second = json.loads(out[out.index("{\n") :])
    assert rows(database, "select count(*) from contacts") == [(second["contacts"],)]
    assert rows(database, "select undone_at is not null from imports order by batch") == [(True,), (False,)]
    assert json.loads(database.with_suffix(".truth.json").read_text(encoding="utf-8"))["story"] == "calm"


def test_a_store_with_imported_data_is_left_alone(database: Path, capsys: pytest.CaptureFixture[str]):
    store = open_store(database)
    calls = pd.DataFrame({"contact_id": ["1"], "arrived_at": pd.to_datetime(["2026-01-05 09:00"])})
    load_frames(store, {"contacts": calls}, file="calls.csv", kind="contacts")
    store.close()
    with pytest.raises(SystemExit) as exited:
        demo(database)
    assert exited.value.code == 1
    assert capsys.readouterr().err == (
        f"{database} holds imported data: calls.csv (import 1); undo that first, "
        "or name another file with --database for the demo centre.\n"
    )
    assert rows(database, "select contact_id from contacts") == [("1",)]
    assert not database.with_suffix(".truth.json").exists()


def test_a_story_nobody_knows_is_said_and_changes_nothing(database: Path, capsys: pytest.CaptureFixture[str]):
    demo(database)
    before = rows(database, "select count(*), max(batch) from contacts")
    with pytest.raises(SystemExit) as exited:
        demo(database, "--story", "epic")
    assert exited.value.code == 1
    assert capsys.readouterr().err == "There is no story called 'epic'; there are default, spiral, calm.\n"
    assert rows(database, "select count(*), max(batch) from contacts") == before
