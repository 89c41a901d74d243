"""Deferred work: what a setting comes to where nobody hangs up, what waits is there tomorrow, and some write again."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.whatif.deferred_stream import SLOT, Stream
from qm.models.queueing.backlog import Backlog, backlog, tipping_backlog
from qm.models.queueing.levers import Levers, needed
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import Setting
from qm.ui.whatif.words import Tile, agents_text, moves_of, points_text, seconds_text, signed
from qm.wording import duration, listed

DAY = 86_400.0
SCALE = np.array([0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.9, 2.4])
WEEKS_AHEAD = 6
FAR = 10.0
"""Weeks of work: a backlog beyond has run away, and how far is no figure to go by."""

FIGURES = (
    "service_level",
    "response",
    "open_mean",
    "open_most",
    "left",
    "attempts",
    "repeats",
    "chasers",
    "occupancy",
    "needed",
    "tipping",
    "hours",
    "repeat_hours",
    "cost",
)


@dataclass(frozen=True)
class Answer:
    """One setting answered. `service_level` the share answered within the promised time, `response` its mean in
    seconds, `open_mean` and `open_most` contacts waiting, `left` those at the end of the period. Contacts, hours and
    cost are of a week. `tipping` is the backlog above which those who write again outrun the agents (inf: none)."""

    setting: Setting
    levers: Levers
    service_level: float
    response: float
    open_mean: float
    open_most: float
    left: float
    attempts: float
    fresh: float
    repeats: float
    chasers: float
    occupancy: float
    needed: float
    tipping: float
    hours: float
    repeat_hours: float
    cost: float
    agents: np.ndarray = field(repr=False)
    levels: np.ndarray = field(repr=False)
    played: Backlog = field(repr=False)

    # What calls have and letters have not, for what is counted of both.
    redials = lost = 0.0
    is_double = False

    @property
    def handle_seconds(self) -> float:
        return float(self.levers.handle_seconds)

    @property
    def repeat_rate(self) -> float:
        return float(self.levers.repeat_rate)

    @property
    def figures(self) -> dict[str, float]:
        """What is kept and exported, by name; those that are no number left out."""
        found = {name: float(getattr(self, name)) for name in FIGURES}
        return {name: value for name, value in found.items() if np.isfinite(value)}

    @property
    def far(self) -> float:
        """The number of contacts from which on all is lost."""
        return FAR * (self.fresh + self.repeats)

    def counted(self, value: float) -> str:
        """A number of contacts in words."""
        if np.isinf(value):
            return "none"
        return f"{value:,.0f}" if value <= self.far else f"over {self.far:,.0f}"

    def more(self, difference: float) -> str:
        """A difference of such numbers."""
        return signed(difference) if abs(difference) <= self.far else "without end"

    @property
    def is_growing(self) -> bool:
        """Whether more is left at the end than a usual week brings."""
        return self.left > max(self.attempts, 2 * self.setting.backlog, 10)


@st.cache_resource(max_entries=64, show_spinner=False)
def answered(key: tuple[Any, ...], _centre: Centre, setting: Setting) -> Answer:
    """The weeks of the data played again with the levers where they stand."""
    came, now = _stream(_centre), setting.levers
    weeks = len(came.arrived) / 336
    played = play(_centre, setting, now.agents)
    plain = came.arrived.sum() * growth(_centre, now) / weeks
    agents, levels = _curve(key, _centre, replace(setting, target=0.0, cost=0.0, levers=replace(now, agents=1.0)))
    hours = now.agents * _centre.hours_a_week
    worked = played.worked.sum() * now.handle_seconds
    seconds = came.present.sum() * now.agents / _centre.today.agents
    week_seconds = 7 * DAY
    spare = tipping_backlog(
        float(plain * (1 - now.repeat_rate)) / week_seconds,
        float(now.repeat_rate),
        float(now.handle_seconds),
        float(seconds / weeks / week_seconds),
        hazard(setting),
    )
    return Answer(
        setting,
        now,
        service_level=played.within(setting.within_hours * 3600),
        response=played.response_seconds(),
        open_mean=float(played.open.mean()),
        open_most=float(played.open.max()),
        left=float(played.open[-1]),
        attempts=float(played.arrived.sum() / weeks),
        fresh=float(plain * (1 - now.repeat_rate)),
        repeats=float(plain * now.repeat_rate),
        chasers=float(played.chasers.sum() / weeks),
        occupancy=float(min(worked / max(seconds, 1e-9), 1.0)),
        needed=needed(agents, levels, setting.target),
        tipping=spare,
        hours=hours,
        repeat_hours=float(plain * now.repeat_rate * now.handle_seconds / 3600),
        cost=hours * setting.cost,
        agents=agents,
        levels=levels,
        played=played,
    )


@st.cache_data(max_entries=48, show_spinner=False)
def _curve(key: tuple[Any, ...], _centre: Centre, aside: Setting) -> tuple[np.ndarray, np.ndarray]:
    """Agents, and the share answered within the promised time; all other levers as they stand."""
    agents = SCALE * _centre.today.agents
    return agents, np.array([play(_centre, aside, n).within(aside.within_hours * 3600) for n in agents])


def play(centre: Centre, setting: Setting, agents: float) -> Backlog:
    """The backlog half hour by half hour over the weeks of the data."""
    came, now = _stream(centre), setting.levers
    able = came.present * (agents / centre.today.agents) / now.handle_seconds
    return backlog(came.arrived * growth(centre, now), able, SLOT, setting.backlog, hazard(setting))


def ahead(centre: Centre, setting: Setting) -> Backlog:
    """Some weeks like the mean one, from what is open at the start."""
    came, now = _stream(centre), setting.levers
    able = came.week(came.present) * (now.agents / centre.today.agents) / now.handle_seconds
    arriving = came.week(came.arrived) * growth(centre, now)
    return backlog(np.tile(arriving, WEEKS_AHEAD), np.tile(able, WEEKS_AHEAD), SLOT, setting.backlog, hazard(setting))


def growth(centre: Centre, now: Levers) -> float:
    """Contacts as a multiple of today's: fresh ones, and what they bring back."""
    more = now.fresh / centre.today.fresh
    return float(more * (1 - centre.today.repeat_rate) / (1 - now.repeat_rate))


