"""Charts of evaluators: complete specifications, whatever evaluators and coefficients are called."""

import altair as alt
import pandas as pd
import pytest

from qm.charts import as_png
from qm.charts.agreement import agreement, pairs, rounds, shifts, standings

NAN = float("nan")
NAMES = ['An"n', "O'Bob", "Cat</script>"]


def questions() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "question": NAMES,
            "value": [0.2, 0.8, NAN],
            "low": [0.1, NAN, NAN],
            "high": [0.3, NAN, NAN],
            "other": [-0.1, NAN, NAN],
            "n": [30, 12, 4],
        }
    ).assign(value_text="", interval_text="", other_text="", equal_text="", usual_text="", verdict="fair")


def square(names: list[str]) -> pd.DataFrame:
    rows = [(a, b, 0.5 if a != b else NAN, a > b) for a in names for b in names]
    frame = pd.DataFrame(rows, columns=["left", "right", "value", "few"])
    return frame.assign(text="n 4", value_text="", interval_text="", bias_text="", contacts=4)


def people(verdicts: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rater": NAMES,
            "name": NAMES,
            "n": 30,
            "verdict": verdicts,
            "value": [1.0, -2.0, NAN],
            "low": [0.0, -3.0, NAN],
            "high": [2.0, -1.0, NAN],
        }
    ).assign(value_text="", interval_text="")


def course(signals: list[str]) -> pd.DataFrame:
    at = pd.to_datetime(["2024-05-06 10:00", "2024-05-13 10:00", "2024-05-20 10:00"])
    return pd.DataFrame(
        {
            "at": at,
            "step": NAMES,
            "value": [0.5, 0.6, NAN],
            "low": [0.4, NAN, NAN],
            "high": [0.6, NAN, NAN],
            "contacts": 4,
            "current": [False, True, True],
            "signal": signals,
            "rule": "",
        }
    ).assign(value_text="", interval_text="", said="")


def moved() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": NAMES,
            "n": [30, 12, 1],
            "before": 0.8,
            "before_low": [0.7, 0.7, NAN],
            "before_high": [0.9, 0.9, NAN],
            "after": 0.85,
            "after_low": [0.8, 0.8, NAN],
            "after_high": 0.9,
        }
    ).assign(before_text="", after_text="", change_text="", beyond_text="")


CHARTS = {
    "questions": lambda: agreement(questions(), "Gwet's AC1", "Cohen's kappa", share=False),
    "shares": lambda: agreement(questions(), "Percent agreement", "Gwet's AC1", share=True),
    "pairs": lambda: pairs(square(NAMES), "Gwet's AC1", share=False),
    "twenty": lambda: pairs(square([f"R{i:02}" for i in range(20)]), "Gwet's AC1", share=True),
    "severity": lambda: standings(
        people(["severe", "lenient, unreliable", "unknown"]), title="points", zero=True, format="+~g"
    ),
    "ordinary": lambda: standings(people(["ordinary"] * 3), title="follows", zero=False, format=".1f"),
    "rounds": lambda: rounds(course(["ordinary", "worsening", "improving"]), "Gwet's AC1", share=False, whole=0.5),
    "given": lambda: shifts(moved(), removed=False),
    "removed": lambda: shifts(moved(), removed=True),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_valid_and_becomes_a_picture(name: str):
    chart = CHARTS[name]()
    with alt.data_transformers.enable("default", max_rows=None):
        assert chart.to_dict(validate=True)["layer"]
    assert as_png(chart, title="title", lines=["line"], palette={}).startswith(b"\x89PNG")


def test_pairs_with_too_few_contacts_are_drawn_apart():
    layers = pairs(square(NAMES), "AC1", share=False).to_dict()["layer"]
    assert layers[0]["transform"] == [{"filter": "datum.few"}]
    assert "strokeDash" in layers[0]["mark"]
