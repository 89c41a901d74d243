"""What a setting comes to: its figures beside today's, in tiles, in a table and in one sentence."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.charts import duration
from qm.models.levers import Landscape, Levers, column, drawn, landscape, moved, needed, share_at
from qm.models.profile import Settled, settle
from qm.ui.whatif.address import CONTROLS, Setting, today
from qm.ui.whatif.centre import DRAWS, Centre

SCALE = np.concatenate([np.linspace(0.5, 1.5, 17), [1.6, 1.75, 1.95, 2.3]])
MAX_LANDSCAPES = 48


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
    def is_double(self) -> bool:
        """Whether the same people and volume have two outcomes."""
        return self.service_level - self.worst > 0.005


def answer(centre: Centre, setting: Setting) -> Answer:
    """Everything the page says about a setting."""
    return _answered(centre.key, centre, setting)


@st.cache_resource(max_entries=64, show_spinner=False)
def _answered(key: tuple[Any, ...], _centre: Centre, setting: Setting) -> Answer:
    now = setting.levers
    pair = moved(_centre.small, _centre.today, column([now, replace(now, fresh=now.fresh * 1.01)]))
    found = settle(pair, _centre.spread)
    alone = moved(_centre.small, _centre.today, now)
    worst = float(settle(alone, _centre.spread, "worst").service_level)
    ground = _ground(_centre.key, _centre, _aside(_centre, now))
    share, rise = shares(_centre, now, [now.repeat_rate])
    level = ground.at(share, rise)["service_level"][:, 0]
    agents = needed(ground.scale * _centre.today.agents, level, setting.target)
    per_week = 1 / max(_weeks(_centre), 1e-9)
    hours = now.agents * _centre.hours_a_week
    one = {name: float(getattr(found, name)[0]) for name in (
        "service_level", "asa", "abandonment", "occupancy", "attempts", "redials", "repeats", "fresh", "handle_seconds",
        "repeat_rate",
    )}  # fmt: skip
    gain = float((found.attempts[1] - found.attempts[0]) / (found.fresh[1] - found.fresh[0]))
    for name in ("attempts", "redials", "repeats", "fresh"):
        one[name] *= per_week
    lost = one["attempts"] * one["abandonment"] - one["redials"]
    return Answer(
        setting, now, **one, worst=min(worst, one["service_level"]), gain=gain, needed=agents, hours=hours, lost=lost,
        repeat_hours=one["repeats"] * one["handle_seconds"] / 3600, cost=hours * setting.cost, ground=ground,
        whole=found,
    )  # fmt: skip


def shares(centre: Centre, now: Levers, rates: Any) -> tuple[np.ndarray, np.ndarray]:
    """What repeat rates at today's waits mean for the model under these levers."""
    share, rise = share_at(centre.small, centre.today.repeat_rate, rates)
    return share, np.minimum(rise * now.wait_sensitivity, 0.98 - share)


def _weeks(centre: Centre) -> float:
    return len(centre.fitted.starts) * centre.fitted.minutes / 60 / centre.hours_a_week


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


def tiles(centre: Centre, base: Answer, now: Answer) -> None:
    """The answers in large: the scenario, and by how much it differs from today."""
    low, high = (float(v) for v in np.quantile(band(centre, now.levers)[1], (0.025, 0.975)))
    shown = (
        ("Service level", f"{now.service_level:.1%}", _points(now.service_level - base.service_level), "normal",
         f"{low:.0%} to {high:.0%} by the fit's uncertainty"),
        ("Average wait", duration(now.asa), _seconds(now.asa - base.asa), "inverse", "of the answered"),
        ("Abandoned", f"{now.abandonment:.1%}", _points(now.abandonment - base.abandonment), "inverse", "of contacts"),
        ("Occupancy", f"{now.occupancy:.0%}", _points(now.occupancy - base.occupancy), "off", "of the agents' time"),
        ("Contacts a week", f"{now.attempts:,.0f}", _signed(now.attempts - base.attempts), "inverse",
         f"{now.fresh:,.0f} fresh · {now.redials:,.0f} redials · {now.repeats:,.0f} repeats"),
        (f"Agents for {now.setting.target:.0%}", _agents(now.needed), _signed(now.needed - base.needed, 1), "inverse",
         f"{now.levers.agents:.1f} are present"),
    )  # fmt: skip
    for row in (shown[:3], shown[3:]):
        for place, (label, value, delta, colour, small) in zip(st.columns(3), row, strict=True):
            with place.container(border=True, key=f"whatif.{label.split()[0].lower()}"):
                st.metric(label, value, delta=None if delta.startswith("0") else delta, delta_color=colour)  # type: ignore[arg-type]
                st.caption(small)


