"""Verdicts and contributions in words a manager would use."""

import numpy as np
import pandas as pd

from qm.analysis.overview.change import contributions
from qm.analysis.overview.sentences import change_takeaway, change_text, verdict_reason
from qm.models.signals.verdicts import Verdict
from qm.wording import Scale

SHARE = Scale("service_level", "Service level", "percent", "share", "up")
COUNT = Scale("contacts", "Contacts", "number", "count", "neither")


def parts(before, after, kind="share"):
    """(group, numerator, denominator) of both periods."""
    columns = ["key", "numerator", "denominator"]
    frames = [pd.DataFrame(rows, columns=columns).assign(group=lambda f: f["key"]) for rows in (before, after)]
    return contributions(frames[0], frames[1], kind)


def test_reasons_name_the_point_and_the_rule():
    at = np.datetime64("2024-05-06")
    assert verdict_reason(Verdict("worsening", "beyond the limits", at, "week", 20)) == (
        "Judged at week of 6 May 2024: beyond the limits (limits from 20 weeks)."
    )
    assert "more than 28 days of history" in verdict_reason(Verdict("unknown", grain="day"))


def test_changes_of_counts_have_a_percentage():
    assert change_text(COUNT, 90, 100) == "−10 (−10.0%)"
    assert change_text(SHARE, 0.5, 0.55) == "−5.0 points"
    assert change_text(COUNT, 100, 100) == "no change"


def test_the_largest_contribution_comes_first_with_its_reason():
    # billing falls from 90 % to 50 % at half the contacts; the rest stays at 80 %
    found = parts([("billing", 45, 50), ("other", 40, 50)], [("billing", 25, 50), ("other", 40, 50)])
    assert found["key"].tolist() == ["billing", "other"]
    assert change_takeaway(SHARE, 0.85, 0.65, found, is_ordinary=False) == (
        "Service level fell by 20.0 points, from 85.0% to 65.0%: "
        "billing −20.0 points (its own went from 90.0% to 50.0%)."
    )


def test_a_shift_of_mix_is_told_as_such():
    # both keep their own 90 % and 50 %; easy goes from half to three quarters
    found = parts([("easy", 45, 50), ("hard", 25, 50)], [("easy", 67.5, 75), ("hard", 12.5, 25)])
    text = change_takeaway(SHARE, 0.7, 0.8, found, is_ordinary=True)
    assert "hard +6.2 points (less of it: 50% to 25%)" in text
    assert "easy +3.8 points (more of it: 50% to 75%)" in text
    assert text.endswith("The control rules call this ordinary variation.")


def test_groups_that_come_or_go_are_named_so():
    found = parts([("old", 5, 10)], [("new", 9, 10)])
    text = change_takeaway(SHARE, 0.5, 0.9, found, is_ordinary=False)
    assert "(new)" in text
    assert "(gone)" in text


def test_counts_move_by_counts():
    found = parts([("a", 10, None), ("b", 5, None)], [("a", 4, None), ("c", 2, None)], kind="count")
    assert found["total"].tolist() == [-6, -5, 2]
    assert (
        change_takeaway(COUNT, 15, 6, found, is_ordinary=False) == "Contacts fell by 9, from 15 to 6: a −6; b −5; c +2."
    )


def test_what_reads_the_same_hardly_moved():
    found = parts([("a", 500, 1000)], [("a", 5001, 10000)])
    assert change_takeaway(SHARE, 0.5, 0.5001, found, is_ordinary=False) == "Service level hardly moved (50.0%)."
