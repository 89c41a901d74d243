"""Rows as a table for reading: columns by their labels, times as people write them, each row opened by a click."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from qm.ui import state
from qm.wording import field_label

TIME, DAY = "D MMM YYYY, HH:mm", "D MMM YYYY"


def rows_table(frame: pd.DataFrame, *, key: str, alt: str, on_open: Callable[[int], None] | None = None) -> None:
    """The rows; a click on one calls `on_open` with its place, as a callback. Columns without values are left out."""
    shown = frame.dropna(axis="columns", how="all")
    options: dict[str, Any] = {"key": key}
    if on_open is not None:

        def opened(selection: Any) -> bool:
            place = next(iter([*selection.rows, *(row for row, _ in selection.cells)]), None)
            if place is None or place >= len(frame):
                return False
            on_open(int(place))
            return True

        options = {**state.picking(key, opened), "selection_mode": ["single-row", "single-cell"]}
    st.dataframe(
        shown,
        hide_index=True,
        height=min(400, 35 * (len(shown) + 1) + 3),
        column_config={name: _column(shown[name], str(name)) for name in shown},
        alt=alt,
        **options,
    )


def _column(values: pd.Series, name: str) -> Any:
    label = field_label(name)
    if pd.api.types.is_datetime64_any_dtype(values):
        is_day = bool((values.dropna().dt.normalize() == values.dropna()).all())
        return st.column_config.DatetimeColumn(label, format=DAY if is_day else TIME)
    if name == "quality_score":
        return st.column_config.NumberColumn(label, format="percent")
    if pd.api.types.is_float_dtype(values):
        return st.column_config.NumberColumn(label, format="%.1f" if (values.dropna() % 1).any() else "%d")
    return st.column_config.Column(label)
