"""What the page of one agent says, and the page for a talk."""

from datetime import date

import numpy as np
import pandas as pd

from qm.ui.agent.evaluations import heading, lines
from qm.ui.agent.line import line_svg
from qm.ui.agent.log import change, follow_ups, together
from qm.ui.agent.standing import item_text
from qm.ui.agent.work import explained, takeaway

TODAY = date(2024, 6, 10)


def log(*days: tuple[str | None, bool]) -> pd.DataFrame:
    return pd.DataFrame({"follow_up_on": pd.to_datetime([d for d, _ in days]), "followed_up": [f for _, f in days]})


def test_follow_ups_say_what_is_overdue_and_what_comes_next():
    assert follow_ups(log(("2024-06-01", False), ("2024-05-20", False), ("2024-06-12", False)), TODAY) == (
        "2 follow-ups are overdue, the oldest since 20 May 2024. The next follow-up is due on 12 Jun 2024."
    )
    assert follow_ups(log(("2024-06-09", False)), TODAY) == "1 follow-up is overdue, the oldest since 9 Jun 2024."
    assert follow_ups(log(("2024-06-10", False)), TODAY) == "The next follow-up is due on 10 Jun 2024."
    assert follow_ups(log(("2024-06-01", True), (None, False)), TODAY) == ""
    assert follow_ups(log().head(0), TODAY) == ""


def test_a_change_comes_with_its_interval_or_its_numbers():
    row = {"verdict": "better", "effect": 0.12, "low": 0.03, "high": 0.21, "before_n": 20, "after_n": 22}
    assert change(row) == "+12 points (+3 to +21), helped"
    assert change(row | {"verdict": "too few", "after_n": 4}) == "too few to tell (n 20 before, 4 after)"
    assert change(row | {"verdict": np.nan}) == ""


def test_coaching_and_feedback_taken_together_are_told_apart():
    told = pd.DataFrame(
        {
            "kind": ["coaching", "feedback", "feedback"],
            "verdict": ["better", "no change seen", "too few"],
            "effect": [0.2, -0.004, 0.9],
            "variance": [0.01**2, 0.01**2, 0.01**2],
        }
    )
    assert together(told) == (
        "Taken together over the last year: coaching +20 points (+18 to +22; 1 event), "
        "feedback 0 points (−2 to +2; 1 event)."
    )
    assert together(told[told["verdict"] == "too few"]).startswith("No event of the last year has enough evaluations")


def test_a_strength_names_the_peers_and_the_uncertainty():
    item = {
        "kind": "question",
        "id": "q1",
        "name": "A*b*",
        "value": 0.9,
        "expected": 0.8,
        "low": 0.82,
        "high": 0.95,
        "n": 25,
        "label": "few cases (25)",
    }
    assert item_text(item, lambda name: name.replace("*", "")) == (
        "**Ab** 90.0%, where peers with the same mix reach 80.0% (n 25, few cases; likely 82.0% to 95.0%)"
    )


def test_an_evaluation_in_a_line_and_its_answers():
    row = {
        "evaluated_at": pd.Timestamp("2024-06-01 10:00"),
        "quality_score": np.nan,
        "auto_failed": True,
        "channel": "voice",
        "reason": None,
        "csat": 4.0,
        "evaluator_id": "E",
        "disputed": pd.NA,
        "acknowledged_at": pd.NaT,
    }
    assert heading(row) == "1 Jun 2024 · no score · critical question failed · voice · customer 4 · by E"
    assert heading(row | {"disputed": True}).endswith("by E · disputed")
    answers = pd.DataFrame(
        {
            "question": ["q1", "q2", "q3"],
            "text": ["One", None, "Three"],
            "points": [0.0, 10.0, np.nan],
            "points_possible": [10.0, 10.0, 10.0],
            "share": [0.0, 1.0, np.nan],
            "failed": [True, False, False],
            "not_applicable": [False, False, True],
            "comment": [None, None, "n/a"],
        }
    )
    assert lines(answers) == [
        "**q1** One – 0 of 10 – failed",
        r"**q3** Three – did not apply: *n/a*",
        "Full points on the other 1 question.",
    ]


def metrics() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "metric": "aht",
                "name": "Handle time",
                "better": "neither",
                "centre": 300.0,
                "value": 400.0,
                "n": 40,
                "expected": 360.0,
                "difference": 40.0,
                "verdict": "above",
                "label": np.nan,
            }
        ]
    )


def test_the_mix_and_what_is_left_over_add_up_to_the_distance_from_the_centre():
    (row,) = explained(metrics()).to_dict("records")
    assert (row["Mix explains"], row["Left over"], row["Verdict"]) == ("+60 s", "+40 s", "higher")
    said = takeaway(metrics())
    assert said.endswith("the centre takes 5:00 min, this mix makes it 6:00 min, the agent takes 6:40 min.")
    assert "Handle time" not in takeaway(metrics().head(0))


def test_the_line_on_paper_marks_signals_and_coaching():
    frame = pd.DataFrame(
        {
            "start": pd.to_datetime(["2024-05-06", "2024-05-13"]),
            "end": pd.to_datetime(["2024-05-13", "2024-05-20"]),
            "value": [0.8, 0.4],
            "lower": [0.6, 0.6],
            "upper": [0.9, 0.9],
            "centre": [0.75, 0.75],
            "direction": ["within", "below"],
        }
    )
    events = pd.DataFrame({"at": pd.to_datetime(["2024-05-14"]), "kind": ["coaching"]})
    drawn = line_svg(frame, events)
    assert drawn.count("<circle") == 2
    assert drawn.count("<line ") == 1
    assert 'r="4.5"' in drawn
    assert "40.0%" in drawn
    bare = line_svg(frame.assign(lower=np.nan, upper=np.nan, centre=np.nan), events.head(0))
    assert "polygon" not in bare
    assert "nan" not in bare
