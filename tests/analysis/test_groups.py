"""Groups: which of many are shown, and what they are called."""

import pandas as pd

from qm.analysis.groups import largest, with_names


def test_of_many_groups_those_with_most_cases_are_shown_and_it_is_said():
    found = pd.DataFrame({"n": range(20)})
    kept, said = largest(found, 5)
    assert kept["n"].tolist() == [15, 16, 17, 18, 19]
    assert said == " Shown are the 5 with most cases of 20."


def test_groups_of_one_name_are_told_apart_and_the_unknown_is_named():
    found = with_names(pd.DataFrame({"agent": ["A1", "A2", "A3", None]}), "agent", {"A1": "Kim", "A2": "Kim"})
    assert found["key"].tolist() == ["A1", "A2", "A3", "(unknown)"]
    assert found["group"].tolist() == ["Kim (A1)", "Kim (A2)", "A3", "unknown"]
    assert with_names(pd.DataFrame({"weekday": [1]}), "weekday", {})["group"].tolist() == ["Mon"]
    assert with_names(pd.DataFrame({"hour": [9]}), "hour", {})["group"].tolist() == ["09:00"]
