"""Scenarios side by side: one bar each, in order, with the goal."""

import pandas as pd

from qm.charts.scenario_bars import scenario_bars


def test_bars_stand_in_order_beside_the_goal():
    frame = pd.DataFrame(
        {
            "scenario": ["Today", "Fewer repeats"],
            "service_level": [0.765, 0.835],
            "is_today": [True, False],
            "text": ["76.5%", "83.5% (+7.0 points)"],
        }
    )
    drawn = scenario_bars(frame, 0.8, title="Service level").to_dict()
    assert drawn["layer"][0]["encoding"]["y"]["sort"] == ["Today", "Fewer repeats"]
    assert "goal 80%" in str(drawn["datasets"])
