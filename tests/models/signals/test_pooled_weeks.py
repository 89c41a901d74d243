"""Weeks taken together until each stretch has enough cases."""

import numpy as np

from qm.models.signals.pooled_weeks import stretches
from qm.models.signals.verdicts import gather


def weeks(*cases: int):
    days = np.datetime64("2024-01-01") + 7 * np.arange(len(cases))
    return gather(days, np.array(cases) / 2, cases, cases, grain="week", kind="share", first=days[0], last=days[-1] + 6)


def test_weeks_go_together_until_there_are_ten_cases():
    merged, end = stretches(weeks(6, 3, 4, 12, 5))
    assert merged.n.tolist() == [13, 12, 5]
    assert merged.part.tolist() == [6.5, 6, 2.5]
    assert merged.filled.tolist() == [True, True, False]
    assert merged.start.astype(str).tolist() == ["2024-01-01", "2024-01-22", "2024-01-29"]
    assert end.astype(str).tolist() == ["2024-01-21", "2024-01-28", "2024-02-04"]


def test_weeks_with_enough_stay_as_they_are():
    merged, end = stretches(weeks(10, 20))
    assert merged.n.tolist() == [10, 20]
    assert end.astype(str).tolist() == ["2024-01-07", "2024-01-14"]


def test_no_weeks_make_no_stretches():
    first = np.datetime64("2024-01-01")
    merged, end = stretches(gather([], [], [], [], grain="week", kind="share", first=first, last=first + 6))
    assert len(merged) == len(end) == 0
