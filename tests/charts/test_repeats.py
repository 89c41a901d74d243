"""The charts of the page Repeats: each is built and written out, which fails on any unknown field."""

import pandas as pd
import pytest

from qm.charts import as_svg
from qm.charts.bands import bands
from qm.charts.causes import APART, causes
from qm.charts.journey import journey
from qm.charts.pareto import pareto
from qm.charts.windows import windows
from qm.wording import Scale

RATE = Scale("repeat_rate", "Repeat rate", "percent", "share", "down")
AHT = Scale("aht", "Handle time", "duration", "mean", "neither")
NAN = float("nan")


def curve(**changes):
    return pd.DataFrame(
        {
            "window_days": [1.0, 7.0, 30.0],
            "value": [0.1, 0.2, 0.25],
            "low": [0.09, 0.18, 0.2],
            "high": [0.11, 0.22, 0.3],
            "n": [100, 90, 10],
            "coincidence": [0.002, 0.014, 0.06],
            "net": [0.1, 0.19, 0.2],
        }
    ).assign(**changes)


def groups():
    return pd.DataFrame(
        {
            "dimension": ["reason", "reason", "channel"],
            "heading": ["Reason", "Reason", "Channel"],
            "key": ["a", "b", "a"],
            "group": ["a", "b", "a"],
            "value": [0.2, 0.9, 0.5],
            "low": [0.1, 0.6, 0.4],
            "high": [0.3, 0.98, 0.6],
            "n": [100, 4, 20],
            "whole": [0.4, 0.4, 0.3],
        }
    )


def steps():
    return pd.DataFrame(
        {
            "name": ["6 May", "7 May"],
            "at": pd.to_datetime(["2024-05-06 10:00", "2024-05-07 10:00"]),
            "before": pd.to_datetime(["2024-05-06 10:00", "2024-05-06 10:05"]),
            "is_repeat": [False, True],
            "abandoned": [False, True],
            "gap": ["", "1 day"],
            "mark": ["2 of 5", ""],
            "details": ["x", "y"],
        }
    )


def layers(chart):
    return chart.to_dict()["layer"]


def marks(chart):
    return [layer["mark"]["type"] for layer in layers(chart)]


def test_the_window_in_force_is_marked_and_its_point_larger():
    rule, *_, points = layers(windows(curve(), RATE, window_days=7))
    assert rule["mark"]["type"] == "rule"
    assert points["encoding"]["size"]["condition"] == {"test": "datum.window_days == 7.0", "value": 140}


def test_without_coincidence_there_is_one_line():
    assert marks(windows(curve(), RATE, window_days=7)) == ["rule", "area", "line", "line", "point"]
    assert marks(windows(curve(net=NAN), RATE, window_days=7)) == ["rule", "area", "line", "point"]


def test_windows_beyond_the_curve_still_fit():
    assert layers(windows(curve(), RATE, window_days=60))[0]["encoding"]["x"]["scale"]["domain"] == [0, 60]


def test_groups_of_two_dimensions_with_one_name_have_places_of_their_own():
    domain = layers(causes(groups(), RATE))[-1]["encoding"]["y"]["scale"]["domain"]
    assert domain == ["Reason", f"Reason{APART}a", f"Reason{APART}b (n 4)", "Channel", f"Channel{APART}a (n 20)"]


def test_a_pareto_adds_up_on_the_same_axis():
    frame = pd.DataFrame({"group": ["a", "b"], "share": [0.7, 0.3], "cumulative": [0.7, 1.0], "text": ["7 h", "3 h"]})
    chart = pareto(frame)
    assert marks(chart) == ["bar", "line", "point", "text"]
    assert len({tuple(layer["encoding"]["x"]["scale"]["domain"]) for layer in layers(chart)}) == 1


def test_bands_draw_both_what_is_alike_and_what_stands():
    frame = pd.DataFrame(
        {
            "band": ["under 50%", "50–100%"],
            "value": [320.0, 300.0],
            "low": [310.0, NAN],
            "high": [330.0, NAN],
            "raw": [350.0, 290.0],
            "n": [500.0, 4.0],
        }
    )
    assert marks(bands(frame, AHT, condition="service level")) == ["point", "line", "rule", "point"]


def test_a_journey_tells_repeats_by_colour_and_who_hung_up_by_shape():
    _, points, *_ = layers(journey(steps()))
    assert points["encoding"]["color"]["scale"]["domain"] == ["new matter", "repeat"]
    assert points["encoding"]["shape"]["condition"] == {"test": "datum.abandoned", "value": "cross"}


def test_what_is_written_in_a_journey_stays_inside():
    chart = journey(steps()).to_dict()
    (rows,) = [d for d in chart["datasets"].values() if "is_late" in d[0]]
    assert [row["is_late"] for row in rows] == [False, True]
    assert [layer["mark"].get("align") for layer in chart["layer"]] == [None, None, "left", "right"]


def test_a_journey_of_one_contact_draws():
    assert marks(journey(steps().head(1))) == ["rule", "point", "text", "text"]


@pytest.mark.parametrize(
    "chart",
    [
        windows(curve(), RATE, window_days=7),
        causes(groups(), RATE),
        journey(steps()),
        pareto(pd.DataFrame({"group": ["a"], "share": [1.0], "cumulative": [1.0], "text": ["7 h"]})),
        bands(
            pd.DataFrame({"band": ["a"], "value": [1.0], "low": [0.5], "high": [2.0], "raw": [1.0], "n": [30.0]}),
            AHT,
            condition="service level",
        ),
    ],
    ids=["windows", "causes", "journey", "pareto", "bands"],
)
def test_every_chart_can_be_saved(chart):
    assert b"Repeats of voice" in as_svg(chart, title="Repeats of voice", lines=["1 May 2024"], palette={})
