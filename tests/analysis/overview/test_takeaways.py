"""The sentence above a chart claims no more than the figures carry."""

import pandas as pd

from qm.analysis.overview.sentences import breakdown_takeaway, hours_evidence, hours_takeaway
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
        "Clearly below the average of 50.0%: Blue 20.0%. Clearly above it: Red 90.0%."
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
        "2 hours clearly worse than the average of 70.0%; worst: Monday 09:00 (20.0%)."
    )
    assert "1 hour with fewer than 10 cases has no colour." in hours_evidence(SHARE, cells)
    neither = Scale("aht", "Handle time", "duration", "mean", "neither")
    assert hours_takeaway(neither, cells, 0.7).startswith("2 hours clearly below the average of")


def test_the_hour_named_is_the_one_that_weighs_most_not_one_at_night_with_few():
    columns = ["weekday", "hour", "value", "low", "high", "n"]
    cells = pd.DataFrame([(1, 1, 0.0, 0.0, 0.25, 12), (1, 9, 0.4, 0.37, 0.43, 900)], columns=columns)
    assert "worst: Monday 09:00 (40.0%)" in hours_takeaway(SHARE, cells, 0.7)
