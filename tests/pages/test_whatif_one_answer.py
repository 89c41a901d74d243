"""One question, one answer: the page What-if, the command and Python say the same on one store."""

import json
import re
from math import ceil

import pytest
from click.testing import CliRunner

import qm
from qm.analysis import whatif
from qm.commands.whatif import command
from qm.metrics import Filters
from qm.store import Session


@pytest.fixture
def app_file(demo_stores):
    return demo_stores.file(days=35, contacts_per_day=600, seed=4)


def told(demo_stores, *words):
    database = str(demo_stores.copy(days=35, contacts_per_day=600, seed=4))
    done = CliRunner().invoke(command, ["--fit", "--database", database, *words], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.output


def shown(page):
    """The table of the page by label: today, scenario, difference."""
    return next(t.value for t in page.table if "Difference" in t.value.columns).set_index("")


@pytest.mark.parametrize(
    ("address", "options", "setting"),
    [
        ({}, (), {}),
        (
            {"staff": "6", "repeats": "20", "aht": "300"},
            ("--agents", "6", "--repeat", "0.2", "--aht", "300"),
            {"agents": 6, "repeat": 0.2, "aht": 300},
        ),
    ],
)
def test_page_command_and_python_say_the_same(run_page, app_store, demo_stores, address, options, setting):
    answer = whatif.answer(Session(app_store), Filters(), setting=setting)
    figures = answer.to_dict()
    assert json.loads(told(demo_stores, "--json", *options)) == json.loads(json.dumps(figures))
    with qm.open(demo_stores.copy(days=35, contacts_per_day=600, seed=4)) as centre:
        assert centre.whatif(**setting).to_dict() == json.loads(json.dumps(figures))
    state, target = figures["equilibria"][0], figures["scenario"]["service_level"]["value"]
    assert state["service_level"] == target == answer.scenario.service_level
    assert figures["agents_needed"] == ceil(figures["agents_exact"])

    page = run_page("whatif", period="All days", **address)
    if address:
        table = shown(page)["Scenario"]
        assert table["Service level"] == f"{target:.1%}"
        assert table["Abandoned"] == f"{state['abandonment']:.1%}"
        assert table["Contacts each new contact turns into"] == f"{figures['gain']:.1f}"
        assert table["Agents for the goal"] == f"{figures['agents_exact']:.1f}"
        assert [row.scenario for row in answer.table] == table.tolist()
    assert page.container(key="whatif.agents").metric[0].value == f"{figures['agents_exact']:.1f}"
    assert page.container(key="whatif.service").metric[0].value == f"{target:.1%}"
    said = " ".join([element.value for kind in ("markdown", "caption", "warning") for element in page.get(kind)])
    printed = told(demo_stores, *options)
    for sentence in (figures["verdict"], figures["sentence"], *figures["warnings"]):
        assert sentence in re.sub(r"\\|\*\*|\u2060", "", said)
        assert sentence in printed


def test_the_figures_of_the_demo_centre(demo_stores):
    """What the page has said of it since it was first drawn."""
    figures = json.loads(told(demo_stores, "--json"))
    state = figures["equilibria"][0]
    assert f"{state['service_level']:.1%} {state['abandonment']:.1%} {figures['gain']:.2f}" == "74.3% 10.8% 1.44"
    assert (figures["agents_needed"], round(figures["agents_exact"], 1)) == (5, 4.4)
    for case in ("today", "scenario"):
        level = figures[case]["service_level"]
        assert level["low"] < level["value"] < level["high"]
    assert figures["observed"]["service_level"]["value"] == pytest.approx(0.743, abs=5e-4)


def test_a_chat_queue_is_fitted_alike_every_time(demo_stores):
    one, other = (json.loads(told(demo_stores, "--json", "--queue", "Live chat")) for _ in range(2))
    for first, second in zip(one["fit"]["parameters"], other["fit"]["parameters"], strict=True):
        assert first["value"] == pytest.approx(second["value"], rel=1e-9), first["name"]
