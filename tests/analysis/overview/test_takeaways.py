"""The sentence above a chart claims no more than the figures carry."""

import pandas as pd

from qm.analysis.overview.sentences import breakdown_takeaway, hours_takeaway
from qm.wording import Scale

SHARE = Scale("service_level", "Service level", "percent", "share", "up")
COUNT = Scale("contacts", "Contacts", "number", "count", "neither")


def groups(*rows):
    return pd.DataFrame(rows, columns=["group", "value", "low", "high", "n"])


def test_only_groups_beyond_chance_are_named():
    found = groups(("Red", 0.9, 0.85, 0.94, 100), ("Blue", 0.5, 0.4, 0.6, 100), ("Tiny", 0.1, 0.0, 0.4, 4))
    assert breakdown_takeaway(SHARE, found, 0.5) == "Clearly above the average of 50.0%: Red 90.0%."
    assert breakdown_takeaway(SHARE, found[1:], 0.5) == "No group differs clearly from the average of 50.0%."


def test_both_sides_are_told_with_the_average_named_once():
    found = groups(("Red", 0.9, 0.85, 0.94, 100), ("Blue", 0.2, 0.1, 0.3, 100))
    assert breakdown_takeaway(SHARE, found, 0.5) == (
        "Clearly above the average of 50.0%: Red 90.0%; clearly below it: Blue 20.0%."
    )


def test_counts_name_the_largest_group():
    found = groups(("Red", 30, None, None, 30), ("Blue", 10, None, None, 10))
    assert breakdown_takeaway(COUNT, found, 40) == "Most: Red with 30, 75% of those shown."


def test_hours_are_told_by_how_many_and_the_farthest():
    columns = ["weekday", "hour", "value", "low", "high", "n"]
    cells = pd.DataFrame(
        [(1, 9, 0.2, 0.1, 0.3, 90), (1, 10, 0.3, 0.2, 0.4, 90), (2, 9, 0.7, 0.6, 0.8, 90), (3, 9, 0.0, 0.0, 0.9, 3)],
        columns=columns,
    )
    assert hours_takeaway(SHARE, cells, 0.7) == (
        "2 hours clearly below the average of 70.0%, lowest Mon 09:00 with 20.0% (n 90). "
        "Hours with fewer than 10 cases have no colour."
    )
