"""Other dimensions are written and read back as the address has them."""

import pytest

from qm.ui.frame.narrowing import UNKNOWN, also_text, parse_also


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("weekday", "1", "Weekday Monday"),
        ("hour", "14", "Hour 14"),
        ("site", "Berlin", "Site Berlin"),
        ("wait_band", "5–30 min", "Wait 5–30 min"),
        ("tenure", None, f"Tenure {UNKNOWN}"),
    ],
)
def test_other_dimensions_there_and_back(name, value, text):
    assert also_text(name, value) == text
    assert parse_also(text) == (name, value)


@pytest.mark.parametrize(
    "text", ["Colour blue", "Hour 25", "Hour", "Weekday Someday", "Channel voice", "Day 2024-01-01"]
)
def test_what_means_nothing_is_nothing(text):
    assert parse_also(text) is None
