"""What is said of service that feeds on itself, from slopes and their intervals."""

import numpy as np

from qm.analysis.repeats.service_feedback import FeedbackLink, takeaway, verdict
from qm.models.comparison.stratified import Slope, StratifiedMeans
from qm.wording import Scale

RATE = Scale("repeat_rate", "Repeat rate", "percent", "share", "down")
AHT = Scale("aht", "Handle time", "duration", "mean", "neither")
NAN = float("nan")


def link(name="repeat_rate", slope=(-0.2, -0.3, -0.1), step=-0.1, scale=RATE, cases=100):
    empty = np.full(2, NAN)
    means = StratifiedMeans(empty, empty, empty, empty, empty, Slope(*slope), 30) if slope else None
    return FeedbackLink(
        name,
        scale,
        "what it means",
        "service level of the hour",
        "10 points less service level",
        ("a", "b"),
        step,
        cases,
        means,
    )


def test_a_link_says_what_goes_with_worse_service():
    assert link().harm == 1
    assert takeaway(link()) == (
        "10 points less service level: repeat rate 2.0 points higher (95% 1.0 points to 3.0 points)."
    )
    late = link("aht", (30.0, 20.0, 40.0), 1.0, AHT)
    assert late.harm == 1
    assert "handle time 30 s longer (95% 20 s to 40 s)." in takeaway(late)
    better = link("csat", (0.2, 0.1, 0.3), -0.1, Scale("csat", "Satisfaction", "percent", "share", "up"))
    assert better.harm == 1
    assert "satisfaction 2.0 points lower" in takeaway(better)


def test_a_link_that_cannot_be_told_says_so():
    unsure = link(slope=(-0.1, -0.3, 0.1))
    assert unsure.harm == 0
    assert takeaway(unsure).startswith("The data can't tell. 10 points less service level: repeat rate +1.0 points")
    assert takeaway(link(slope=None)).startswith("The data can't tell: it takes at least ten days")
    assert takeaway(link(slope=None, cases=0)) == "Needs a contacts file with customers and waiting times."


def test_the_verdict_tells_what_shows_from_what_does_not():
    shows, unsure, opposite = link(), link("csat", (0, -1, 1)), link(slope=(0.2, 0.1, 0.3))
    assert verdict([shows, shows, shows])[0] == "All three links of the circle show."
    assert verdict([unsure, unsure, unsure]) == ("These data can't tell", " whether the circle is at work.")
    headline, rest = verdict([shows, unsure, opposite])
    assert headline == "The circle shows in repeat rate"
    assert rest.startswith("; repeat rate goes the other way; for repeat rate the data can't tell.")
    assert verdict([unsure, opposite])[1].startswith("Repeat rate goes the other way; for repeat rate the data can't")