def table(base: Answer, now: Answer, currency: str) -> pd.DataFrame:
    """Base, scenario and difference, in words."""
    rows: list[tuple[str, str, str, str]] = []

    def add(label: str, of: str, text: Any, change: Any) -> None:
        a, b = float(getattr(base, of)), float(getattr(now, of))
        rows.append((label, text(a), text(b), change(b - a)))

    percent = lambda v: f"{v:.1%}"  # noqa: E731
    count = lambda v: f"{v:,.0f}"  # noqa: E731
    add("Service level", "service_level", percent, _points)
    if base.is_double or now.is_double:
        add("Service level, worst equilibrium", "worst", percent, _points)
    add("Average wait of the answered", "asa", duration, _seconds)
    add("Abandoned", "abandonment", percent, _points)
    add("Occupancy", "occupancy", percent, _points)
    add("Contacts a week", "attempts", count, _signed)
    add("… fresh", "fresh", count, _signed)
    add("… redials", "redials", count, _signed)
    add("… repeats", "repeats", count, _signed)
    add("Lost contacts a week", "lost", count, _signed)
    add("Repeat rate", "repeat_rate", percent, _points)
    add("Handle time with waits", "handle_seconds", duration, _seconds)
    add("Agents needed for the target", "needed", _agents, lambda v: _signed(v, 1))
    add("Agent hours a week", "hours", count, _signed)
    add("Hours on repeats a week", "repeat_hours", count, _signed)
    add(f"Cost a week ({currency})", "cost", count, _signed)
    add("One more fresh contact becomes", "gain", lambda v: f"{v:.2f}", lambda v: _signed(v, 2))
    return pd.DataFrame(rows, columns=["", "Today", "Scenario", "Difference"])


def sentence(centre: Centre, base: Answer, now: Answer) -> str:
    """What the scenario is worth, in one plain sentence."""
    standing = today(centre)
    moves = []
    for control in CONTROLS[:7]:
        a, b = standing.value(control.name), now.setting.value(control.name)
        if abs(a - b) * control.factor >= 10**-control.decimals / 2:
            moves.append(f"{control.label.lower()} from {control.shown(a)} to {control.shown(b)}")
    if not moves:
        said = f"As things stand the model says **{base.service_level:.1%}** service level"
        if base.needed == base.needed:
            gap = base.needed - base.levers.agents
            more = (
                f"{gap:.1f} more than now" if gap > 0.05 else f"{-gap:.1f} fewer than now" if gap < -0.05 else "as now"
            )
            said += f"; {base.setting.target:.0%} takes {base.needed:.1f} agents, {more}"
        return said + ". Move a lever to see what it does."
    what = moves[0] if len(moves) == 1 else ", ".join(moves[:-1]) + " and " + moves[-1]
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


def _agents(value: float) -> str:
    return f"{value:.1f}" if value == value else "beyond reach"


def _points(difference: float) -> str:
    return _signed(difference * 100, 1, " points")


def _seconds(difference: float) -> str:
    return _signed(difference, 0 if abs(difference) >= 9.5 else 1, " s")


def _signed(value: float, decimals: int = 0, unit: str = "") -> str:
    if value != value:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in text for digit in "123456789"):
        return f"0{unit}"
    return ("+" if value > 0 else "-") + text + unit
