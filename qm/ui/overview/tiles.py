"""The tiles: each figure, its change with a verdict on the change, its latest week with a verdict on the week."""

import streamlit as st

from qm.analysis.overview import OverviewAnswer, Tile
from qm.ui.markup import literal
from qm.ui.overview.picking import set_metric, show_all, shows_all

SHOWN = 4
ICONS = {
    "improving": ":material/thumb_up:",
    "worsening": ":material/warning:",
    "higher": ":material/north_east:",
    "lower": ":material/south_east:",
}
COLOURS = {"improving": "blue", "worsening": "orange", "higher": "violet", "lower": "violet"}


def tiles(answer: OverviewAnswer) -> None:
    """The tiles that matter now in one row, or all; the one looked at more closely is marked."""
    shown = answer.tiles if shows_all() else answer.first_tiles(SHOWN)
    with st.grid(SHOWN, min_column_width=150, gap="small"):
        for tile in shown:
            with st.container(border=True, height="stretch", gap=None, key=f"tile.{tile.name}"):
                _tile(tile, is_picked=tile.name == answer.metric)


def more_figures(answer: OverviewAnswer) -> None:
    """The button that opens all figures, or closes them again."""
    opened, more = shows_all(), len(answer.tiles) - SHOWN
    st.button(
        "Fewer figures" if opened else f"All figures ({more} more)",
        key="figures.more",
        icon=":material/expand_less:" if opened else ":material/expand_more:",
        type="tertiary",
        on_click=show_all,
        args=(not opened,),
    )


def _tile(tile: Tile, *, is_picked: bool) -> None:
    st.button(
        tile.scale.label,
        key=f"tile.{tile.name}.pick",
        type="tertiary",
        on_click=set_metric,
        args=(tile.name,),
        icon=":material/radio_button_checked:" if is_picked else ":material/radio_button_unchecked:",
        help="\n\n".join(literal(line) for line in (*tile.evidence, "Click to see its trend below.")),
    )
    st.metric(tile.scale.label, None if tile.missing else tile.value_text, label_visibility="collapsed")
    if tile.missing:
        st.caption(literal(tile.missing))
        return
    lines = [f"Change: {verdict_mark(tile.change_verdict, tile.change_said)}"] if tile.change_text else []
    lines.append(f"{tile.latest_label}: {verdict_mark(tile.latest.verdict.kind, tile.latest_text)}")
    st.markdown("  \n".join(f":small[{line}]" for line in lines))


def verdict_mark(kind: str, text: str) -> str:
    """The verdict's words; colour and icon only for a real change or a signal."""
    return f":{COLOURS[kind]}[{ICONS[kind]} {literal(text)}]" if kind in COLOURS else literal(text)
