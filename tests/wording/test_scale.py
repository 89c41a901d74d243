"""Figures, differences and axes as people of the trade write them."""

import pytest

from qm.wording import Scale, duration

SHARE = Scale("service_level", "Service level", "percent", "share", "up")
SECONDS = Scale("aht", "Handle time", "duration", "mean", "neither")
COUNT = Scale("contacts", "Contacts", "number", "count", "neither")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (4.26, "4.3 s"),
        (48, "48 s"),
        (99.6, "1:40 min"),
        (412, "6:52 min"),
        (3599.6, "1:00 h"),
        (11100, "3:05 h"),
        (2 * 86400, "2.0 days"),
        (-31, "−31 s"),
    ],
)
def test_durations(seconds, text):
    assert duration(seconds) == text


def test_figures_and_differences():
    assert (SHARE.text(0.8117), SHARE.change_text(-0.032)) == ("81.2%", "−3.2 points")
    assert (SECONDS.text(412), SECONDS.change_text(31)) == ("6:52 min", "+31 s")
    assert (COUNT.text(12345), COUNT.change_text(-90)) == ("12,345", "−90")


def test_nothing_is_a_dash_and_a_change_too_small_to_write_is_none():
    assert (SHARE.text(None), SHARE.text(float("nan"))) == ("–", "–")
    assert SHARE.change_text(0.0002) == "no change"


def test_axes_fit_the_size_of_the_figures():
    assert (SECONDS.axis(90).suffix, SECONDS.axis(400).suffix, SECONDS.axis(9000).suffix) == (" s", " min", " h")
    assert (SHARE.axis(0.9, 0.2).format, SHARE.axis(0.81, 0.79).format) == (".0%", ".1%")
    assert SHARE.change_axis(0.05).title == "percentage points"
