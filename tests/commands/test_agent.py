import json
from pathlib import Path

import pytest

from qm.commands import main
from qm.store import open_store
from tests.centre import answer as given
from tests.centre import contact, evaluation, fill, question


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight agents who solve 90 of 100, and Ann who solves 60 and never greets."""
    people = {f"A{i}": (90, 9) for i in range(8)} | {"Ann": (60, 0)}
    store = open_store(tmp_path_factory.mktemp("centre") / "qm.duckdb")
    fill(
        store,
        agents=[{"agent_id": a, "name": f"{a} Abersley", "team": "Red", "supervisor": "Sue"} for a in people],
        contacts=[
            contact(f"{a}-{i}", agent_id=a, reason="order", resolved=i < solved)
            for a, (solved, _) in people.items()
            for i in range(100)
        ],
        questions=[question("Q1", text="Greets", weight=1)],
        evaluations=[
            evaluation(f"{a}-{i}", contact_id=f"{a}-{i}", scorecard="main") for a in people for i in range(12)
        ],
        answers=[given(f"{a}-{i}", "Q1", int(i < greets), 1) for a, (_, greets) in people.items() for i in range(12)],
        coaching=[
            {
                "agent_id": "Ann",
                "coach_id": "Sue",
                "held_at": "2024-05-07 10:00",
                "kind": "coaching",
                "question_id": "Q1",
                "note": "Say the name.",
            }
        ],
    )
    store.close()
    return store.path


@pytest.fixture(autouse=True)
def asked_of_it(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands only read it, so all tests share it."""
    monkeypatch.setenv("QM_DATABASE", str(centre))


def run(*arguments: str) -> int:
    try:
        main(["agent", *arguments])
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_the_profile_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Ann", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["agent"], found["name"], found["team"], found["hired_on"]) == ("Ann", "Ann Abersley", "Red", None)
    metrics = {row["metric"]: row for row in found["metrics"]}
    assert (metrics["resolution"]["value"], metrics["resolution"]["verdict"]) == (0.6, "below")
    assert found["strengths"] == []
    assert {item["id"] for item in found["growth"]} == {"resolution", "quality_score", "Q1"}
    assert (found["questions"][0]["text"], found["questions"][0]["n"]) == ("Greets", 12)
    assert found["mix"] == [{"channel": None, "reason": "order", "contacts": 100, "share": 1.0, "centre_share": 1.0}]
    assert len(found["evaluations"]) == 10
    (coached,) = found["coaching"]
    assert (coached["held_at"], coached["note"], coached["verdict"]) == (
        "2024-05-07T10:00:00",
        "Say the name.",
        "too few",
    )
    assert found["next"] is None


def test_for_people_strengths_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Ann") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Ann · Ann Abersley · team Red · Sue · all days"
    assert lines[2] == "Strengths: none that the data can tell."
    assert lines[4] == "Growth areas: "
    assert "  Resolution 60.00%, expected 90.00% (n = 100)" in lines


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [(("An",), 1, "There is no agent 'An'; did you mean Ann (Ann Abersley)?"), ((), 2, "Missing argument 'ID'")],
)
def test_one_sentence_for_what_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert run(*arguments) == code
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
