"""Narrowing what is looked at, and widening it again: what clicks on marks, chips and crumbs do. Only in callbacks.

Functions whose names end in -ed give the change without making it, for clicks that set more than one thing in one step.
"""

from typing import Any

import pandas as pd

from qm.analysis.groups import UNKNOWN
from qm.metrics import DIMENSIONS
from qm.metrics.filters import WEEKDAYS
from qm.ui import state
from qm.ui.frame.filter_parameters import ALSO, DAYS, FILTERS, LISTED, list_of
from qm.wording import Days

BY_NAME = {parameter.name: parameter for parameter in FILTERS}

Changes = dict[state.Parameter, Any]


def narrowed(name: str, value: str | None) -> Changes:
    """Narrowed to one value of a dimension."""
    if name in LISTED:
        return {list_of(name): [UNKNOWN if value is None else value]}
    others = [text for text in state.value_of(ALSO) if (parse_also(text) or ("",))[0] != name]
    return {ALSO: [*others, also_text(name, value)]}


def narrowed_to_hour(weekday: str, hour: str) -> Changes:
    """Narrowed to one hour of one weekday."""
    others = [text for text in state.value_of(ALSO) if (parse_also(text) or ("",))[0] not in ("weekday", "hour")]
    return {ALSO: [*others, also_text("weekday", weekday), also_text("hour", hour)]}


def narrow(name: str, value: str | None) -> None:
    """Narrow to one value of a dimension."""
    state.put_all(narrowed(name, value))


def narrow_days(days: Days) -> None:
    """Look at these days."""
    state.put(DAYS, (days.first, days.last))


def narrow_to_point(frame: pd.DataFrame, marks: list[dict[str, Any]]) -> None:
    """Look at the days of the point of a trend that was clicked; `frame` is what was drawn, with start and end."""
    # Vega hands times over as milliseconds of the viewer's clock; the day is what was drawn.
    start = min(frame["start"], key=lambda s: abs(s - pd.Timestamp(marks[0]["start"], unit="ms")))
    row = frame[frame["start"] == start].iloc[0]
    narrow_days(Days(row["start"].date(), (row["end"] - pd.Timedelta(days=1)).date()))


def removed(name: str, value: str | None = None) -> Changes:
    """One filter taken away, or one value of it."""
    parameter = list_of(name) if name in LISTED else BY_NAME[name]
    return {parameter: None if value is None else [one for one in state.value_of(parameter) if one != value]}


def remove(name: str, value: str | None = None) -> None:
    """Take one filter away, or one value of it."""
    state.put_all(removed(name, value))


def reset() -> None:
    """Every filter back to its default."""
    state.put_all(dict.fromkeys(FILTERS))


def also_text(name: str, value: str | None) -> str:
    """A narrowed dimension without a list of its own, as the address has it: Weekday Monday."""
    if value is not None and name == "weekday" and value in tuple("1234567"):
        value = WEEKDAYS[int(value) - 1]
    return f"{DIMENSIONS[name].label} {UNKNOWN if value is None else value}"


def parse_also(text: str) -> tuple[str, str | None] | None:
    """The dimension and value that such a text means; None when it means nothing."""
    for name, dimension in DIMENSIONS.items():
        if name in LISTED or dimension.kind == "date" or name == "month" or not text.startswith(dimension.label + " "):
            continue
        value = text[len(dimension.label) + 1 :].strip()
        if value == UNKNOWN:
            return name, None
        if name == "weekday":
            return (name, str(WEEKDAYS.index(value) + 1)) if value in WEEKDAYS else None
        if dimension.kind == "integer":
            return (name, value) if value.isdigit() and int(value) < 24 else None
        return (name, value) if value else None
    return None
