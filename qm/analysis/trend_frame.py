"""A metric over time as one tidy frame: its points, its limits and what the control rules say of each point."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.models.signals.control_charts import Control
from qm.models.signals.verdicts import Better, Points, kind_of
from qm.wording import Days

FEW_CASES, INCOMPLETE, STRAGGLERS = "few cases", "not complete", "stragglers"
UNJUDGED = (FEW_CASES, INCOMPLETE, STRAGGLERS)
"""What `signal` says of points that are not held against the limits."""


def trend_frame(
    points: Points,
    last_days: NDArray[np.datetime64],
    control: Control | None,
    *,
    kind: str,
    better: str,
    names: Sequence[str],
    current: Days,
    stragglers: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """One row per point in order of time, as `qm.charts.trend` draws it.

    start and end (timestamps, the end after the last day), period (its name), value, n, centre, lower, upper (missing
    where there are no limits), signal (improving, worsening, higher, lower, ordinary or one of `UNJUDGED`), direction
    (above, below, within), rule (the one that spoke), current (inside the days `current`), and compared (missing) and
    compared_period (empty) for the caller to fill.
    """
    limits = np.full((3, len(points)), np.nan)
    outside = np.zeros(len(points), dtype=bool) if stragglers is None else stragglers
    signal = np.select(
        [outside, ~points.complete, ~points.filled], [STRAGGLERS, INCOMPLETE, FEW_CASES], "ordinary"
    ).astype(object)
    direction, rules = np.full(len(points), "within", dtype=object), np.full(len(points), "", dtype=object)
    if control is not None:
        judged = np.flatnonzero(points.judged)
        limits[:, judged] = control.centre, control.lower, control.upper
        for at, sign, rule in zip(judged, control.signal, control.rule, strict=True):
            if sign:
                signal[at], direction[at] = kind_of(int(sign), cast(Better, better)), "above" if sign > 0 else "below"
                rules[at] = rule
    inside = (last_days >= np.datetime64(current.first)) & (points.start <= np.datetime64(current.last))
    return pd.DataFrame(
        {
            "start": points.start.astype("datetime64[s]"),
            "end": (last_days + 1).astype("datetime64[s]"),
            "period": list(names),
            "value": points.part if kind == "count" else points.part / points.whole,
            "n": points.n.astype("int64"),
            "centre": limits[0],
            "lower": limits[1],
            "upper": limits[2],
            "signal": signal,
            "direction": direction,
            "rule": rules,
            "current": inside,
            "compared": np.nan,
            "compared_period": "",
        }
    )


def saved_trend(frame: pd.DataFrame) -> pd.DataFrame:
    """A trend as it is saved: days for moments, and what is only drawn left out."""
    days = {"start": frame["start"].dt.date, "end": (frame["end"] - pd.Timedelta(days=1)).dt.date}
    return frame.assign(**days).drop(columns=["direction", "period"])
