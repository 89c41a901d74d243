"""Presenter view: one toggle for figures that are read from the back of the room, without the sidebar."""

import pandas as pd
import streamlit as st

from qm.charts.board import board
from qm.ui.whatif.words import Tile


def presenter_toggle() -> bool:
    """The toggle, kept in the address; true while presenting."""
    on = st.toggle(
        "Presenter view", key="present", bind="query-params", help="Large figures and no sidebar, for a room to read."
    )
    st.set_page_config(initial_sidebar_state="collapsed" if on else "expanded")
    return bool(on)


def show_board(sentence: str, tiles: tuple[Tile, ...]) -> None:
    """Sentence and figures as one picture: Streamlit's own figures are made for a desk."""
    frame = pd.DataFrame(
        {
            "label": [t.label for t in tiles], "figure": [t.figure for t in tiles],
            "difference": [t.change or "" for t in tiles], "kind": [_kind(t) for t in tiles],
            "below": [t.below for t in tiles],
        }
    )  # fmt: skip
    plain = sentence.replace("**", "")
    told = "; ".join(f"{t.label} {t.figure}" for t in tiles)
    with st.container(key="whatif.board"):
        st.altair_chart(board(plain, frame, _ink()), alt=f"{plain} {told}")


def _ink() -> str:
    """The colour of text in the viewer's theme: charts' own letters are black in every theme."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{theme}.textColor"))


def _kind(tile: Tile) -> str:
    if tile.colour == "off" or tile.change is None:
        return "neither"
    return "better" if tile.change.startswith("+") == (tile.colour == "normal") else "worse"
