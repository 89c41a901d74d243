import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from qm.commands import main
from qm.store import EXPORTED, TABLES, default_path, open_store
from tests.centre import contact, fill


@pytest.fixture(autouse=True)
def centre() -> None:
    store = open_store(default_path())
    fill(
        store,
        contacts=[
            contact("2", "2024-05-07 10:00:00.25", channel='a "b", c', abandoned=True, transfers=1),
            contact("010", "2024-05-06 09:00", reason="", wait_seconds=1.5, resolved=False),
        ],
        agents=[{"agent_id": "A", "valid_from": datetime(2024, 5, 1).date()}],
    )
    store.close()


def run(*arguments: str) -> int:
    try:
        main(["export", *arguments])
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_csv_has_the_fields_of_the_contract_ordered_by_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "contacts.csv"
    assert run("contacts", str(out), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 2, "file": str(out)}
    assert out.read_text(encoding="utf-8").splitlines() == [
        ",".join(TABLES["contacts"].names),
        '010,,2024-05-06T09:00:00,,,"",,1.5,,,,,false,,',
        '2,,2024-05-07T10:00:00.25,"a ""b"", c",,,,,,true,1,,,,',
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("contacts")] == ["contacts.csv"]


def test_dates_stay_dates(tmp_path: Path) -> None:
    out = tmp_path / "agents.csv"
    assert run("agents", str(out)) == 0
    assert out.read_text(encoding="utf-8").splitlines()[1] == "A,2024-05-01,,,,,,,,"


def test_parquet_keeps_the_types_and_replaces_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "contacts.parquet"
    out.write_text("old")
    assert run("contacts", str(out)) == 0
    frame = pd.read_parquet(out)
    assert list(frame.columns) == list(TABLES["contacts"].names)
    assert frame["arrived_at"].to_list() == [pd.Timestamp("2024-05-06 09:00"), pd.Timestamp("2024-05-07 10:00:00.25")]
    assert frame["contact_id"].to_list() == ["010", "2"]


@pytest.mark.parametrize("table", EXPORTED)
def test_every_table_can_be_exported(tmp_path: Path, table: str) -> None:
    assert run(table, str(tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[0] == ",".join(EXPORTED[table].names)


@pytest.mark.parametrize(
    ("table", "out", "code", "sentence"),
    [
        ("contact", "x.csv", 2, "'contact' is not one of 'contacts'"),
        ("contacts", "x.xlsx", 2, "x.xlsx ends neither in .csv nor in .parquet."),
        ("contacts", "no/such/folder/x.csv", 1, "x.csv cannot be written: No such file or directory; name another"),
    ],
)
def test_one_sentence_for_what_cannot_be(
    capsys: pytest.CaptureFixture[str], table: str, out: str, code: int, sentence: str
) -> None:
    assert run(table, out) == code
    assert sentence in capsys.readouterr().err
