"""Differences and lists in words."""

import pytest

from qm.analysis.whatif.differences import AGENTS, COUNTS, SHARES, TIMES, agents_text, points_text, seconds_text, signed
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
    assert (signed(float("nan")), agents_text(float("nan"))) == ("–", "out of reach")
    assert listed(["one", "two", "three"]) == "one, two and three"


def test_a_tile_without_a_difference_shows_none():
    assert Tile("backlog", "Backlog", "52", "0", "inverse", "").change is None
    assert Tile("service", "Service level", "82%", "+1.0 points", "normal", "").change == "+1.0 points"


def test_a_difference_is_that_of_the_figures_as_written():
    assert SHARES.difference(0.7654, 0.8346) == "+7.0 points"  # 76.5% and 83.5%, though 6.9 points lie between
    assert COUNTS.difference(1_507.4, 1_507.6) == "+1"
    assert TIMES.difference(19.4, 12.6) == "-6 s"
    assert TIMES.difference(5.04, 5.06) == "+0.1 s"
    assert AGENTS.difference(4.0, float("nan")) == "–"
