"""python -m qm whatif --fit: the same answer as from numbers, with numbers from the store."""

import json

import pytest
from click.testing import CliRunner

from qm.commands.whatif import command


@pytest.fixture(scope="module")
def database(demo_stores):
    return str(demo_stores.copy(30, 600, seed=3))


def run(*words):
    return CliRunner().invoke(command, list(words), standalone_mode=False)


def test_the_answer_and_what_was_fitted(database):
    done = run("--fit", "--target", "0.8", "--database", database, "--json")
    assert done.exception is None, done.exception
    told = json.loads(done.output)
    assert told["equilibria"][0]["stable"]
    assert told["agents_needed"] >= 1
    fitted = {p["name"]: p for p in told["fit"]["parameters"]}
    assert fitted["patience"]["low"] < fitted["patience"]["value"] < fitted["patience"]["high"]
    assert told["fit"]["queue"] == "Service line"


def test_a_number_given_by_hand_wins(database):
    few, many = (
        json.loads(run("--fit", "--agents", n, "--database", database, "--json").output)["equilibria"][0]
        for n in ("4", "9")
    )
    assert few["service_level"] < many["service_level"]


def test_in_words(database):
    said = run("--fit", "--where", "queue=Technical line", "--database", database).output
    assert "Fitted to Technical line (voice)" in said
    assert "Back-test: service level" in said
    assert "a day is" in said
    assert "chance alone would make" in said


def test_filters_without_fit_are_told(database):
    done = run("--where", "channel=voice", "--fresh", "10", "--database", database)
    assert "give --fit with them" in str(done.exception)


def test_an_empty_store_is_a_sentence(tmp_path):
    done = run("--fit", "--database", str(tmp_path / "empty.duckdb"))
    assert "There are no contacts to fit" in str(done.exception)
