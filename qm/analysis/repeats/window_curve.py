"""The window curve: how many come back within each number of days, and how many of them by coincidence."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qm.analysis.repeats.setting import RepeatSetting, window_text
from qm.metrics.intervals import divide, wilson
from qm.models.queueing.repeat_windows import WINDOWS, Coincidence, curve, net

TITLE = "Back within how many days?"


@dataclass(frozen=True)
class WindowCurve:
    """`frame` has one row per window of 1 … 30 days that any contact has completed: window_days, value, low, high,
    numerator, n, coincidence (the share that comes back by chance) and net.
    """

    takeaway: str
    frame: pd.DataFrame = field(repr=False)

    @property
    def title(self) -> str:
        return TITLE


def window_curve(setting: RepeatSetting, returns: pd.DataFrame, chance: Coincidence) -> WindowCurve:
    """The curve of `returns`, as `repeat_rates.returns` gives them."""
    days = np.arange(1, WINDOWS + 1, dtype=float)
    repeated, judged = curve(returns["known_days"], returns["back_on_day"], returns["contacts"])
    value = divide(repeated, judged)
    low, high = wilson(repeated, judged)
    by_chance = chance.within(days)
    frame = pd.DataFrame(
        {
            "window_days": days,
            "value": value,
            "low": low,
            "high": high,
            "numerator": repeated,
            "n": judged,
            "coincidence": by_chance,
            "net": net(value, by_chance),
        }
    )
    frame = frame[frame["n"] > 0].astype({"n": "int64", "numerator": "int64"}).reset_index(drop=True)
    if frame.empty:
        return WindowCurve(
            "No contact in this selection has been over for a whole day, so no window is complete yet.", frame
        )
    return WindowCurve(takeaway(setting, frame, chance), frame)


def takeaway(setting: RepeatSetting, frame: pd.DataFrame, chance: Coincidence) -> str:
    """What to take from the curve: how soon they come back, what chance adds, and who is counted."""
    scale, first, last = setting.scale, frame.iloc[0], frame.iloc[-1]
    sentence = f"{scale.text(first['value'])} are back within {window_text(first['window_days'])}"
    at = frame[frame["window_days"] == setting.window]
    if len(at) and setting.window not in (first["window_days"], last["window_days"]):
        sentence += f", {scale.text(at.iloc[0]['value'])} within {setting.within}"
    if len(frame) > 1:
        sentence += f", {scale.text(last['value'])} within {window_text(last['window_days'])}"
    sentence += "."
    if chance.is_known:
        sentence += f" Coincidence adds {scale.text(chance.per_day)} a day however long one waits{_settled(frame)}."
    return sentence + _who_counts(frame)


def _settled(frame: pd.DataFrame) -> str:
    """From which window on no more come back for a reason than chance can explain."""
    final = frame["net"].iloc[-1]
    if len(frame) < 28 or not final > 0:
        return ""
    settled = frame[frame["net"] >= 0.97 * final].iloc[0]["window_days"]
    return f"; by {window_text(settled)} practically all who come back for a reason have"


def _who_counts(frame: pd.DataFrame) -> str:
    most, least = int(frame["n"].iloc[0]), int(frame["n"].iloc[-1])
    if most == least:
        return f" All windows count the same {most:,} contacts."
    ends = window_text(frame["window_days"].iloc[-1])
    return f" Only complete windows count, so the contacts differ: {most:,} for 1 day, {least:,} for {ends}" + (
        "." if ends == "30 days" else "; none has been over for longer."
    )
