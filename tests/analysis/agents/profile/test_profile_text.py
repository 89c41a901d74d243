"""What the page of one agent says."""

import numpy as np
import pandas as pd

from qm.analysis.agents.profile.profile_text import item_text, metric_verdict_text, mix_takeaway, step_text


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
    assert item_text(item) == (
        "90.0%, where peers with the same mix reach 80.0% (n 25, few cases; likely 82.0% to 95.0%)"
    )


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


def test_what_to_make_of_the_handle_time():
    (row,) = metrics().to_dict("records")
    assert step_text(row["expected"] - row["centre"], "aht") == "+60 s"
    assert step_text(0.0, "aht") == "nothing"
    assert metric_verdict_text(row) == "higher"
    assert mix_takeaway(metrics()).endswith(
        "the centre takes 5:00 min, this mix makes it 6:00 min, the agent takes 6:40 min."
    )
    assert "Handle time" not in mix_takeaway(metrics().head(0))
