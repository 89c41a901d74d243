"""The trend on paper."""

import numpy as np
import pandas as pd

from qm.charts.trend_svg import trend_svg


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
    drawn = trend_svg(frame, events)
    assert drawn.count("<circle") == 2
    assert drawn.count("<line ") == 1
    assert 'r="4.5"' in drawn
    assert "40.0%" in drawn
    bare = trend_svg(frame.assign(lower=np.nan, upper=np.nan, centre=np.nan), events.head(0))
    assert "polygon" not in bare
    assert "nan" not in bare
