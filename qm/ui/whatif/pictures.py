"""The pictures: service level against agents, what each lever adds, the day, and repeats taken out step by step."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.whatif.fit import backtest
from qm.charts.settings import course, curves, steps
from qm.models.queueing.interval_model import at_repeats
from qm.models.queueing.levers import NAMES, contributions, moved, needed
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.answers import Answer, shares
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import CONTROLS

LEFT_OVER = (1.0, 0.75, 0.5, 0.25, 0.0)


def curve_section(centre: Centre, base: Answer, now: Answer) -> None:
    """Service level against agents for both cases."""
    lines, points = [], []
    for case, one in (("today", base), ("scenario", now)):
        if case == "scenario" and one.setting == base.setting:
            continue
        agents, level = curve_of(centre, one)
        lines.append(pd.DataFrame({"x": agents, "service_level": level, "case": case}))
        points.append({"x": one.levers.agents, "service_level": one.service_level, "case": case})
    frame = pd.concat(lines, ignore_index=True)
    frame = frame[frame["x"] <= max(centre.today.agents * 1.6, now.levers.agents * 1.1)]
    takeaway = f"{now.setting.target:.0%} takes {_agents(base.needed)} agents today"
    takeaway += f", {_agents(now.needed)} in the scenario." if len(points) > 1 else "."
    chart = curves(frame, pd.DataFrame(points), target=now.setting.target, x_title="Agents present")
    show_chart(
        Figure(chart, frame, "Service level against agents", takeaway, centre.lines, "whatif-agents"),
        key="whatif.curve",
    )


def curve_of(centre: Centre, one: Answer) -> tuple[np.ndarray, np.ndarray]:
    """Agents, and the service level they give under the levers of an answer."""
    share, rise = shares(centre, one.levers, [one.levers.repeat_rate])
    return one.ground.scale * centre.today.agents, one.ground.at(share, rise)["service_level"][:, 0]


def steps_section(centre: Centre, base: Answer, now: Answer) -> None:
    """What each lever contributes."""
    added = _added(centre, base, now)
    if not added:
        st.markdown("**What each lever adds**")
        st.caption("No lever has moved yet.")
        return
    labels = {c.name: c.label for c in CONTROLS}
    if len(added) == 1:  # one bar twice would say no more
        ((name, gain),) = added.items()
        st.markdown("**What each lever adds**")
        st.caption(f"{labels[name]} is the only one moved: {_points(gain * 100)} points of service level.")
        return
    rows, level = [], 0.0
    for name, gain in added.items():
        points = gain * 100
        kind = "better" if gain >= 0 else "worse"
        rows.append(
            {"label": labels[name], "start": level, "end": level + points, "kind": kind, "text": _points(points)}
        )
        level += points
    rows.append({"label": "Together", "start": 0.0, "end": level, "kind": "total", "text": _points(level)})
    frame = pd.DataFrame(rows)
    most = max(added, key=lambda name: abs(added[name]))
    takeaway = f"{labels[most]} moves it most: {_points(added[most] * 100)} points of service level."
    figure = Figure(steps(frame), frame, "What each lever adds", takeaway, centre.lines, "whatif-levers")
    show_chart(figure, key="whatif.steps")


def _added(centre: Centre, base: Answer, now: Answer) -> dict[str, float]:
    """What each lever that moved adds to the service level; one alone adds all of it."""
    moved_ones = [name for name in NAMES if getattr(now.levers, name) != getattr(base.levers, name)]
    if len(moved_ones) == 1:
        return {moved_ones[0]: now.service_level - base.service_level}
    return contributions(centre.small, centre.spread, centre.today, now.levers)


def _points(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def day_section(centre: Centre, base: Answer, now: Answer) -> None:
    """The day by half hour: observed, modelled, scenario."""
    fitted = centre.fitted
    frames = list(_usual(centre.key, centre))
    if now.setting.levers != base.setting.levers:
        scenario = moved(fitted.scenario, centre.today, now.levers)
        found, _, _ = at_repeats(scenario, fitted.spread, now.whole.repeats[0])
        frames.append(_course(backtest(replace(fitted, scenario=scenario), found, "slot"), "model", "scenario"))
    frame = pd.concat(frames, ignore_index=True)
    if not frame["service_level"].notna().any():
        return
    last = frames[-1]
    worst = last.loc[last["service_level"].idxmin()]
    title = f"The day by {fitted.minutes:.0f} minutes"
    takeaway = f"Hardest at {worst['label']}: {worst['service_level']:.0%} in the {_named(worst['case'])}."
    figure = Figure(course(frame, clock=True), frame, title, takeaway, centre.lines, "whatif-day")
    show_chart(figure, key="whatif.day")


@st.cache_data(max_entries=16, show_spinner=False)
def _usual(key: tuple[Any, ...], _centre: Centre) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The usual day as observed, and by the model as things stand."""
    usual = backtest(_centre.fitted, _centre.past, "slot")
    return _course(usual, "service_level", "observed"), _course(usual, "model", "today")


