"""Groups of a dimension: how they are called and addressed, and which of many are shown."""

from collections import Counter

import pandas as pd

from qm.charts.heatmap import WEEKDAYS
from qm.store import Store
from qm.ui.filters import UNKNOWN
from qm.ui.lookup import agent_names

MOST = 15


def named(store: Store, frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """`frame` with key (the value as addressed) and group (its name for reading)."""
    keys = [UNKNOWN if pd.isna(value) else str(value) for value in frame[dimension]]
    names = agent_names(store) if dimension == "agent" else {}
    groups = [names.get(key) or group_name(key, dimension) for key in keys]
    # Two agents of one name must not fall together.
    twice = {group for group, times in Counter(groups).items() if times > 1}
    groups = [f"{g} ({key})" if g in twice else g for g, key in zip(groups, keys, strict=True)]
    return frame.assign(key=keys, group=groups)


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
