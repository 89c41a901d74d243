"""Presenter view: one toggle for figures that are read from the back of the room, without the sidebar."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.words.tiles import Tile
from qm.charts.board import Kind, large
from qm.ui import state
from qm.ui.markup import literal

PRESENT = state.Parameter("present", state.Flag(), False, scope="whatif")
state.declare(PRESENT)


def presenter_toggle() -> bool:
    """The toggle, kept in the address; true while presenting."""
    on = state.toggle(PRESENT, "Presenter view", help="Large figures and no sidebar, for a room to read.")
    st.set_page_config(initial_sidebar_state="collapsed" if on else "auto")
    return on


def board(answer: WhatIfAnswer) -> None:
    """Sentence and figures, each figure a picture: Streamlit's own figures are made for a desk."""
    st.title(literal(answer.worth), anchor=False)
    with st.grid(4, min_column_width=240, gap="medium"):
        for tile in answer.tiles:
            with st.container(key=f"whatif.{tile.name}", gap=None):
                told = f"{tile.label} {tile.figure}" + (f", {tile.change}" if tile.change else "")
                st.altair_chart(large(tile.label, tile.figure, tile.change or "", _kind(tile), _ink()), alt=told)
                st.markdown(tile.below)


def _ink() -> str:
    """The colour of text in the viewer's theme: charts' own letters are black in every theme."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{theme}.textColor"))


def _kind(tile: Tile) -> Kind:
    if tile.better == "off" or tile.change is None:
        return "neither"
    return "better" if tile.change.startswith("+") == (tile.better == "normal") else "worse"
