"""The tiles: each figure, its change with a verdict on the change, its latest week with a verdict on the week."""

import math

import streamlit as st

from qm.analysis.overview import OverviewAnswer, Tile
from qm.ui.markup import literal
from qm.ui.overview.picking import set_metric

ICONS = {
    "improving": ":material/thumb_up:",
    "worsening": ":material/warning:",
    "higher": ":material/north_east:",
    "lower": ":material/south_east:",
}
COLOURS = {"improving": "blue", "worsening": "orange", "higher": "violet", "lower": "violet"}


def tiles(answer: OverviewAnswer) -> None:
    """All tiles; the one looked at more closely is marked."""
    with st.grid(4, min_column_width=150, gap="small"):
        for tile in answer.tiles:
            with st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{tile.name}"):
                _tile(tile, is_picked=tile.name == answer.metric)


def _tile(tile: Tile, *, is_picked: bool) -> None:
    st.button(
        tile.scale.label,
        key=f"tile.{tile.name}.pick",
        type="tertiary",
        on_click=set_metric,
        args=(tile.name,),
        icon=":material/radio_button_checked:" if is_picked else ":material/radio_button_unchecked:",
        help=f"{tile.meaning} Click to look closer below.",
    )
    if tile.missing:
        st.metric(tile.name, None, label_visibility="collapsed")
        st.caption(literal(tile.missing))
        return
    moved = 0.0 if math.isnan(tile.change) else tile.change
    st.metric(
        tile.scale.label,
        tile.value_text,
        label_visibility="collapsed",
        delta=tile.change_text,
        delta_color=COLOURS.get(tile.change_verdict, "gray"),  # type: ignore[arg-type]
        delta_arrow="off" if not moved else "up" if moved > 0 else "down",
        chart_data=list(tile.recent) if len(tile.recent) > 1 else None,
    )
    with st.container(gap=None):
        change = verdict_mark(tile.change_verdict, tile.change_verdict_text)
        st.markdown(f":small[Change: {change}]", help=literal(tile.change_reason))
        latest = verdict_mark(tile.latest.verdict.kind, tile.latest_text)
        st.markdown(f":small[{tile.latest_label}: {latest}]", help=literal(tile.latest_reason))
    st.caption(literal(tile.basis))


def verdict_mark(kind: str, text: str) -> str:
    """The verdict's words; colour and icon only for a real change or a signal."""
    return f":{COLOURS[kind]}[{ICONS[kind]} {literal(text)}]" if kind in COLOURS else literal(text)
