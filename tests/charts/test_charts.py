"""Charts are values: each is built and written out, which fails on any unknown field."""

import pandas as pd
import pytest

from qm.charts import as_png, as_svg, breakdown, heatmap, moves, trend
from qm.wording import Scale

SHARE = Scale("service_level", "Service level", "percent", "share", "up")
COUNT = Scale("contacts", "Contacts", "number", "count", "neither")
NAN = float("nan")


def trend_frame(**changes):
    starts = pd.date_range("2024-01-01", periods=4, freq="7D")
    frame = pd.DataFrame(
        {
            "start": starts,
            "end": starts + pd.Timedelta(days=7),
            "period": ["w1", "w2", "w3", "w4"],
            "value": [0.8, 0.82, 0.6, 0.9],
            "n": [100, 110, 90, 20],
            "centre": [0.8, 0.8, 0.8, NAN],
            "lower": [0.7, 0.7, 0.7, NAN],
            "upper": [0.9, 0.9, 0.9, NAN],
            "signal": ["ordinary", "ordinary", "worsening", "not complete"],
            "direction": ["within", "within", "below", "within"],
            "rule": ["", "", "beyond the limits", ""],
            "current": [False, False, True, True],
            "compared": [NAN, NAN, 0.8, NAN],
            "compared_period": ["", "", "w1", ""],
        }
    )
    return frame.assign(**changes)


def groups():
    return pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "group": ["a", "b", "c"],
            "value": [0.2, 0.9, 0.5],
            "low": [0.1, 0.6, 0.4],
            "high": [0.3, 0.98, 0.6],
            "n": [100, 4, 20],
        }
    )


def layers(chart):
    return chart.to_dict()["layer"]


def datasets(chart):
    return chart.to_dict()["datasets"]


def test_a_trend_says_verdicts_by_colour_and_by_shape():
    points = layers(trend(trend_frame(), SHARE))[-1]
    assert points["encoding"]["color"]["scale"]["domain"] == ["worse than normal", "normal", "not complete"]
    assert points["encoding"]["shape"]["scale"]["domain"] == ["above", "below", "within"]


def test_an_incomplete_last_point_hangs_on_a_dashed_line():
    dashed = [layer for layer in layers(trend(trend_frame(), SHARE)) if layer["mark"].get("strokeDash") == [2, 3]]
    whole = trend(trend_frame(signal="ordinary"), SHARE)
    assert len(dashed) == len([x for x in layers(whole) if x["mark"].get("strokeDash") == [2, 3]]) + 1


def test_a_trend_without_limits_or_comparison_still_draws():
    bare = trend_frame(centre=NAN, lower=NAN, upper=NAN, compared=NAN, signal="ordinary", rule="", direction="within")
    marks = [layer["mark"]["type"] for layer in layers(trend(bare, SHARE))]
    assert marks == ["rect", "line", "point"]


def test_counts_start_at_zero_and_shares_stay_within_one():
    def domain(chart):
        return next(x for x in layers(chart) if x["mark"]["type"] == "point")["encoding"]["y"]["scale"]["domain"]

    assert domain(trend(trend_frame(value=[900, 950, 1000, 100], compared=NAN), COUNT))[0] == 0
    low, high = domain(trend(trend_frame(value=[0.97, 0.98, 1.0, 1.0]), SHARE))
    assert 0 <= low < high == 1


def test_a_breakdown_sorts_by_value_with_small_samples_last_and_labelled():
    sort = layers(breakdown(groups(), SHARE))[-1]["encoding"]["y"]["sort"]
    assert sort == ["c (n 20)", "a", "b (n 4)"]


def test_a_breakdown_in_its_own_order_keeps_it():
    sort = layers(breakdown(groups(), SHARE, ranked=False))[-1]["encoding"]["y"]["sort"]
    assert sort == ["a", "b (n 4)", "c (n 20)"]


def test_counts_are_bars_from_zero():
    (bars,) = layers(breakdown(groups().assign(value=[100, 4, 20], low=NAN, high=NAN), COUNT))
    assert bars["mark"]["type"] == "bar"
    assert bars["encoding"]["x"]["scale"]["zero"] is True
    assert bars["encoding"]["y"]["sort"] == ["a", "c", "b"]


def test_cells_of_fewer_than_ten_have_no_colour():
    cells = pd.DataFrame({"weekday": [1, 2], "hour": [9, 10], "value": [0.5, 0.6], "n": [50, 9]})
    empty, full = layers(heatmap(cells, SHARE))
    assert "color" not in empty["encoding"]
    assert "color" in full["encoding"]
    assert len(layers(heatmap(cells, COUNT))) == 1


def test_moves_stack_rate_and_mix_and_mark_their_sum():
    frame = pd.DataFrame({"key": ["a"], "group": ["a"], "rate": [-0.03], "mix": [0.01], "total": [-0.02]})
    chart = moves(frame, SHARE)
    assert [layer["mark"]["type"] for layer in layers(chart)] == ["rule", "bar", "tick"]
    drawn = [row for rows in datasets(chart).values() for row in rows if "effect" in row]
    assert {row["effect"]: round(row["change"], 6) for row in drawn if row["change"]} == {
        "own rate": -3,
        "share of all": 1,
    }


def test_moves_of_counts_have_no_mix():
    frame = pd.DataFrame({"key": ["a"], "group": ["a"], "rate": [5.0], "mix": [NAN], "total": [5.0]})
    assert [layer["mark"]["type"] for layer in layers(moves(frame, COUNT))] == ["rule", "bar"]


@pytest.mark.parametrize("name", ["trend", "breakdown"])
def test_pictures_carry_title_and_lines(name):
    chart = trend(trend_frame(), SHARE) if name == "trend" else breakdown(groups(), SHARE)
    header = {"title": "Service level by week", "lines": ["1–28 Jan 2024 · channel voice"], "palette": {}}
    drawing = as_svg(chart, **header).decode()
    assert "Service level by week" in drawing
    assert "channel voice" in drawing
    assert as_png(chart, **header).startswith(b"\x89PNG")
