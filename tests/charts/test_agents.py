"""The charts of the page Agents: each is built and written out, which fails on any unknown field."""

import pandas as pd

from qm.charts import as_svg, verdicts
from qm.charts.funnel import funnel
from qm.charts.pair import pair
from qm.wording import Scale

QUALITY = Scale("quality_score", "Quality score", "percent", "mean", "up")
AHT = Scale("aht", "Handle time", "duration", "mean", "neither")


def people(*standing: str, n: int = 50) -> pd.DataFrame:
    count = len(standing)
    side = {
        f"{s}{p}": v for s, v in (("x", 300.0), ("y", 0.8)) for p, v in (("", v), ("_low", v * 0.9), ("_high", v * 1.1))
    }
    return pd.DataFrame(
        {
            "agent": [f"A{i}" for i in range(count)],
            "group": [f"Name {i}" for i in range(count)],
            "standing": standing,
            "x_n": n,
            "y_n": n,
            "x_verdict": "as expected",
            "y_verdict": "as expected",
            **side,
        }
    )


def cases(*n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agent": [f"A{i}" for i in n],
            "group": [f"Name {i}" for i in n],
            "n": n,
            "adjusted": 0.8,
            "value": 0.8,
            "expected": 0.78,
            "shrunk": 0.79,
            "low95": 0.7,
            "high95": 0.85,
            "verdict_text": "as expected",
            "standing": verdicts.EXPECTED,
        }
    )


def limits(*n: float) -> pd.DataFrame:
    rows = [(x, c, 0.8 - w / x**0.5, 0.8 + w / x**0.5) for c, w in ((0.95, 0.8), (0.998, 1.2)) for x in n]
    return pd.DataFrame(rows, columns=["n", "confidence", "low", "high"])


def layers(chart):
    return chart.to_dict()["layer"]


def marks(chart):
    return [layer["mark"]["type"] for layer in layers(chart)]


def rows_of(chart):
    return max((d for d in chart.to_dict()["datasets"].values()), key=len)


def test_a_pair_draws_the_centre_intervals_and_names_of_those_who_differ():
    chart = pair(people(verdicts.BETTER, *[verdicts.EXPECTED] * 60), AHT, QUALITY, centre=(300, 0.8))
    assert marks(chart) == ["rule", "rule", "rule", "rule", "point", "text"]
    assert rows_of(chart)[-1]["standing"] == verdicts.BETTER  # drawn last, on top


def test_where_nobody_of_many_differs_there_are_marks_alone():
    chart = pair(people(*[verdicts.EXPECTED] * 60), AHT, QUALITY, centre=(300, 0.8))
    assert marks(chart) == ["rule", "rule", "point"]


def test_colour_and_shape_say_the_same_and_words_may_stand_in():
    chart = pair(
        people(verdicts.WORSE, verdicts.HIGHER), AHT, QUALITY, centre=(300, 0.8), words={verdicts.HIGHER: "longer"}
    )
    points = next(layer for layer in layers(chart) if layer["mark"]["type"] == "point")["encoding"]
    assert points["color"]["scale"]["domain"] == points["shape"]["scale"]["domain"] == ["worse", "higher"]
    assert points["shape"]["scale"]["range"] == ["triangle-down", "triangle-up"]
    assert "'higher' ? 'longer'" in points["color"]["legend"]["labelExpr"]


def test_of_thousands_those_who_differ_all_stay():
    frame = people(*([verdicts.EXPECTED] * 4000 + [verdicts.WORSE] * 50))
    kept = verdicts.thinned(frame)
    assert len(kept) == verdicts.MOST
    assert (kept["standing"] == verdicts.WORSE).sum() == 50
    assert kept["agent"].is_unique
    assert len(verdicts.thinned(people(*[verdicts.WORSE] * 5), most=3)) == 5


def test_a_funnel_has_both_limits_around_the_centre():
    chart = funnel(cases(10, 40, 90), limits(10, 40, 90), QUALITY, centre=0.8)
    assert marks(chart)[:4] == ["rule", "line", "line", "point"]
    x = layers(chart)[3]["encoding"]["x"]["scale"]
    assert x["type"] == "linear"
    assert (
        layers(funnel(cases(10, 4000), limits(10, 4000), QUALITY, centre=0.8))[3]["encoding"]["x"]["scale"]["type"]
        == "log"
    )


def test_both_can_be_saved_with_one_unit_too():
    for chart in (
        pair(people(verdicts.EXPECTED), AHT, QUALITY, centre=(300, 0.8)),
        funnel(cases(12), limits(12), QUALITY, centre=0.8),
    ):
        assert b"Agents of Red" in as_svg(chart, title="Agents of Red", lines=["1 May 2024"], palette={})
