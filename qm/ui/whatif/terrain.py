"""The map: service level over agents × repeat rate, where today and the scenario stand, the target and the edge."""

from typing import Any

import numpy as np
import pandas as pd

from qm.charts.settings import terrain
from qm.models.queueing.levers import needed
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.address import put_some
from qm.ui.whatif.answers import Answer, shares
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import BY_KEY
from qm.wording import duration

COLUMNS, ROWS = 26, 18
EDGE_ROWS = 61


def map_section(centre: Centre, base: Answer, now: Answer) -> None:
    """The map; clicking a place makes it the scenario."""
    cells, target, tipping = grid(centre, now)
    points = [
        {"agents": one.levers.agents, "rate": one.levers.repeat_rate, "case": case}
        for case, one in (("today", base), ("scenario", now))
    ]
    if now.levers == base.levers:
        points = points[:1]
    elif (now.levers.agents, now.levers.repeat_rate) == (base.levers.agents, base.levers.repeat_rate):
        points = points[1:]
    edge = (
        "The dashed line is the tipping line: above it only the busy state is left."
        if len(tipping) > 1
        else "Nothing tips on this map: there is one state everywhere."
    )
    aside = "" if now.levers == base.levers else " All other levers are as in the scenario."
    takeaway = f"The line is the target of {now.setting.target:.0%}. {edge}{aside} Click to go there."
    chart = terrain(cells, target, tipping, pd.DataFrame(points))
    table = cells.drop(columns=["left", "right", "bottom", "top", "words"])
    title = "Service level over agents and repeats"

    def go(marks: list[dict[str, Any]]) -> None:
        agents, rate = float(marks[0]["agents"]), float(marks[0]["rate"])
        put_some({BY_KEY["staff"]: (agents, centre.today.agents), BY_KEY["repeats"]: (rate, centre.today.repeat_rate)})

    show_chart(Figure(chart, table, title, takeaway, centre.lines, "whatif-map"), key="whatif.map", on_pick=go)


def grid(centre: Centre, now: Answer) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The cells of the map, the line of the target, and the tipping line (empty where nothing tips)."""
    low, high = centre.today.agents * 0.6, max(centre.today.agents * 1.5, now.levers.agents * 1.1)
    low = min(low, now.levers.agents * 0.95)
    top = min(max(0.35, 1.25 * max(centre.today.repeat_rate, now.levers.repeat_rate)), 0.9)
    agents, width = _middles(low, high, COLUMNS)
    rates, height = _middles(0.0, top, ROWS)
    share, rise = shares(centre, now.levers, rates)
    found = now.ground.at(share, rise)
    known = now.ground.scale * centre.today.agents
    on = {
        name: np.array([np.interp(agents, known, found[name][:, j]) for j in range(ROWS)])
        for name in ("service_level", "abandonment", "asa")
    }
    a, r = np.meshgrid(agents, rates)
    cells = pd.DataFrame(
        {
            "agents": a.ravel().round(2),
            "rate": r.ravel().round(4),
            "left": (a - width / 2).ravel(),
            "right": (a + width / 2).ravel(),
            "bottom": (r - height / 2).ravel(),
            "top": (r + height / 2).ravel(),
            **{name: values.ravel() for name, values in on.items()},
        }
    )
    cells = cells.assign(
        words=[
            f"{x:.1f} agents · repeats {y:.1%} → service level {sl:.1%} · wait {duration(w)} · abandoned {ab:.1%}"
            for x, y, sl, ab, w in zip(
                cells["agents"], cells["rate"], cells["service_level"], cells["abandonment"], cells["asa"], strict=True
            )
        ]
    )
    target = [
        {"agents": needed(known, found["service_level"][:, j], now.setting.target), "rate": rate}
        for j, rate in enumerate(rates)
    ]
    fine = np.linspace(0.0, top, EDGE_ROWS)
    edge = now.ground.tipping(*shares(centre, now.levers, fine))
    tipping = [
        {"agents": float(a), "rate": float(fine[int(place)])}
        for a, place in zip(known, edge, strict=True)
        if place == place and low <= a <= high
    ]
    return cells, pd.DataFrame(target).dropna(), pd.DataFrame(tipping, columns=["agents", "rate"])


def _middles(low: float, high: float, count: int) -> tuple[np.ndarray, float]:
    width = (high - low) / count
    return low + width * (np.arange(count) + 0.5), width
