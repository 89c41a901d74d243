import json
from datetime import datetime
from pathlib import Path

import pytest

from qm.commands import main


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main([*arguments])
    return capsys.readouterr().out


def test_the_history_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(answer(capsys, "imports", "--json")) == []
    assert answer(capsys, "imports") == "Nothing was imported yet.\n"


def test_the_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "calls.csv"
    for wait in ("5", "6"):
        path.write_text(f"contact_id,arrived_at,wait_seconds\n1,2024-05-01,{wait}\n")
        answer(capsys, "import", str(path))
    answer(capsys, "import", str(path))  # changes nothing, so it is no part of the history
    answer(capsys, "undo", "2")
    second, first = json.loads(answer(capsys, "imports", "--json"))
    datetime.fromisoformat(first.pop("at"))
    first.pop("by")
    assert first == {
        "batch": 1,
        "file": "calls.csv",
        "kind": "contacts",
        "rows": 1,
        "accepted": 1,
        "updated": 0,
        "unchanged": 0,
        "excluded": 0,
        "rejected": 0,
        "undone": False,
    }
    assert (second["batch"], second["updated"], second["undone"]) == (2, 1, True)
    assert "calls.csv" in answer(capsys, "imports")
