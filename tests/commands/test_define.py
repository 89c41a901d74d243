import json

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
    assert [line.split()[0] for line in lines[1:]] == list(DEFINITIONS)


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
