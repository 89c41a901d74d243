import json
from pathlib import Path

import pytest

from qm.commands import main
from qm.metrics import Filters, measure
from qm.store import DEFINITIONS, default_path, open_store
from tests.centre import contact, fill


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        main(["define", *arguments])
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_shows_all_definitions(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "--json")[1])["wait_bands"] == [5, 30, 120, 1440]
    lines = run(capsys)[1].splitlines()
    places = ["target.centre", "target.channel.chat", "target.channel.email"]
    assert [line.split()[0] for line in lines[1:]] == [*DEFINITIONS, *places]


def test_a_change_is_kept_and_the_figures_follow(capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(default_path())
    fill(store, contacts=[contact(1, wait_seconds=20), contact(2, wait_seconds=30)])
    store.close()
    code, said, _ = run(capsys, "service_level.threshold_seconds=30", "csat.variant=mean")
    assert (code, said) == (0, "service_level.threshold_seconds: 20 → 30\ncsat.variant: top2 → mean\n")
    assert json.loads(run(capsys, "--json")[1])["service_level.threshold_seconds"] == 30
    store = open_store(default_path())
    assert measure(store, Filters(), ["service_level"])["value"].to_list() == [1]
    store.close()


@pytest.mark.parametrize(
    ("changes", "code", "sentence"),
    [
        (("threshold=30",), 1, "There is no definition called 'threshold'; there are service_level.threshold_seconds,"),
        (("csat.variant=best",), 1, "csat.variant cannot be 'best'; it is one of top2, mean, index."),
        (
            ("target.queue.Billing=fast",),
            1,
            "target.queue.Billing cannot be 'fast'; give a goal and a time such as 90%/30s, 80%/5min or 90%/24h.",
        ),
        (("target.queue.Billing=120%/30s",), 1, "cannot be '120%/30s'; give a goal and a time"),
        (("target.centre=none",), 1, "target.centre cannot be none: the centre always has a target"),
        (("target.team.Red=80%/20s",), 1, "targets are target.centre, target.channel.NAME and target.queue.NAME."),
        (("target.centre=80%/20s from May",), 1, "target.centre cannot begin on 'May'; give a day such as 2026-05-01."),
        (("channel.email=slow",), 1, "channel.email cannot be 'slow'; it is one of immediate, deferred."),
        (("short_abandon_seconds",), 2, "'short_abandon_seconds' is not NAME=VALUE"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    capsys: pytest.CaptureFixture[str], changes: tuple[str, ...], code: int, sentence: str
) -> None:
    before = run(capsys, "--json")[1]
    refused = run(capsys, "short_handle_seconds=11", *changes)
    assert refused[0] == code
    assert sentence in refused[2]
    assert run(capsys, "--json")[1] == before


def test_targets_hours_and_channels(capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(default_path())
    fill(store, contacts=[contact(1, queue="Billing = all", channel="voice"), contact(2, channel="E-mail")])
    store.close()
    told = run(capsys, "target.queue.Billing = all=90%/30s", "target.centre=85 % within 15 s", "channel.voice=deferred")
    assert told == (
        0,
        "target.queue.Billing = all: none → 90%/30s\ntarget.centre: 80%/20s → 85%/15s\n"
        "channel.voice: immediate → deferred\n",
        "",
    )
    told = run(capsys, "target.centre=80%/20s", "hours.queue.Shop=Mo-Fr 08:00-18:00", "--from", "2026-05-01")
    assert told[1] == (
        "target.centre: 85%/15s → 85%/15s; 80%/20s from 2026-05-01\n"
        "hours.queue.Shop: none → none; Mo-Fr 08:00-18:00 from 2026-05-01\n"
    )
    now = json.loads(run(capsys, "--json")[1])
    assert now["service_level.threshold_seconds"] == 20
    targets = [(t["scope"], t["name"], t["threshold_seconds"], t["goal"], t["valid_from"]) for t in now["targets"]]
    assert targets == [
        ("centre", None, 15, 0.85, None),
        ("centre", None, 20, 0.8, "2026-05-01"),
        ("channel", "E-mail", 86400, 0.9, None),
        ("channel", "chat", 60, 0.8, None),
        ("channel", "email", 86400, 0.9, None),
        ("channel", "voice", 86400, 0.9, None),
        ("queue", "Billing = all", 30, 0.9, None),
    ]
    assert [(c["channel"], c["immediate"]) for c in now["channels"]] == [("E-mail", False), ("voice", False)]
    assert [h["hours"] for h in now["hours"]] == ["Mo-Fr 08:00-18:00"]
    assert run(capsys, "target.queue.Billing = all=none", "channel.voice=immediate")[0] == 0
    names = [line.split("  ")[0] for line in run(capsys)[1].splitlines()[1 + len(DEFINITIONS) :]]
    assert names == [
        "target.centre",
        "target.channel.E-mail",
        "target.channel.chat",
        "target.channel.email",
        "hours.queue.Shop",
        "channel.E-mail",
        "channel.voice",
    ]
    assert run(capsys, "service_level.threshold_seconds=30")[1] == "service_level.threshold_seconds: 20 → 30\n"
    assert json.loads(run(capsys, "--json")[1])["targets"][0]["threshold_seconds"] == 30


def test_holidays_from_a_file_and_typed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text("2026-12-25 Christmas Day\n2026-05-01\n")
    assert run(capsys, f"holidays={file}")[1] == "holidays: none → 2026-05-01, 2026-12-25 Christmas Day\n"
    assert run(capsys, "holidays.queue.Shop=2026-12-24")[0] == 0
    assert json.loads(run(capsys, "--json")[1])["holidays"] == [
        {"day": "2026-05-01", "queue": None, "name": None},
        {"day": "2026-12-25", "queue": None, "name": "Christmas Day"},
        {"day": "2026-12-24", "queue": "Shop", "name": None},
    ]
    assert run(capsys, "holidays=none")[1] == "holidays: 2026-05-01, 2026-12-25 Christmas Day → none\n"
    file.write_text("2026-12-25\nNew Year\n")
    code, _, error = run(capsys, f"holidays={file}")
    assert (code, error) == (
        1,
        "Holidays, line 2: 'New Year' is no day; write it like 2026-12-25, a name may follow.\n",
    )


def test_opening_hours_are_read_and_kept_in_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "hours.centre=mon-fri 8-18")[1] == "hours.centre: none → Mo-Fr 08:00-18:00\n"
    code, _, error = run(capsys, "hours.queue.Shop=always")
    assert (code, "'always' is no day" in error) == (1, True)
