import json
from pathlib import Path

import pytest

from qm.commands import main


def run(*arguments: str) -> int:
    try:
        main([*arguments])
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return 0


@pytest.fixture(autouse=True)
def centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two imports, the second on top of the first."""
    for name, wait in (("first.csv", "5"), ("second.csv", "6")):
        (tmp_path / name).write_text(f"contact_id,arrived_at,wait_seconds\n1,2024-05-01,{wait}\n{wait},2024-05-01,1\n")
        assert run("import", str(tmp_path / name)) == 0
    capsys.readouterr()


def test_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("undo", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"batch": 2, "removed": 1, "restored": 1}


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("undo", "2") == 0
    assert capsys.readouterr().out == "Import 2 is undone: 1 rows removed, 1 put back as they were.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["1"], 1, "undo 2 first"),
        (["9"], 1, "There is no import 9 to undo; there are 1, 2."),
        ([], 2, "BATCH"),
        (["x"], 2, "'x' is not a valid integer"),
        (["99999999999999"], 1, "There is no import"),
    ],
)
def test_what_cannot_be_undone(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    assert run("undo", *arguments, "--json") == code
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err


def test_undone_before(capsys: pytest.CaptureFixture[str]) -> None:
    run("undo", "2")
    assert run("undo", "2") == 1
    assert "already undone" in capsys.readouterr().err
