"""Limits on weights, and the sentences where they cannot all be kept."""

import pytest

from qm.models.scorecard.weight_limits import limits

TODAY, NAMES = [30, 20, 10], ["a", "b", "c"]


def test_todays_weights_are_brought_to_a_hundred():
    assert limits(TODAY, NAMES).today * 100 == pytest.approx([50, 100 / 3, 50 / 3])


def test_floors_caps_and_locks():
    found = limits(TODAY, NAMES, floors={"c": 15}, cap=10, locked=["a"])
    assert found.low * 100 == pytest.approx([50, 100 / 3 - 10, 15])
    assert found.high * 100 == pytest.approx([50, 100 / 3 + 10, 50 / 3 + 10])
    assert found.free == 2


def test_locks_elsewhere_than_today():
    found = limits(TODAY, NAMES, locked={"a": 40})
    assert (found.low[0] * 100, found.high[0] * 100) == (40, 40)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"locked": {"a": 20, "b": 20, "c": 20}}, "leave 60 points of 100"),
        ({"floors": {"z": 5}}, "no question 'z' on the scorecard; there are a, b, c"),
        ({"locked": ["z"]}, "no question 'z'"),
        ({"floors": {"a": 60, "b": 50}}, "need 110 points of 100"),
        ({"floors": {"c": 40}, "cap": 5}, "cap of 5 does not let it reach its floor of 40"),
        ({"floors": {"a": 60}, "locked": ["a"]}, "a is locked at 50 points"),
        ({"cap": -1}, "cap of -1 points cannot be kept"),
    ],
)
def test_limits_that_cannot_be_kept(arguments: dict, words: str):
    with pytest.raises(ValueError, match=words):
        limits(TODAY, NAMES, **arguments)


@pytest.mark.parametrize("today", [[0, 0, 0], [1, -1, 2], [1, float("nan"), 1]])
def test_weights_that_are_none(today: list[float]):
    with pytest.raises(ValueError, match="must be numbers not below 0"):
        limits(today, NAMES)
