"""Groups of a dimension: how they are called and addressed, and which of many are shown."""

import pandas as pd

from qm.charts.heatmap import WEEKDAYS
from qm.ui.filters import UNKNOWN

MOST = 20


def named(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """`frame` with key (the value as addressed) and group (its name for reading)."""
    keys = [UNKNOWN if pd.isna(value) else str(value) for value in frame[dimension]]
    return frame.assign(key=keys, group=[group_name(key, dimension) for key in keys])


def group_name(key: str, dimension: str) -> str:
    """A value of a dimension for reading."""
    if key == UNKNOWN:
        return "unknown"
    if dimension == "weekday":
        return WEEKDAYS[int(key) - 1]
    return f"{int(key):02d}:00" if dimension == "hour" else key


def largest(frame: pd.DataFrame, most: int = MOST) -> tuple[pd.DataFrame, str]:
    """The `most` groups with most cases, and a sentence when there are more."""
    if len(frame) <= most:
        return frame, ""
    kept = frame.nlargest(most, "n").index
    return frame[frame.index.isin(kept)], f" Shown are the {most} with most cases of {len(frame):,}."
