"""One figure of the agent over time: its limits, its signals, and when there was coaching."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.agents.coaching_log import coaching_log
from qm.analysis.agents.everybody import work_only
from qm.analysis.view import as_days
from qm.charts import trend
from qm.charts.trend import UNJUDGED
from qm.metrics import METRICS, Metric, measure
from qm.models.signals.control_charts import BEYOND, Control
from qm.models.signals.pooled_weeks import stretches
from qm.models.signals.verdicts import Points, chart, gather
from qm.store import Store
from qm.ui.address import check_choice
from qm.ui.agent.figures import Figures
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import narrow_to_point
from qm.wording import Days, Scale, day_text, days_text

WEEKS_BEFORE = 52
"""Before the period: one person has few cases a week, and limits need many stretches."""

OFFERED = ("quality_score", "csat", "resolution", "fcr", "aht", "transfer_rate", "reopen_rate")


def check_address() -> None:
    """Notes what the address gets wrong, before anything is drawn."""
    check_choice("figure", {name: METRICS[name].label for name in OFFERED})


def course_section(store: Store, figures: Figures) -> None:
    """The chart of the figure chosen; clicking a point looks at its days."""
    labels = {name: METRICS[name].label for name in OFFERED}
    name = st.selectbox(
        "Over time", OFFERED, key="figure", bind="query-params", format_func=labels.__getitem__, width=260
    )
    metric = METRICS[name].under(figures.definitions)
    found = course(store, figures, metric)
    if found is None:
        st.caption(f"There are no two stretches with enough cases for {metric.label.lower()}; choose a longer period.")
        return
    frame, control, events = found
    title = f"{metric.label} over time"  # drawn as markup, so without the name
    said = takeaway(frame, control, scale_of(metric), events)
    shown = Figure(
        trend(frame, scale_of(metric), events=events),
        frame.drop(columns=["direction", "period"]),
        title,
        said,
        [figures.called, *figures.view.lines, metric.meaning],
        f"{name}-of-agent",
    )

    show_chart(shown, key="course", on_pick=partial(narrow_to_point, frame))


def scale_of(metric: Metric) -> Scale:
    """How the metric is written and drawn."""
    return Scale(metric.name, metric.label, metric.format, metric.kind, metric.better)


def course(store: Store, figures: Figures, metric: Metric) -> tuple[pd.DataFrame, Control | None, pd.DataFrame] | None:
    """The points as `qm.charts.trend` wants them, their limits, and the coaching; None for fewer than two."""
    view = figures.view
    first = max(as_days(view.body.steady, view.body.steady).first, view.days.first - timedelta(weeks=WEEKS_BEFORE))
    days, body = Days(min(first, view.days.first), view.days.last), view.body
    own = work_only(view.current).period(days.first, days.last)
    if not set(own.dimensions) <= set(metric.dimensions):
        return None
    daily = measure(store, own.with_("agent", figures.agent), [metric.name], ["day"])
    points = gather(
        daily["day"].to_numpy().astype("datetime64[D]"),
        *(np.nan_to_num(daily[column].to_numpy(dtype=float)) for column in ("numerator", "denominator", "n")),
        grain="week",
        kind=_kind(metric),
        first=max(np.datetime64(days.first), body.steady),
        last=min(np.datetime64(days.last), body.last),
    )
    points, ends = stretches(points)
    if len(points) < 2:
        return None
    control = chart(points, _kind(metric), since=np.datetime64(view.days.first))
    frame = _frame(figures, metric, points, ends, control)
    return frame, control, _events(store, figures, frame)


def _kind(metric: Metric) -> Any:
    return "share" if metric.kind == "share" else "mean"


def _frame(figures: Figures, metric: Metric, points: Points, ends: np.ndarray, control: Control | None) -> pd.DataFrame:
    days = figures.view.days
    limits = np.full((3, len(points)), np.nan)
    signal = np.select([~points.complete, ~points.filled], ["not complete", "few cases"], "ordinary").astype(object)
    direction, rules = np.full(len(points), "within", dtype=object), np.full(len(points), "", dtype=object)
    if control is not None:
        judged = np.flatnonzero(points.judged)
        limits[:, judged] = control.centre, control.lower, control.upper
        for at, sign, rule in zip(judged, control.signal, control.rule, strict=True):
            if sign:
                signal[at], direction[at] = _word(int(sign), metric.better), "above" if sign > 0 else "below"
                rules[at] = rule
    return pd.DataFrame(
        {
            "start": points.start.astype("datetime64[s]"),
            "end": (ends + 1).astype("datetime64[s]"),
            "period": [days_text(as_days(a, b)) for a, b in zip(points.start, ends, strict=True)],
            "value": points.part / points.whole,
            "n": points.n.astype("int64"),
            "centre": limits[0],
            "lower": limits[1],
            "upper": limits[2],
            "signal": signal,
            "direction": direction,
            "rule": rules,
            "current": (ends >= np.datetime64(days.first)) & (points.start <= np.datetime64(days.last)),
            "compared": np.nan,
            "compared_period": "",
        }
    )


def _word(signal: int, better: str) -> str:
    if better == "neither":
        return "higher" if signal > 0 else "lower"
    return "improving" if (signal > 0) == (better == "up") else "worsening"


def _events(store: Store, figures: Figures, frame: pd.DataFrame) -> pd.DataFrame:
    """What was held within the days drawn."""
    log = coaching_log(store, figures.agent)
    held = log[(log["held_at"] >= frame["start"].iloc[0]) & (log["held_at"] < frame["end"].iloc[-1])]
    return pd.DataFrame(
        {
            "at": held["held_at"].astype("datetime64[s]"),
            "kind": held["kind"].fillna("feedback"),
            "what": [
                f"{q} {figures.text_of(q)}" if isinstance(q, str) else "no single question" for q in held["question"]
            ],
        }
    )


def takeaway(frame: pd.DataFrame, control: Control | None, scale: Scale, events: pd.DataFrame) -> str:
    """The sentence to take from the chart."""
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    if judged.empty:
        return "No stretch has enough cases to be judged."
    coached = int((events["kind"] == "coaching").sum())
    feedback = len(events) - coached
    marks = [f"lines mark coaching ({coached})"] if coached else []
    marks += [f"triangles mark feedback ({feedback})"] if feedback else []
    marked = f" {' and '.join(marks).capitalize()}." if marks else ""
    if control is None or control.trial:
        return "Too few stretches to tell signals from ordinary variation; limits are drawn on trial." + marked
    latest = judged.iloc[-1]
    limits = f"{scale.text(latest['lower'])} to {scale.text(latest['upper'])}"
    since = day_text(date.fromisoformat(str(latest["start"].date())))
    if latest["direction"] == "within":
        said = f"Since {since} it is ordinary variation: {scale.text(latest['value'])} within {limits}."
    else:
        word = {"higher": "unusually high", "lower": "unusually low"}.get(latest["signal"], latest["signal"])
        rest = "ordinary is" if latest["rule"] == BEYOND else "within"
        said = f"Since {since} it is {word}: {scale.text(latest['value'])}, {latest['rule']}; {rest} {limits}."
    return said + marked
