import json
from pathlib import Path

import pytest

from qm.commands import main
from qm.store import open_store
from tests.centre import contact, fill


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine good agents, one bad one, one with nine contacts, and one with fifteen; teams Red and Blue."""
    store = open_store(tmp_path_factory.mktemp("centre") / "qm.duckdb")
    solved = {f"A{i}": (90, 100) for i in range(9)} | {"Bad": (50, 100), "New": (0, 9), "Some": (13, 15)}
    fill(
        store,
        agents=[
            {"agent_id": a, "name": f"Name of {a}", "team": "Blue" if a == "Bad" else "Red", "supervisor": "Sue"}
            for a in solved
        ],
        contacts=[
            contact(f"{a}-{i}", agent_id=a, reason="order", resolved=i < good, handle_seconds=300)
            for a, (good, n) in solved.items()
            for i in range(n)
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
        main(["agents", *arguments])
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert run("--json", *arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_everybody_with_expected_shrunk_interval_and_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--metric", "resolution")
    assert found["centre"] == pytest.approx(873 / 1024)
    agents = {row["agent"]: row for row in found["agents"]}
    assert list(agents["Bad"]) == [
        "agent",
        "name",
        "value",
        "n",
        "expected",
        "shrunk",
        "low",
        "high",
        "verdict",
        "label",
        "matters",
    ]
    bad = agents["Bad"]
    assert (bad["value"], bad["n"], bad["verdict"], bad["label"]) == (0.5, 100, "below", None)
    assert bad["value"] < bad["shrunk"] < bad["high"] < bad["expected"]
    assert (agents["New"]["verdict"], agents["Some"]["label"]) == ("too few", "few cases (15)")
    assert {agents[f"A{i}"]["verdict"] for i in range(9)} == {"ordinary"}


def test_by_team_and_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    teams = answer(capsys, "--metric", "resolution", "--by", "team")["agents"]
    assert [(row["agent"], row["n"]) for row in teams] == [("Blue", 100), ("Red", 924)]
    only = answer(capsys, "--metric", "resolution", "--where", "agent=Bad")["agents"]
    assert [row["agent"] for row in only] == ["Bad"]
    assert answer(capsys, "--metric", "resolution", "--from", "2030-01-01") == {"agents": [], "centre": None}


def test_an_only_supervisor_has_no_peers(capsys: pytest.CaptureFixture[str]) -> None:
    (sue,) = answer(capsys, "--metric", "resolution", "--by", "supervisor")["agents"]
    assert (sue["agent"], sue["expected"], sue["shrunk"], sue["verdict"]) == ("Sue", None, None, "ordinary")


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--metric", "resolution") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Resolution by agent, all days"
    assert lines[2].endswith("as expected")
    assert any(line.endswith("as expected (only 15 cases)") for line in lines[12:14])
    assert lines[11].split()[:6] == ["Bad", "Name", "of", "Bad", "100", "50.00%"]
    assert lines[-1] == (
        "Centre average: 85.25%. Clearly above expected, by enough to act on: 0; below: 1. Clearly different, but "
        "little: 0. As expected: 10. Too few to tell: 1."
    )
    run("--metric", "response_rate")
    assert capsys.readouterr().out.endswith("context only.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--metric", "contacts"), 1, "contacts is a count"),
        (("--metric", "csatt"), 1, "There is no metric called 'csatt'"),
        ((), 2, "Missing option '--metric'"),
        (("--metric", "csat", "--by", "day"), 2, "'day' is not one of 'agent', 'supervisor', 'team'"),
        (("--metric", "aht", "--where", "evaluator=Eve"), 1, "aht cannot be filtered by evaluator"),
    ],
)
def test_one_sentence_for_what_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert run(*arguments) == code
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
