"""Causes added up, on figures that can be done in the head."""

import pandas as pd
import pytest

from qm.analysis.repeats.pareto import pareto_frame, takeaway


def causes(**seconds):
    return pd.DataFrame(
        {"reason": list(seconds), "channel": "voice", "contacts": 1, "handle_seconds": list(seconds.values())}
    )


def test_half_of_it_is_named():
    frame = pareto_frame(causes(a=36000, b=18000, c=18000), "reason", "handle_seconds")
    assert frame["text"].tolist() == ["10 h", "5.0 h", "5.0 h"]
    assert frame["cumulative"].tolist() == [0.5, 0.75, 1]
    assert takeaway(frame, "handle hours") == "A alone accounts for 50% of the handle hours."
    frame = pareto_frame(causes(a=10, b=10, c=10), "reason", "handle_seconds")
    assert takeaway(frame, "handle hours") == "2 causes account for 67% of the handle hours: a, b."


def test_many_small_causes_are_put_together_and_unknown_ones_named():
    many = {f"r{i:02d}": 100 - i for i in range(20)}
    frame = pareto_frame(causes(**many), "both", "handle_seconds")
    assert frame["group"].tolist()[-1] == "all others (11)"
    assert frame["share"].sum() == pytest.approx(1)
    unknown = pd.DataFrame({"reason": [None, "a"], "channel": [None, "voice"], "contacts": [3, 1], "handle_seconds": 0})
    assert pareto_frame(unknown, "both", "contacts")["group"].tolist() == ["unknown · unknown", "a · voice"]
    assert pareto_frame(unknown, "reason", "handle_seconds").empty