def hazard(setting: Setting) -> float:
    """Further messages a second of an open contact."""
    return float(-np.log1p(-min(setting.chasers, 0.99)) / DAY)


def _stream(centre: Centre) -> Stream:
    assert centre.stream is not None
    return centre.stream


def figures_shown(centre: Centre, base: Answer, now: Answer) -> tuple[Tile, ...]:
    """The answers in large: the scenario, and by how much it differs from today."""
    tipping = "no backlog tips" if np.isinf(now.tipping) else f"tips above {now.tipping:,.0f} open"
    again = f"{now.counted(now.chasers)} write again" if now.chasers >= 0.5 else "nobody writes again"
    return (
        Tile(
            f"Answered within {now.setting.within_hours:g} h",
            f"{now.service_level:.1%}",
            points_text(now.service_level - base.service_level),
            "normal",
            "of what arrives, nights and weekends too",
        ),
        Tile(
            "Response time",
            duration(now.response),
            seconds_text(now.response - base.response),
            "inverse",
            "on average, by the clock",
        ),
        Tile(
            "Backlog",
            now.counted(now.open_mean),
            now.more(now.open_mean - base.open_mean),
            "inverse",
            f"at most {now.counted(now.open_most)} · {tipping}",
        ),
        Tile(
            "Occupancy",
            f"{now.occupancy:.0%}",
            points_text(now.occupancy - base.occupancy),
            "off",
            "of the agents' time",
        ),
        Tile(
            "Contacts a week",
            now.counted(now.attempts),
            now.more(now.attempts - base.attempts),
            "inverse",
            f"{now.fresh:,.0f} fresh · {now.repeats:,.0f} repeats · {again}",
        ),
        Tile(
            f"Agents for {now.setting.target:.0%}",
            agents_text(now.needed),
            signed(now.needed - base.needed, 1),
            "inverse",
            f"{now.levers.agents:.1f} are present",
        ),
    )


def table(centre: Centre, base: Answer, now: Answer) -> pd.DataFrame:
    """Base, scenario and difference, in words."""
    rows: list[tuple[str, str, str, str]] = []

    def add(label: str, of: str, text: Any, change: Any) -> None:
        a, b = float(getattr(base, of)), float(getattr(now, of))
        rows.append((label, text(a), text(b), change(b - a) if np.isfinite(b - a) else "–"))

    percent = lambda v: f"{v:.1%}"  # noqa: E731
    count, more = now.counted, now.more
    add("Answered as promised", "service_level", percent, points_text)
    add("Response time", "response", duration, seconds_text)
    add("Open on average", "open_mean", count, more)
    add("Open at most", "open_most", count, more)
    add("Open at the end", "left", count, more)
    add("Backlog above which it runs away", "tipping", count, more)
    add("Occupancy", "occupancy", percent, points_text)
    add("Contacts a week", "attempts", count, more)
    add("… fresh", "fresh", count, more)
    add("… repeats", "repeats", count, more)
    add("… writing again while waiting", "chasers", count, more)
    add("Agents needed for the target", "needed", agents_text, lambda v: signed(v, 1))
    add("Agent hours a week", "hours", count, more)
    add("Hours on repeats a week", "repeat_hours", count, more)
    if base.cost or now.cost:
        add(f"Cost a week ({centre.currency})", "cost", count, more)
    return pd.DataFrame(rows, columns=["", "Today", "Scenario", "Difference"])


def sentence(centre: Centre, base: Answer, now: Answer) -> str:
    """What the scenario is worth, in one plain sentence."""
    moves, promised = moves_of(centre, now.setting), f"answered within {now.setting.within_hours:g} hours"
    if now.is_growing:
        grows = f"**the backlog grows: {now.counted(now.left)} are open at the end**, and no promise holds"
        return f"With {listed(moves)} {grows}." if moves else f"As things stand {grows}."
    if not moves:
        return (
            f"As things stand the model says **{base.service_level:.1%}** {promised}, after {duration(base.response)} "
            f"on average; {base.setting.target:.0%} takes {agents_text(base.needed)} agents. Move a lever to see what "
            "it does."
        )
    points = now.service_level - base.service_level
    verb = "is worth" if points >= 0 else "costs"
    return (
        f"Bringing {listed(moves)} {verb} **{abs(points) * 100:.1f} points** {promised} "
        f"({base.service_level:.1%} to {now.service_level:.1%}); answers take {duration(now.response)} "
        f"instead of {duration(base.response)}."
    )
