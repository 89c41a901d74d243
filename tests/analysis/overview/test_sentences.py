"""Verdicts and contributions in words a manager would use."""

import numpy as np
import pandas as pd

from qm.analysis.overview.change import contributions
from qm.analysis.overview.sentences import (
    change_evidence,
    change_reason,
    change_takeaway,
    change_text,
    latest_reason,
    latest_text,
)
from qm.models.signals.control_charts import BEYOND, NEAR, SHIFT, TREND
from qm.models.signals.period_change import PeriodChange
from qm.models.signals.verdicts import Verdict
from qm.wording import Scale

SHARE = Scale("service_level", "Service level", "percent", "share", "up")
COUNT = Scale("contacts", "Contacts", "number", "count", "neither")


def parts(before, after, kind="share"):
    """(group, numerator, denominator) of both periods."""
    columns = ["key", "numerator", "denominator"]
    frames = [pd.DataFrame(rows, columns=columns).assign(group=lambda f: f["key"]) for rows in (before, after)]
    return contributions(frames[0], frames[1], kind)


AT = np.datetime64("2024-05-06")


def test_the_latest_week_is_named_with_its_normal_range():
    verdict = Verdict("worsening", BEYOND, AT, "week", 22, 4, -1)
    assert latest_text(verdict) == "unusually low"
    assert latest_reason(SHARE, verdict, 0.6, 0.7, 0.8) == (
        "Week of 6 May 2024: 60.0%; the normal range is 70.0% to 80.0%. "
        "Normal range from 22 weeks; 4 unusual ones left out."
    )
    assert "More than 28 days of history" in latest_reason(SHARE, Verdict("unknown", grain="day"), 1, 1, 1)


def test_each_rule_is_said_in_its_own_words():
    words = [latest_text(Verdict("higher", rule, AT, "week", 22, 0, 1)) for rule in (NEAR, SHIFT, TREND)]
    assert words == ["high two weeks of three", "seven weeks in a row above average", "rising seven weeks in a row"]
    assert latest_text(Verdict("ordinary", "", AT)) == "normal"
    assert latest_text(Verdict("unknown")) == "too little history"


def test_a_change_says_how_sure_it_is():
    assert change_reason(SHARE, PeriodChange(-0.05, -0.08, -0.02, 28, 28, -1), 700, 680) == (
        "Likely range: −8.0 points to −2.0 points (99%, from how much days differ). "
        "It rests on 28 days against 28, 700 cases against 680."
    )
    unknown = PeriodChange(-0.05, float("nan"), float("nan"), 1, 1, None)
    assert change_reason(COUNT, unknown, 7, 8).startswith("Too few to tell a real change")


def test_changes_of_counts_have_a_percentage():
    assert change_text(COUNT, 90, 100) == "−10 (−10.0%)"
    assert change_text(SHARE, 0.5, 0.55) == "−5.0 points"
    assert change_text(COUNT, 100, 100) == "no change"


def test_the_largest_contribution_comes_first_with_its_reason():
    # billing falls from 90 % to 50 % at half the contacts; the rest stays at 80 %
    found = parts([("billing", 45, 50), ("other", 40, 50)], [("billing", 25, 50), ("other", 40, 50)])
    assert found["key"].tolist() == ["billing", "other"]
    assert change_takeaway(SHARE, 0.85, 0.65, found, is_ordinary=False) == (
        "Service level fell by 20.0 points, from 85.0% to 65.0%. Largest part: billing −20.0 points."
    )
    assert change_evidence(SHARE, found)[0] == "billing −20.0 points: its own went from 90.0% to 50.0%."


def test_a_shift_of_mix_is_told_as_such():
    # both keep their own 90 % and 50 %; easy goes from half to three quarters
    found = parts([("easy", 45, 50), ("hard", 25, 50)], [("easy", 67.5, 75), ("hard", 12.5, 25)])
    text = change_takeaway(SHARE, 0.7, 0.8, found, is_ordinary=True)
    assert "This is within normal variation. Largest parts: hard +6.2 points, easy +3.8 points." in text
    assert change_evidence(SHARE, found)[:2] == (
        "hard +6.2 points: less of it, 50% to 25% of all.",
        "easy +3.8 points: more of it, 50% to 75% of all.",
    )


def test_groups_that_come_or_go_are_named_so():
    found = parts([("old", 5, 10)], [("new", 9, 10)])
    said = change_evidence(SHARE, found)
    assert any(line.endswith(": new.") for line in said)
    assert any(line.endswith(": gone.") for line in said)


def test_counts_move_by_counts():
    found = parts([("a", 10, None), ("b", 5, None)], [("a", 4, None), ("c", 2, None)], kind="count")
    assert found["total"].tolist() == [-6, -5, 2]
    said = change_takeaway(COUNT, 15, 6, found, is_ordinary=False)
    assert said == "Contacts fell by 9, from 15 to 6. Largest parts: a −6, b −5, c +2."


def test_what_reads_the_same_hardly_moved():
    found = parts([("a", 500, 1000)], [("a", 5001, 10000)])
    assert change_takeaway(SHARE, 0.5, 0.5001, found, is_ordinary=False) == "Service level hardly moved (50.0%)."
