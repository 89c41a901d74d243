"""The charts of a what-if hold what they are given, and are valid."""

import pandas as pd
import pytest

from qm.charts.board import large
from qm.charts.settings import course, curves, open_work, steps, terrain

NO_LINE = pd.DataFrame({"agents": [], "rate": []})


def layers(chart):
    return chart.to_dict()["layer"]


def rows(chart):
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


def test_curves_show_every_case_and_the_target():
    lines = pd.DataFrame(
        {"x": [5, 6, 5, 6], "service_level": [0.6, 0.8, 0.7, 0.9], "case": ["today", "today", "scenario", "scenario"]}
    )
    points = pd.DataFrame({"x": [5, 6], "service_level": [0.6, 0.9], "case": ["today", "scenario"]})
    with_target = curves(lines, points, target=0.8, x_title="Agents present")
    assert {"target": 0.8, "words": "goal 80%"} in rows(with_target)
    assert len(layers(with_target)) == len(layers(curves(lines, points, target=None, x_title="Agents"))) + 2


@pytest.mark.parametrize("clock", [True, False])
def test_a_course_leaves_gaps_where_nothing_is_known(clock):
    at = [9.0, 9.5] if clock else list(pd.to_datetime(["2026-06-01", "2026-06-02"]))
    frame = pd.DataFrame(
        {"at": at, "label": ["a", "b"], "service_level": [0.5, None], "case": "observed", "contacts": [3, 0]}
    )
    assert {row["label"] for row in rows(course(frame, clock=clock))} == {"a"}


def test_steps_stand_on_each_other():
    frame = pd.DataFrame(
        {
            "label": ["Agents", "Repeats", "Together"],
            "start": [0.0, 8.0, 0.0],
            "end": [8.0, 5.0, 5.0],
            "kind": ["better", "worse", "total"],
            "text": ["+8.0", "−3.0", "+5.0"],
        }
    )
    drawn = {row["label"]: row for row in rows(steps(frame))}
    assert (drawn["Repeats"]["start"], drawn["Repeats"]["end"], drawn["Repeats"]["top"]) == (8, 5, 8)
    assert layers(steps(frame))[0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_the_map_has_a_place_to_click_and_one_under_the_pointer():
    cells = pd.DataFrame(
        {
            "agents": [5.0],
            "rate": [0.1],
            "left": [4.5],
            "right": [5.5],
            "bottom": [0.05],
            "top": [0.15],
            "service_level": [0.8],
            "words": ["5.0 agents"],
        }
    )
    points = pd.DataFrame({"agents": [5.0], "rate": [0.1], "case": ["today"]})
    line = pd.DataFrame({"agents": [4.6, 5.4], "rate": [0.05, 0.15]})
    bare = terrain(cells, NO_LINE, NO_LINE, points)
    assert {p["name"] for p in bare.to_dict()["params"]} == {"picked", "under"}
    assert len(layers(terrain(cells, line, line, points))) == len(layers(bare)) + 3


def test_open_work_shows_the_edge_where_it_is_near():
    frame = pd.DataFrame(
        {"at": [0.0, 7.0, 14.0], "label": ["a", "b", "c"], "open": [10.0, 50.0, 40.0], "case": "scenario"}
    )
    near, far = open_work(frame, 60.0).to_dict(), open_work(frame, 900.0).to_dict()
    assert len(near["layer"]) == 3
    assert len(far["layer"]) == len(open_work(frame, None).to_dict()["layer"]) == 1
    assert near["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, pytest.approx(64.8)]


def test_a_large_figure_says_what_there_is_to_say():
    told = large("Service level", "82 %", "", "neither", "#123456").to_dict()
    assert [layer["mark"]["fontSize"] for layer in told["layer"]] == [27, 74]
    assert {layer["mark"]["color"] for layer in told["layer"]} == {"#123456"}
    assert len(large("Service level", "82 %", "+3 points", "better", "#123456").to_dict()["layer"]) == 3
