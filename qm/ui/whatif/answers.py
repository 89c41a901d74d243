"""What a setting comes to: its figures beside today's, in tiles, in a table and in one sentence."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.models.queueing.interval_model import Settled, settle
from qm.models.queueing.levers import Landscape, Levers, column, drawn, landscape, moved, needed, share_at
from qm.ui.whatif.centre import DRAWS, Centre
from qm.ui.whatif.settings import Setting
from qm.ui.whatif.words import Tile, agents_text, moves_of, points_text, seconds_text, signed
from qm.wording import duration, listed

SCALE = np.concatenate([np.linspace(0.5, 1.5, 17), [1.6, 1.75, 1.95, 2.3]])
MAX_LANDSCAPES = 48
FIGURES = (
    "service_level",
    "worst",
    "asa",
    "abandonment",
    "occupancy",
    "attempts",
    "redials",
    "repeats",
    "lost",
    "repeat_rate",
    "handle_seconds",
    "repeat_hours",
    "needed",
    "gain",
    "hours",
    "cost",
)


@dataclass(frozen=True)
class Answer:
    """One setting answered. `worst` the service level of the worst equilibrium, `needed` agents for the target
    (NaN: more than looked at), `gain` what one more fresh contact becomes, `ground` service level over agents."""

    setting: Setting
    levers: Levers
    service_level: float
    worst: float
    asa: float
    abandonment: float
    occupancy: float
    attempts: float
    redials: float
    repeats: float
    fresh: float
    handle_seconds: float
    repeat_rate: float
    gain: float
    needed: float
    hours: float
    repeat_hours: float
    lost: float
    cost: float
    ground: Landscape = field(repr=False)
    whole: Settled = field(repr=False)

    @property
    def figures(self) -> dict[str, float]:
        """What is kept and exported, by name; those that are no number left out."""
        found = {name: float(getattr(self, name)) for name in FIGURES}
        return {name: value for name, value in found.items() if value == value}

    @property
    def is_double(self) -> bool:
        """Whether the same people and volume have two outcomes."""
        return self.service_level - self.worst > 0.005


@st.cache_resource(max_entries=64, show_spinner=False)
def answered(key: tuple[Any, ...], _centre: Centre, setting: Setting) -> Answer:
    """Everything the page says about a setting."""
    now = setting.levers
    pair = moved(_centre.small, _centre.today, column([now, replace(now, fresh=now.fresh * 1.01)]))
    found = settle(pair, _centre.spread)
    alone = moved(_centre.small, _centre.today, now)
    worst = float(settle(alone, _centre.spread, "worst").service_level)
    ground = _ground(_centre.key, _centre, _aside(_centre, now))
    share, rise = shares(_centre, now, [now.repeat_rate])
    level = ground.at(share, rise)["service_level"][:, 0]
    agents = needed(ground.scale * _centre.today.agents, level, setting.target)
    per_week = 1 / _centre.weeks
    hours = now.agents * _centre.hours_a_week
    one = {
        name: float(getattr(found, name)[0])
        for name in (
            "service_level",
            "asa",
            "abandonment",
            "occupancy",
            "attempts",
            "redials",
            "repeats",
            "fresh",
            "handle_seconds",
            "repeat_rate",
        )
    }
    gain = float((found.attempts[1] - found.attempts[0]) / (found.fresh[1] - found.fresh[0]))
    for name in ("attempts", "redials", "repeats", "fresh"):
        one[name] *= per_week
    answered = one["attempts"] * (1 - one["abandonment"])
    lost = one["attempts"] - answered - one["redials"]
    work_hours = hours * one["occupancy"]
    return Answer(
        setting,
        now,
        **one,
        worst=min(worst, one["service_level"]),
        gain=gain,
        needed=agents,
        hours=hours,
        lost=lost,
        repeat_hours=work_hours * one["repeats"] / max(answered, 1e-9),
        cost=hours * setting.cost,
        ground=ground,
        whole=found,
    )


def shares(centre: Centre, now: Levers, rates: Any) -> tuple[np.ndarray, np.ndarray]:
    """What repeat rates at today's waits mean for the model under these levers."""
    share, rise = share_at(centre.small, centre.today.repeat_rate, rates)
    return share, np.minimum(rise * now.wait_sensitivity, 0.98 - share)


def _aside(centre: Centre, now: Levers) -> Levers:
    """The levers with agents and repeats as today: the map has those on its axes."""
    return replace(now, agents=centre.today.agents, repeat_rate=centre.today.repeat_rate)


@st.cache_resource(max_entries=MAX_LANDSCAPES, show_spinner=False)
def _ground(key: tuple[Any, ...], _centre: Centre, aside: Levers) -> Landscape:
    small, spread = _centre.smallest
    return landscape(moved(small, _centre.today, aside), spread, SCALE)


