"""What the coaching log says of follow-ups and effects."""

import numpy as np
import pandas as pd

from qm.analysis.agents.profile.coaching_record import effect_text, pooled_effects_text


def test_a_change_comes_with_its_interval_or_its_numbers():
    row = {"verdict": "better", "effect": 0.12, "low": 0.03, "high": 0.21, "before_n": 20, "after_n": 22}
    assert effect_text(row) == "+12 points (+3 to +21), helped"
    assert effect_text(row | {"verdict": "too few", "after_n": 4}) == "too few to tell (n 20 before, 4 after)"
    assert effect_text(row | {"verdict": np.nan}) == ""


def test_coaching_and_feedback_taken_together_are_told_apart():
    told = pd.DataFrame(
        {
            "kind": ["coaching", "feedback", "feedback"],
            "verdict": ["better", "no change seen", "too few"],
            "effect": [0.2, -0.004, 0.9],
            "variance": [0.01**2, 0.01**2, 0.01**2],
        }
    )
    assert pooled_effects_text(told) == (
        "Taken together over the last year: coaching +20 points (+18 to +22; 1 event), "
        "feedback 0 points (−2 to +2; 1 event)."
    )
    assert pooled_effects_text(told[told["verdict"] == "too few"]).startswith(
        "No event of the last year has enough evaluations"
    )
