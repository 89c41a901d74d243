"""Which groups are spoken of, and in which order they stand."""

import pandas as pd
import pytest

from qm.analysis.repeats.group_rates import _tenure_months, takeaway
from qm.wording import Scale

RATE = Scale("repeat_rate", "Repeat rate", "percent", "share", "down")


def groups(*rows):
    columns = ["heading", "group", "key", "value", "low", "high", "n", "whole"]
    return pd.DataFrame([(h, g, g, *rest) for h, g, *rest in rows], columns=columns)


def test_groups_are_held_against_all_of_which_the_same_is_known():
    # 30 % is more than chance above the 20 % of all reasons, and ordinary among those with a score
    frame = groups(
        ("Reason", "billing", 0.3, 0.27, 0.33, 900, 0.2), ("Quality score", "low", 0.3, 0.27, 0.33, 900, 0.3)
    )
    said = takeaway(frame, RATE)
    assert said.startswith("Beyond chance they come back more after reason billing (30.0%).")
    assert "low" not in said


def test_small_groups_are_not_spoken_of():
    assert takeaway(groups(("Reason", "odd", 1.0, 0.6, 1.0, 9, 0.2)), RATE) == (
        "No group differs from the others by more than chance would explain."
    )


@pytest.mark.parametrize(
    "rising",
    [
        ["under 1 year", "1 to 3 years", "over 3 years"],
        ["< 6 months", "6-12 months", "1-2 years", "2+ years"],
        ["0-30", "31-60", ">60", "unknown"],
    ],
)
def test_tenures_stand_in_their_order(rising):
    mixed = [rising[-1], *rising[1:-1], rising[0]]
    assert sorted(mixed, key=_tenure_months) == rising
