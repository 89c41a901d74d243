"""python -m qm whatif --fit: the same answer as from numbers, with numbers from the store."""

import json

import pytest
from click.testing import CliRunner

import qm
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
    told = run("--fit", "--where", "queue=Technical line", "--database", database).output
    assert "Fitted to Technical line (voice)" in told
    assert "Check: model" in told
    assert "Typical daily error" in told
    assert "Today: " in told
    assert "Agents for 80.0%:" in told


def fitted(database, *words):
    done = run("--fit", "--database", database, "--json", *words)
    assert done.exception is None, done.exception
    return json.loads(done.output)


def test_levers_replace_what_was_fitted_by_number_by_part_and_by_difference(database):
    today = fitted(database)["levers"]["today"]
    moved = fitted(database, "--agents", "+2", "--fresh", "+5%", "--repeat", "0.2", "--aht", "-10%")["levers"][
        "scenario"
    ]
    assert moved["agents"] == pytest.approx(today["agents"] + 2)
    assert moved["fresh"] == pytest.approx(today["fresh"] * 1.05)
    assert moved["repeat_rate"] == 0.2
    assert moved["handle_seconds"] == pytest.approx(today["handle_seconds"] * 0.9)
    assert fitted(database, "--patience", "inf")["levers"]["scenario"]["patience_seconds"] == 86_400


def test_fresh_contacts_are_of_an_interval(database):
    told = fitted(database)
    per_interval = told["equilibria"][0]["rate"] - told["equilibria"][0]["redials"] - told["equilibria"][0]["repeats"]
    again = fitted(database, "--fresh", str(per_interval))
    assert again["levers"]["scenario"]["fresh"] == pytest.approx(told["levers"]["today"]["fresh"])


def test_a_queue_by_name_and_how_it_works(database):
    assert fitted(database, "--queue", "technical line")["fit"]["queue"] == "Technical line"
    chat = fitted(database, "--queue", "Live chat (chat)")
    assert {p["name"] for p in chat["fit"]["parameters"]} >= {"at_once", "stretch"}
    mail = fitted(database, "--queue", "Mailroom", "--within-hours", "8")
    assert mail["gain"] is None
    assert mail["scenario"]["service_level"]["value"] < mail["today"]["service_level"]["value"] + 1e-9
    assert "Fax" in str(run("--fit", "--queue", "Fax", "--database", database).exception)
    assert fitted(database, "--queue", "Mailroom", "--works-like", "calls")["gain"] > 1


def test_what_was_defined_can_be_replaced(database):
    short, long = (fitted(database, "--threshold", s)["scenario"]["service_level"]["value"] for s in ("5", "60"))
    assert short < long
    assert "The threshold can't be -1" in str(run("--fit", "--threshold", "-1", "--database", database).exception)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--repeat-delay", "900"), "--repeat-delay is for plain numbers"),
        (("--interval-minutes", "15"), "--interval-minutes is for plain numbers"),
        (("--agents", "-400%"), "The number of agents can't be"),
        (("--agents", "80%"), "The number of agents can't be 80%"),
        (("--chats-at-once", "3"), "has no lever chats_at_once"),
    ],
)
def test_what_can_not_be_beside_a_fit_is_a_sentence(database, words, sentence):
    assert sentence in str(run("--fit", "--database", database, *words).exception)


@pytest.mark.parametrize("words", [("--queue", "Mailroom"), ("--within-hours", "8"), ("--agents", "+10%")])
def test_what_needs_a_fit_says_so(words):
    numbers = ("--fresh", "10", "--interval-minutes", "30", "--aht", "300", "--agents", "5")
    rest = ("--patience", "120", "--redial", "0.5", "--repeat", "0.1", "--threshold", "20")
    assert "give --fit with it" in str(run(*numbers, *rest, *words).exception)


def test_filters_without_fit_are_told(database):
    done = run("--where", "channel=voice", "--fresh", "10", "--database", database)
    assert "give --fit with them" in str(done.exception)


def test_an_empty_store_is_a_sentence(tmp_path):
    done = run("--fit", "--database", str(tmp_path / "empty.duckdb"))
    assert "There are no contacts to fit" in str(done.exception)


def test_better_quality_by_score_by_question_and_by_a_link_set_by_hand(database):
    told = fitted(database, "--question", "Q07=+5", "--quality-link", "repeat=-0.2")["quality"]
    assert told["moved"][0]["lever"] == "question.Q07"
    assert told["moved"][0]["scenario"] == pytest.approx(told["moved"][0]["today"] + 5)
    (repeat,) = (one for one in told["effects"] if one["outcome"] == "repeat")
    assert (repeat["change"], repeat["low"], repeat["assumed"]) == (pytest.approx(-0.01), None, True)
    assert told["sentence"].startswith("5 points more on 'The customer's matter was solved' → 1.0 points fewer repeats")
    links = {one["outcome"]: one for one in told["links"]}
    assert links["repeat"]["assumed"]
    assert not links["aht"]["assumed"]
    assert all(one["n"] > 0 for one in links.values())
    said = run("--fit", "--quality", "+3", "--quality-link", "aht=-2", "--database", database).output
    assert "3 points more on the average quality score → " in said
    assert "6.0 s shorter handle time (assumption)" in said


def test_the_command_and_the_api_tell_the_same_of_quality(database):
    told = fitted(database, "--question", "Q07=+5", "--question", "Q06=-1")
    with qm.open(database) as centre:
        same = centre.whatif(questions={"Q07": "+5", "Q06": "-1"}).to_dict()
    assert json.loads(json.dumps(same, default=float))["quality"] == told["quality"]
    assert same["scenario"] == told["scenario"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--quality", "+3"), "--quality is of a fitted queue; give --fit with it."),
        (("--question", "Q07=+3"), "--question is of a fitted queue; give --fit with it."),
        (("--fit", "--question", "Q07"), "--question Q07 tells no number"),
    ],
)
def test_quality_goes_with_a_fit(database, words, sentence):
    assert sentence in str(run(*words, "--database", database).exception)
