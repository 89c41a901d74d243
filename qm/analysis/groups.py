"""Groups of a dimension: how they are called and addressed, and which of many are shown."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

UNKNOWN = "(unknown)"
"""How the group of which nothing is known is addressed."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST = 15


def with_names(frame: pd.DataFrame, dimension: str, agent_names: Mapping[str, str]) -> pd.DataFrame:
    """`frame` with key (the value of `dimension` as it is addressed) and group (its name for reading)."""
    keys = [UNKNOWN if pd.isna(value) else str(value) for value in frame[dimension]]
    names = agent_names if dimension == "agent" else {}
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