def _named(case: str) -> str:
    return {"today": "model as things stand", "scenario": "scenario"}.get(case, case)


def _course(frame: pd.DataFrame, column: str, case: str) -> pd.DataFrame:
    at = frame["group"] / 3600
    labels = [f"{int(h):02d}:{round(h % 1 * 60):02d}" for h in at]
    contacts = frame["contacts"] if case == "observed" else frame["model_contacts"]
    return pd.DataFrame({"at": at, "label": labels, "service_level": frame[column], "case": case, "contacts": contacts})


def staffing_section(centre: Centre, now: Answer) -> None:
    """The staffing table, with repeats taken out step by step."""
    frame = staffing_table(centre, now)
    st.markdown("**The staffing table without repeats**")
    full, none = frame.iloc[0], frame.iloc[-1]
    gap = full["Agents"] - none["Agents"]
    if gap == gap:
        hours = gap * centre.hours_a_week
        said = f"All repeats together take {gap:.1f} agents at {now.setting.target:.0%}, {hours:,.0f} hours a week"
        money = f", {hours * now.setting.cost:,.0f} {centre.currency}" if now.setting.cost else ""
        st.caption(said + money + ".")
    else:
        st.caption("With all repeats the target is beyond reach of the agents looked at.")
    shown = {
        "Of today's repeats": frame["Left"].map("{:.0%}".format),
        "Repeat rate": frame["Repeats"].map("{:.1%}".format),
        "Contacts a week": frame["Contacts"].map("{:,.0f}".format),
        "Agents for the target": frame["Agents"].map(_agents),
        "Service level with those present": frame["Service level"].map("{:.1%}".format),
    }
    st.table(pd.DataFrame(shown), hide_index=True, border="horizontal")  # painted in a tenth of a grid's time


def staffing_table(centre: Centre, now: Answer) -> pd.DataFrame:
    """One row per part of the repeats left: their rate, contacts a week, agents needed, service level as staffed."""
    rates = np.array([now.levers.repeat_rate * part for part in LEFT_OVER])
    share, rise = shares(centre, now.levers, rates)
    there = now.ground.at(share, rise)["service_level"]
    agents = now.ground.scale * centre.today.agents
    rows = []
    for i, part in enumerate(LEFT_OVER):
        answered = now.attempts - now.attempts * now.abandonment
        rows.append(
            {
                "Left": part,
                "Repeats": float(rates[i]),
                "Contacts": now.attempts - answered * now.repeat_rate * (1 - part),
                "Agents": needed(agents, there[:, i], now.setting.target),
                "Service level": float(np.interp(now.levers.agents, agents, there[:, i])),
            }
        )
    return pd.DataFrame(rows)


def _agents(value: float) -> str:
    return f"{value:.1f}" if value == value else "more than twice as many"
