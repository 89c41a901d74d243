"""Centres that the model is held against the simulator with: nineteen, and four days."""

from dataclasses import dataclass

import numpy as np

from qm.models.queueing.scenario import Scenario


@dataclass(frozen=True)
class Setting:
    """`seconds` to simulate in a test, and how far the plain fixed point's service level may be off."""

    scenario: Scenario
    seconds: float
    warm_up: float
    plain_error: float = 0.03


def _setting(
    agents: int,
    load: float,
    redial: float,
    repeat: float,
    redial_delay: float,
    repeat_delay: float,
    rise: float = 0.0,
    patience: float = 180.0,
    plain_error: float = 0.03,
) -> Setting:
    scenario = Scenario(
        load * agents * 6,
        30,
        300,
        agents,
        patience,
        redial,
        repeat,
        rise,
        120.0,
        redial_delay_seconds=redial_delay,
        repeat_delay_seconds=repeat_delay,
    )
    attempts = 40_000
    return Setting(scenario, attempts / (load * agents / 300), max(20_000.0, 3 * repeat_delay), plain_error)


SETTINGS = {
    "A": _setting(10, 0.70, 0.5, 0.15, 600, 3600),
    "B": _setting(10, 0.85, 0.5, 0.15, 600, 3600),
    "C": _setting(10, 1.00, 0.5, 0.15, 600, 3600),
    "D": _setting(30, 0.75, 0.5, 0.20, 600, 3600),
    "E": _setting(30, 0.85, 0.5, 0.15, 600, 3600),
    "F": _setting(30, 1.10, 0.7, 0.15, 600, 3600),
    "G": _setting(100, 0.80, 0.5, 0.15, 600, 3600),
    "H": _setting(100, 0.87, 0.5, 0.15, 600, 3600),
    "I": _setting(100, 1.20, 0.6, 0.20, 600, 3600),
    "J": _setting(200, 0.92, 0.8, 0.05, 600, 3600, patience=120.0),
    "K": _setting(30, 0.85, 0.5, 0.15, 30, 60),
    "L": _setting(30, 0.85, 0.5, 0.15, 120, 600),
    "M": _setting(10, 0.85, 0.5, 0.15, 10, 10, plain_error=0.04),
    "N": _setting(30, 0.85, 0.5, 0.15, 3600, 86_400),
    "O": _setting(50, 0.82, 0.5, 0.10, 600, 3600, rise=0.25),
    "P": _setting(5, 0.80, 0.5, 0.15, 600, 3600),
    "Q": _setting(100, 0.85, 0.5, 0.15, 30, 60, plain_error=0.04),
    "R": _setting(30, 1.10, 0.7, 0.15, 30, 60),
    "S": _setting(30, 0.90, 0.9, 0.10, 60, 3600, patience=120.0, plain_error=0.13),
}


def _day(peak: float, spare: float, rise: float = 0.0) -> Scenario:
    """From 8 to 20 o'clock, `spare` square roots of the load more agents than load, by half hour."""
    half_hour = np.arange(48)
    shape = np.clip(np.sin((half_hour - 15) / 26 * np.pi), 0, None) ** 0.7
    fresh = np.where((half_hour >= 16) & (half_hour < 40), peak * shape, 0.0)
    load = fresh * 1.18 * 300 / 1800
    agents = np.where(fresh > 0, np.ceil(load + spare * np.sqrt(load)), 0)
    return Scenario(
        fresh, 30, 300, agents, 180, 0.5, 0.15, rise, 120.0, redial_delay_seconds=600.0, repeat_delay_seconds=43_200.0
    )


DAYS = {
    "80/20 all day": _day(120, 0.6),
    "large": _day(250, 0.4),
    "short-staffed": _day(120, -0.3),
    "small, repeats rise with waits": _day(60, 0.2, rise=0.2),
}
