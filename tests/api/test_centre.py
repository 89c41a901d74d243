"""What a centre answers to Python is what the command prints."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import qm
from qm.analysis.repeats import service_feedback
from qm.analysis.resolved_filters import view_of
from qm.commands import cli
from qm.metrics import Filters
from tests.conftest import ROOT
from tests.demo_store import DemoStores


@pytest.fixture(scope="module")
def path(demo_stores: DemoStores) -> Path:
    return demo_stores.copy(35, 600, seed=4)


@pytest.fixture
def command(path: Path):
    """command("metrics", "--by", "week") -> its JSON on the demo store."""

    def run(*words: str) -> Any:
        done = CliRunner().invoke(cli, [*words, "--database", str(path), "--json"], standalone_mode=False)
        assert done.exception is None, done.exception
        return json.loads(done.output)

    return run


@pytest.fixture
def centre(path: Path) -> Iterator[qm.Centre]:
    with qm.open(path) as opened:
        yield opened


def test_metrics(path: Path, command):
    words = ["--metric", "service_level", "--metric", "csat", "--by", "week", "--where", "channel=voice"]
    told = command("metrics", *words, "--where", "channel=chat", "--from", "2026-06-01", "--to", "2026-06-21")
    with qm.open(path) as centre:
        frame = centre.metrics(
            ["service_level", "csat"],
            by=["week"],
            where={"channel": ["voice", "chat"]},
            date_from="2026-06-01",
            date_to=date(2026, 6, 21),
        )
    assert len(frame) == len(told["rows"]) == 6
    for column in frame:
        assert frame[column].tolist() == [row[column] for row in told["rows"]]


def test_all_metrics_that_fit(path: Path, command):
    told = command("metrics", "--by", "queue")
    with qm.open(path) as centre:
        frame = centre.metrics(by="queue")
    assert frame["metric"].tolist() == [row["metric"] for row in told["rows"]]
    assert frame["n"].tolist() == [row["n"] for row in told["rows"]]


def test_what_cannot_be_asked_is_said_in_a_sentence(centre: qm.Centre):
    for asked, sentence in (
        ({"names": ["happiness"]}, "There is no metric called 'happiness'"),
        ({"names": "csat", "where": {"planet": "Mars"}}, "planet"),
        ({"names": "csat", "date_from": "yesterday"}, "'yesterday' is not a day, such as 2024-05-01."),
        ({"names": "csat", "date_from": "2026-06-02", "date_to": "2026-06-01"}, "lies after date_to"),
    ):
        with pytest.raises(qm.QMError, match=sentence):
            centre.metrics(**asked)


def test_a_file_comes_in_and_is_taken_back(tmp_path: Path):
    with qm.open(tmp_path / "ours.duckdb", person="Ann") as centre:
        report = centre.import_file(ROOT / "data" / "templates" / "contacts.csv")
        assert report.rows == report.accepted > 0
        history = centre.imports()
        assert history["batch"].tolist() == [report.batch]
        assert centre.metrics("contacts")["value"].tolist() == [report.accepted]
        assert centre.undo() == {"batch": report.batch, "removed": report.accepted, "restored": 0}
        with pytest.raises(qm.QMError, match=r"There is no import to undo\."):
            centre.undo()
        assert centre.session.rows("select imported_by from imports") == [("Ann",)]


def test_definitions(tmp_path: Path):
    with qm.open(tmp_path / "ours.duckdb") as centre:
        before = centre.define()
        after = centre.define({"service_level.threshold_seconds": 30, "wait_bands": (10, 60)})
        assert before != after
        with pytest.raises(qm.QMError):
            centre.define({"wait_bands": "soon"})
        assert centre.define() == after


def test_the_definitions_in_force(path: Path, command):
    told = command("define")
    with qm.open(path) as centre:
        assert json.loads(json.dumps(centre.define().to_dict())) == told


def test_agents(path: Path, command):
    told = command("agents", "--metric", "csat", "--by", "team", "--where", "channel=voice")
    with qm.open(path) as centre:
        found = centre.agents("csat", by="team", where={"channel": "voice"})
        assert found.to_dict() == told
        assert found.to_frame()["agent"].tolist() == [row["agent"] for row in told["agents"]]
        assert found.chart().to_dict()["layer"]


def assert_same(one: Any, other: Any) -> None:
    """The same document; figures to the twelfth digit, for threads add up in any order."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert list(one) == list(other)
        one, other = list(one.values()), list(other.values())
    if isinstance(one, list) and isinstance(other, list):
        for a, b in zip(one, other, strict=True):
            assert_same(a, b)
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-12, abs=1e-12)
    else:
        assert one == other


