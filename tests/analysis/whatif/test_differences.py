"""Differences and lists in words."""

import pytest

from qm.analysis.whatif.differences import agents_text, points_text, seconds_text, signed
from qm.analysis.whatif.words.tiles import Tile
from qm.wording import listed


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.01, "0 s"), (-3.94, "-3.9 s"), (85.2, "+85 s"), (-5231, "-87 min"), (7200, "+2.0 h"), (765_325, "+8.9 days")],
)
def test_differences_of_times(seconds, said):
    assert seconds_text(seconds) == said


def test_differences():
    assert points_text(0.047) == "+4.7 points"
    assert signed(-227.3) == "-227"
    assert (signed(float("nan")), agents_text(float("nan"))) == ("–", "beyond reach")
    assert listed(["one", "two", "three"]) == "one, two and three"


def test_a_tile_without_a_difference_shows_none():
    assert Tile("Backlog", "52", "0", "inverse", "").change is None
    assert Tile("Service level", "82 %", "+1.0 points", "normal", "").change == "+1.0 points"