def band(centre: Centre, levers: Levers) -> tuple[np.ndarray, np.ndarray]:
    """Service level today and in the scenario for as many centres as the data allow, 95 % of them inside."""
    return _drawn_level(centre.key, centre, centre.today), _drawn_level(centre.key, centre, levers)


@st.cache_data(max_entries=128, show_spinner=False)
def _drawn_level(key: tuple[Any, ...], _centre: Centre, levers: Levers) -> np.ndarray:
    many = drawn(_centre.small, _centre.errors, DRAWS)
    return np.asarray(settle(moved(many, _centre.today, levers), _centre.spread).service_level)


def figures_shown(centre: Centre, base: Answer, now: Answer) -> tuple[Tile, ...]:
    """The answers in large: the scenario, and by how much it differs from today."""
    low, high = (float(v) for v in np.quantile(band(centre, now.levers)[1], (0.025, 0.975)))
    return (
        Tile(
            "Service level",
            f"{now.service_level:.1%}",
            points_text(now.service_level - base.service_level),
            "normal",
            f"{low:.0%} to {high:.0%} by the fit's uncertainty",
        ),
        Tile("Average wait", duration(now.asa), seconds_text(now.asa - base.asa), "inverse", "of the answered"),
        Tile(
            "Abandoned",
            f"{now.abandonment:.1%}",
            points_text(now.abandonment - base.abandonment),
            "inverse",
            "of contacts",
        ),
        Tile(
            "Occupancy",
            f"{now.occupancy:.0%}",
            points_text(now.occupancy - base.occupancy),
            "off",
            "of the most they can do" if centre.kind == "chat" else "of the agents' time",
        ),
        Tile(
            "Contacts a week",
            f"{now.attempts:,.0f}",
            signed(now.attempts - base.attempts),
            "inverse",
            f"{now.fresh:,.0f} fresh · {now.redials:,.0f} redials · {now.repeats:,.0f} repeats",
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
        rows.append((label, text(a), text(b), change(b - a)))

    percent = lambda v: f"{v:.1%}"  # noqa: E731
    count = lambda v: f"{v:,.0f}"  # noqa: E731
    add("Service level", "service_level", percent, points_text)
    if base.is_double or now.is_double:
        add("Service level, worst equilibrium", "worst", percent, points_text)
    add("Average wait of the answered", "asa", duration, seconds_text)
    add("Abandoned", "abandonment", percent, points_text)
    add("Occupancy", "occupancy", percent, points_text)
    add("Contacts a week", "attempts", count, signed)
    add("… fresh", "fresh", count, signed)
    add("… redials", "redials", count, signed)
    add("… repeats", "repeats", count, signed)
    add("Lost contacts a week", "lost", count, signed)
    add("Repeat rate", "repeat_rate", percent, points_text)
    handled = "Chat from first to last word" if centre.kind == "chat" else "Handle time with waits"
    add(handled, "handle_seconds", duration, seconds_text)
    add("Agents needed for the target", "needed", agents_text, lambda v: signed(v, 1))
    add("Agent hours a week", "hours", count, signed)
    add("Hours on repeats a week", "repeat_hours", count, signed)
    if base.cost or now.cost:
        add(f"Cost a week ({centre.currency})", "cost", count, signed)
    add("One more fresh contact becomes", "gain", lambda v: f"{v:.2f}", lambda v: signed(v, 2))
    return pd.DataFrame(rows, columns=["", "Today", "Scenario", "Difference"])


def sentence(centre: Centre, base: Answer, now: Answer) -> str:
    """What the scenario is worth, in one plain sentence."""
    moves = moves_of(centre, now.setting)
    if not moves:
        said = f"As things stand the model says **{base.service_level:.1%}** service level"
        if base.needed == base.needed:
            gap = base.needed - base.levers.agents
            more = (
                f"{gap:.1f} more than now" if gap > 0.05 else f"{-gap:.1f} fewer than now" if gap < -0.05 else "as now"
            )
            said += f"; {base.setting.target:.0%} takes {base.needed:.1f} agents, {more}"
        return said + ". Move a lever to see what it does."
    what = listed(moves)
    points = now.service_level - base.service_level
    share, rise = shares(centre, centre.today, [centre.today.repeat_rate])
    level = base.ground.at(share, rise)["service_level"][:, 0]
    same = needed(base.ground.scale * centre.today.agents, level, now.service_level)
    agents = same - centre.today.agents
    verb = "is worth" if points >= 0 else "costs"
    worth = f"**{abs(points) * 100:.1f} points** of service level ({base.service_level:.1%} to {now.service_level:.1%})"
    only_people = len(moves) == 1 and moves[0].startswith("agents")
    if not only_people and agents == agents and abs(agents) >= 0.05:
        worth = f"**{abs(agents):.1f} agents** or {worth}"
    money = (now.cost - base.cost) if abs(now.cost - base.cost) >= 0.5 else 0
    tail = f", at {money:+,.0f} {centre.currency} of agents' time a week".replace("-", "−") if money else ""
    return f"Bringing {what} {verb} {worth}{tail}."
