"""The trend: the picked metric over time, with limits, signals and what it is compared with."""

from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.view import as_days
from qm.charts import trend
from qm.charts.trend import UNJUDGED
from qm.models.signals.control_charts import BEYOND, Control
from qm.models.signals.verdicts import Points, end_of
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import narrow_to_point
from qm.ui.overview.figures import Figures
from qm.wording import day_text, point_text


def trend_section(figures: Figures, name: str) -> None:
    """The trend of a metric; clicking a point looks at its days."""
    metric, scale, grain = figures.metric(name), figures.scale(name), figures.grain
    points = figures.points(name, grain)
    if len(points) < 2:
        st.caption(f"One {grain} alone is no trend; choose a longer period or a finer grain.")
        return
    control = figures.control(name, points)
    frame = trend_frame(figures, name, points, control)
    title = f"{metric.label} by {grain}"
    figure = Figure(
        trend(frame, scale),
        _table(frame),
        title,
        takeaway(figures, name, frame, control),
        [*figures.view.lines, metric.meaning],
        f"{name}-by-{grain}",
    )

    show_chart(figure, key="trend", on_pick=partial(narrow_to_point, frame))


def trend_frame(figures: Figures, name: str, points: Points, control: Control | None) -> pd.DataFrame:
    """One row per point, as `qm.charts.trend` wants it."""
    view, better, grain = figures.view, figures.metric(name).better, points.grain
    count = figures.metric(name).kind == "count"
    last = end_of(points.start, grain)
    value = points.part if count else points.part / points.whole
    limits = np.full((3, len(points)), np.nan)
    signal = np.select(
        [(points.start > view.body.last) | (last < view.body.steady), ~points.complete, ~points.filled],
        ["stragglers", "not complete", "few cases"],
        "ordinary",
    ).astype(object)
    direction, rules = np.full(len(points), "within", dtype=object), np.full(len(points), "", dtype=object)
    if control is not None:
        judged = np.flatnonzero(points.judged)
        limits[:, judged] = control.centre, control.lower, control.upper
        for at, sign, rule in zip(judged, control.signal, control.rule, strict=True):
            if sign:
                signal[at], direction[at], rules[at] = _word(int(sign), better), "above" if sign > 0 else "below", rule
    frame = pd.DataFrame(
        {
            "start": points.start.astype("datetime64[s]"),
            "end": (last + 1).astype("datetime64[s]"),
            "period": [point_text(date.fromisoformat(str(s)), grain) for s in points.start],
            "value": value,
            "n": points.n.astype("int64"),
            "centre": limits[0],
            "lower": limits[1],
            "upper": limits[2],
            "signal": signal,
            "direction": direction,
            "rule": rules,
            "current": (last >= np.datetime64(view.days.first)) & (points.start <= np.datetime64(view.days.last)),
        }
    )
    return frame.assign(**_compared(figures, name, points, frame["current"].to_numpy()))


def _word(signal: int, better: str) -> str:
    if better == "neither":
        return "higher" if signal > 0 else "lower"
    return "improving" if (signal > 0) == (better == "up") else "worsening"


def _compared(figures: Figures, name: str, points: Points, current: np.ndarray) -> dict[str, Any]:
    """The days compared with, laid over the period looked at."""
    blank: dict[str, Any] = {"compared": np.nan, "compared_period": ""}
    before, grain = figures.view.compared_days, points.grain
    if before is None or not current.any() or grain == "month":
        return blank
    shift = (figures.view.days.first - before.first).days
    start, end = points.start[current][0] - shift, end_of(points.start[current], grain)[-1] - shift
    earlier = figures.points(name, grain, as_days(start, end))
    count = figures.metric(name).kind == "count"
    found = dict(zip(earlier.start + shift, earlier.part if count else earlier.part / earlier.whole, strict=True))
    whole = dict(zip(earlier.start + shift, earlier.judged, strict=True))
    compared = [found[s] if c and whole.get(s) else np.nan for s, c in zip(points.start, current, strict=True)]
    periods = [
        point_text(date.fromisoformat(str(s - shift)), grain) if v == v else ""
        for s, v in zip(points.start, compared, strict=True)
    ]
    return {"compared": compared, "compared_period": periods}


def takeaway(figures: Figures, name: str, frame: pd.DataFrame, control: Control | None) -> str:
    """The sentence to take from the trend."""
    scale, grain = figures.scale(name), figures.grain
    judged = frame[~frame["signal"].isin(UNJUDGED)]
    cut = {
        "not complete": f" The last {grain} is not complete and is not judged.",
        "few cases": f" The last {grain} has too few cases to be judged.",
        "stragglers": f" Stragglers after {day_text(figures.view.body_days.last)} are not judged.",
    }.get(frame["signal"].iloc[-1], "")
    if judged.empty:
        return f"No {grain} has enough cases to be judged."
    if control is None or control.trial:
        return f"Too few {grain}s to tell signals from ordinary variation; limits are drawn on trial." + cut
    latest = judged.iloc[-1]
    limits = f"{scale.text(latest['lower'])} to {scale.text(latest['upper'])}"
    signals = int((judged["current"] & judged["direction"].ne("within")).sum())
    if latest["direction"] != "within":
        word = {"higher": "unusually high", "lower": "unusually low"}.get(latest["signal"], latest["signal"])
        said = f"{_capital(latest['period'])} is {word}: {scale.text(latest['value'])}, {latest['rule']}"
        said += f"; ordinary is {limits}." if latest["rule"] == BEYOND else f", within {limits}."
    else:
        said = f"{_capital(latest['period'])} is ordinary variation: {scale.text(latest['value'])} within {limits}."
        if signals:
            said += (
                f" {signals} earlier {'point is a signal' if signals == 1 else 'points are signals'} in this period."
            )
    aside = f", without the {control.aside} that stood out" if control.aside else ""
    first = day_text(frame["start"].iloc[0].date())
    base = f" Limits rest on the {control.baseline} {grain}s from {first}{aside}."
    return said + base + cut


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    """The trend as it is saved."""
    days = {"start": frame["start"].dt.date, "end": (frame["end"] - pd.Timedelta(days=1)).dt.date}
    return frame.assign(**days).drop(columns=["direction", "period"])
