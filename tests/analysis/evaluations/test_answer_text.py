"""An evaluation and its answers in words."""

import numpy as np
import pandas as pd

from qm.analysis.evaluations.answer_text import NotableAnswer, evaluation_heading, notable_answers


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
    assert evaluation_heading(row) == "1 Jun 2024 · no score · critical question failed · voice · customer 4 · by E"
    assert evaluation_heading(row | {"disputed": True}).endswith("by E · disputed")
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
    notable, rest = notable_answers(answers)
    assert notable == [
        NotableAnswer("q1", "One", "0 of 10 – failed", ""),
        NotableAnswer("q3", "Three", "did not apply", "n/a"),
    ]
    assert rest == "Full points on the other 1 question."
