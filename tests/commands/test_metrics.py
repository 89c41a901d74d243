import json

import pytest

from qm.commands import main
from qm.store import Store, default_path, open_store
from tests.centre import contact, evaluation, fill


@pytest.fixture(autouse=True)
def centre() -> None:
    store = open_store(default_path())
    fill(
        store,
        contacts=[
            contact(1, "2024-05-06 10:00", channel="voice", wait_seconds=20),
            contact(2, "2024-05-07 10:00", channel="voice", wait_seconds=21),
            contact(3, "2024-05-08 23:59:59.5", channel=None, wait_seconds=5, abandoned=True),
        ],
        evaluations=[evaluation(1)],
    )
    store.close()


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    main_until_done("metrics", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def main_until_done(*arguments: str) -> int:
    try:
        main(list(arguments))
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_a_metric_with_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--metric", "service_level", "--by", "channel")
    assert found["definitions"]["service_level.variant"] == "offered"
    voice, unknown = found["rows"]
    assert {name: voice[name] for name in ("channel", "metric", "value", "numerator", "denominator", "n")} == {
        "channel": "voice",
        "metric": "service_level",
        "value": 0.5,
        "numerator": 1,
        "denominator": 2,
        "n": 2,
    }
    assert 0 < voice["low"] < 0.5 < voice["high"] < 1
    assert (unknown["channel"], unknown["value"]) == (None, 0)


def test_all_metrics_unless_told_and_null_where_there_is_no_data(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["metric"]: row for row in answer(capsys)["rows"]}
    assert rows["contacts"]["value"] == 3
    assert rows["contacts"]["denominator"] is None
    assert rows["csat"] == {
        "metric": "csat",
        "value": None,
        "numerator": 0,
        "denominator": 0,
        "n": 0,
        "low": None,
        "high": None,
    }


def test_both_days_are_included(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "--metric", "contacts", "--from", "2024-05-07", "--to", "2024-05-08", "--by", "day")["rows"]
    assert [(row["day"], row["value"]) for row in rows] == [("2024-05-07", 1), ("2024-05-08", 1)]


def test_where_adds_up_within_a_dimension_and_an_empty_value_is_the_unknown_group(
    capsys: pytest.CaptureFixture[str],
) -> None:
    counted = "--metric", "contacts", "--where"
    assert answer(capsys, *counted, "channel=voice")["rows"][0]["value"] == 2
    assert answer(capsys, *counted, "channel=")["rows"][0]["value"] == 1
    assert answer(capsys, *counted, "channel=voice", "--where", "channel=")["rows"][0]["value"] == 3
    assert answer(capsys, *counted, "channel=fax")["rows"][0]["value"] is None


def test_without_a_metric_those_are_answered_that_fit_the_dimension(capsys: pytest.CaptureFixture[str]) -> None:
    assert {row["metric"] for row in answer(capsys, "--by", "evaluator")["rows"]} == {"evaluations", "auto_fail_rate"}


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main_until_done("metrics", "--metric", "service_level", "--where", "channel=voice") == 0
    head, names, figures = capsys.readouterr().out.splitlines()
    assert head == "all days · channel voice"
    assert names.split() == ["metric", "value", "n", "low", "high"]
    assert figures.split()[:3] == ["service_level", "50.00%", "2"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--metric", "servicelevel"), 1, "There is no metric called 'servicelevel'; there are contacts,"),
        (("--by", "chanel"), 1, "There is no dimension called 'chanel'"),
        (("--where", "chanel=voice"), 1, "There is no dimension called 'chanel'"),
        (("--metric", "asa", "--by", "question"), 1, "asa cannot be split by question; it can by day,"),
        (("--metric", "asa", "--where", "evaluator=Eve"), 1, "asa cannot be filtered by evaluator"),
        (("--where", "voice"), 2, "--where 'voice' is not DIM=VALUE"),
        (("--from", "6.5.2024"), 2, "'6.5.2024' does not match"),
        (("--from", "2024-05-07", "--to", "2024-05-06"), 2, "--from 2024-05-07 lies after --to 2024-05-06."),
    ],
)
def test_one_sentence_for_what_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert main_until_done("metrics", *arguments) == code
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


def test_another_database_can_be_named(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    fill(store, contacts=[contact(1)])
    path = store.path
    store.close()
    assert answer(capsys, "--database", str(path), "--metric", "contacts")["rows"][0]["value"] == 1
