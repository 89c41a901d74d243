"""The pictures of deferred work: answers against agents, and the backlog of the weeks ahead."""

import numpy as np
import pandas as pd

from qm.analysis.whatif.deferred_stream import SLOT
from qm.charts.settings import curves, open_work
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.deferred import Answer, ahead
from qm.ui.whatif.words import agents_text

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY = 4  # half hours between two points: lines as the eye sees them


def ahead_section(centre: Centre, base: Answer, now: Answer) -> None:
    """What is open over six weeks like the mean one, from what is open at the start."""
    frames = [_open(centre, base, "today")]
    if now.setting != base.setting:
        frames.append(_open(centre, now, "scenario"))
    frame = pd.concat(frames, ignore_index=True)
    last = frames[-1]["open"].to_numpy()
    week = 336 // EVERY
    early, late = float(last[:week].max()), float(last[-week:].max())
    takeaway = f"At most {late:,.0f} are open in the last week, {early:,.0f} in the first."
    if late >= now.far:
        takeaway = f"It runs away: after {len(last) / week:.1f} weeks ten weeks' work is open."
    elif late > 1.5 * early + 5:
        takeaway += " It grows."
    elif now.setting.backlog and late < 0.8 * early:
        takeaway += " What was open at the start is worked off."
    edge = None if np.isinf(now.tipping) else now.tipping
    chart = open_work(frame, edge)
    show_chart(
        Figure(chart, frame, "Open contacts in the weeks ahead", takeaway, centre.lines, "whatif-backlog"),
        key="whatif.ahead",
    )


def _open(centre: Centre, one: Answer, case: str) -> pd.DataFrame:
    left = np.minimum(ahead(centre, one.setting).open[EVERY - 1 :: EVERY], one.far)
    if one.far in left:  # it has run away; the rest of the line would flatten everything else
        left = left[: int(np.argmax(left == one.far)) + 1]
    hours = (np.arange(len(left)) + 1) * EVERY * SLOT / 3600
    labels = [f"week {int(h // 168) + 1}, {WEEKDAYS[int(h // 24) % 7]} {int(h % 24):02d}:00" for h in hours]
    return pd.DataFrame({"at": hours / 24, "label": labels, "open": left, "case": case})


def promise_section(centre: Centre, base: Answer, now: Answer) -> None:
    """Answered as promised against agents, for both cases."""
    lines, points = [], []
    for case, one in (("today", base), ("scenario", now)):
        if case == "scenario" and one.setting == base.setting:
            continue
        lines.append(pd.DataFrame({"x": one.agents, "service_level": one.levels, "case": case}))
        points.append({"x": one.levers.agents, "service_level": one.service_level, "case": case})
    frame = pd.concat(lines, ignore_index=True)
    takeaway = (
        f"{now.setting.target:.0%} within {now.setting.within_hours:g} hours takes {agents_text(now.needed)} agents"
    )
    takeaway += "." if len(points) == 1 else f", {agents_text(base.needed)} today."
    chart = curves(
        frame, pd.DataFrame(points), target=now.setting.target, x_title="Agents present", y_title="Answered in time"
    )
    show_chart(
        Figure(chart, frame, "Answered as promised against agents", takeaway, centre.lines, "whatif-promise"),
        key="whatif.promise",
    )
