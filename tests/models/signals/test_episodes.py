"""Episodes on simulated charts: a stable history hardly ever shows one, a real one is found where it is."""

import numpy as np
import pytest

from qm.models.signals.episodes import CHANCE_BY_DAY, find_episodes
from qm.models.signals.seasonal_usual import usual_sums
from qm.models.signals.verdicts import automatic_grain, chart, gather

MONDAY = np.datetime64("2024-01-01")
FIGURES = ("count", "share", "share", "mean", "share", "share", "mean", "share")
"""As many as the Overview charts side by side."""


def days(seed, length, kind, moved=0.0, between=(0, 0)):
    """Daily sums of a centre with quiet weekends and poor Mondays; `moved` on the days `between`."""
    random = np.random.default_rng(seed)
    day, weekday = np.arange(length), np.arange(length) % 7
    there = moved * ((day >= between[0]) & (day < between[1]))
    busy = np.select([weekday == 5, weekday == 6], [0.5, 0.3], 1.0)
    contacts = random.poisson(1000 * busy * np.exp(random.normal(0, 0.05, length))) + 1
    if kind == "count":
        return np.round(contacts * (1 + there)), np.ones(length), contacts
    if kind == "mean":
        return contacts * (300 * (1 + there) + random.normal(0, 6, length)), contacts, contacts
    level = 0.8 - 0.06 * (weekday == 0) + random.normal(0, 0.015, length) + there
    return random.binomial(contacts, np.clip(level, 0, 1)), contacts, contacts


def episodes(seed, length=182, kind="share", **moved):
    part, whole, n = days(seed, length, kind, **moved)
    day = MONDAY + np.arange(length)
    grain = automatic_grain(day[0], day[-1])
    points = gather(day, part, whole, n, grain=grain, kind=kind, first=day[0], last=day[-1])
    allowed = {"most_chance": CHANCE_BY_DAY} if grain == "day" else {}
    return find_episodes(chart(points, kind, since=day[-1] - 27), charts=len(FIGURES), **allowed)


@pytest.mark.parametrize("length", [60, 182])
def test_a_stable_centre_shows_nothing_in_95_of_100_histories(length):
    alarms = sum(
        any(episodes(100 * seed + place, length, kind) for place, kind in enumerate(FIGURES)) for seed in range(100)
    )
    assert alarms <= 5


@pytest.mark.parametrize(("kind", "moved"), [("share", -0.06), ("count", 0.25), ("mean", 0.08)])
def test_four_bad_weeks_are_found_where_they_are(kind, moved):
    places = [episodes(seed, kind=kind, moved=moved, between=(112, 140)) for seed in range(20)]
    exact = [[(one.first, one.last, one.direction) for one in found] for found in places]
    assert exact.count([(16, 19, 1 if moved > 0 else -1)]) >= 18


def test_one_that_lasts_reaches_the_last_point():
    found = episodes(3, moved=-0.08, between=(161, 182))
    assert [(one.first, one.last, len(one)) for one in found] == [(23, 25, 3)]
    assert found[0].chance < 0.05


def test_trial_limits_show_nothing():
    assert episodes(1, length=20) == ()
    assert find_episodes(None) == ()


def test_what_would_have_been_usual_knows_the_weekdays():
    start = MONDAY + np.arange(21)
    values = np.tile([10.0, 20, 20, 20, 20, 20, 5], 3)[np.newaxis]
    inside, usual = np.arange(21) >= 14, np.arange(21) < 14
    inside[17:] = False
    assert usual_sums(values, start, inside, usual, "day").tolist() == [50.0]
    assert usual_sums(values, start, inside, usual, "week").tolist() == [pytest.approx(3 * 230 / 14)]
