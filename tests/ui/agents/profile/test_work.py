"""A metric taken apart: what the mix explains, and what is left over."""

import pandas as pd

from qm.ui.agents.profile.work import explained


def test_the_mix_and_what_is_left_over_add_up_to_the_distance_from_the_centre():
    row = {"metric": "aht", "name": "Handle time", "better": "neither", "centre": 300.0, "value": 400.0, "n": 40}
    row |= {"expected": 360.0, "difference": 40.0, "verdict": "above", "label": None}
    (read,) = explained(pd.DataFrame([row])).to_dict("records")
    assert (read["Mix explains"], read["Left over"], read["Verdict"]) == ("+60 s", "+40 s", "higher")