def test_one_agent(path: Path, command):
    with qm.open(path) as centre:
        ((number,),) = centre.session.rows("select min(agent_id) from contacts")
    told = command("agent", number)
    with qm.open(path) as centre:
        assert_same(centre.agent(number).to_dict(), told)
        with pytest.raises(qm.QMError, match="nobody"):
            centre.agent("nobody")


def test_scorecard_and_drivers(path: Path, command):
    told, suggested = command("drivers"), command("weights", "--suggest", "--cap", "5")
    with qm.open(path) as centre:
        assert centre.drivers().to_dict() == told
        found = centre.scorecard()
        assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == found.to_dict()
        assert found.suggest(cap=5).to_dict() == suggested
        assert found.chart("question_map").to_dict()["layer"]


def test_repeats(path: Path):
    with qm.open(path) as centre:
        found = centre.repeats(window_days=3, period="7")
        whole = centre.repeats(period="all").to_dict()["rate"]
        rate = centre.metrics("repeat_rate").iloc[0]
        assert (whole["value"], whole["n"]) == (rate["value"], rate["n"])
        assert found.to_dict()["window_days"] == 3
        for name in found.charts:
            assert found.chart(name).to_dict()["$schema"]


def test_waits_and_repeats_are_those_of_the_page(path: Path):
    with qm.open(path) as centre:
        found = centre.repeats(window_days=3, scope="reason").service_feedback()
        page = service_feedback(centre.session, view_of(centre.session, Filters()), 3, "reason")
        assert found.answer == page
        assert found.summary in repr(found)
        told = found.to_dict()
        assert [link["metric"] for link in told["links"]] == ["aht", "csat", "repeat_rate"]
        assert json.loads(json.dumps(told, allow_nan=False)) == told
        assert len(found.to_frame()) == sum(len(link["bands"]) for link in told["links"]) > 0
        for link in told["links"]:
            if link["change"] is None:
                with pytest.raises(qm.QMError):
                    found.chart(link["metric"])
            else:
                assert link["low"] <= link["change"] <= link["high"]
                assert found.chart(link["metric"]).to_dict()["$schema"]


def test_whatif(path: Path, command):
    told = command("whatif", "--fit", "--queue", "Technical line", "--agents", "+2", "--repeat", "0.1")
    with qm.open(path) as centre:
        found = centre.whatif("Technical line", agents="+2", repeat_rate=0.1)
        assert found.to_dict() == told
        assert list(found.to_frame().columns) == ["", "Today", "Scenario", "Difference"]
        for name in found.charts:
            assert found.chart(name).to_dict()["$schema"]
        with pytest.raises(qm.QMError, match="There is no lever called 'luck'"):
            centre.whatif(luck=7)


def test_agreement(path: Path, command):
    told = command("agreement", "--where", "team=North")
    with qm.open(path) as centre:
        found = centre.agreement(where={"team": "North"})
        assert found.to_dict() == told
        with pytest.raises(qm.QMError, match="no chart"):
            found.chart()


def test_targets_by_queue(tmp_path: Path):
    with qm.open(tmp_path / "ours.duckdb", person="Ann") as centre:
        now = centre.define({"target.queue.Billing": "90%/30s from 2026-05-01", "channel.fax": "deferred"})
        assert now.targets.on(date(2026, 5, 1), "voice", "Billing").text == "90%/30s"
        assert [target["set_by"] for target in now.to_dict()["targets"] if target["name"] == "Billing"] == ["Ann"]
        with pytest.raises(qm.QMError, match=r"target\.queue\.Billing cannot be 'soon'"):
            centre.define({"target.queue.Billing": "soon"})
