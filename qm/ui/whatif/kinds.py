"""One face for both kinds of answers: of queues where customers wait, and of work that is put aside."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.ui.whatif import answers, deferred
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import Setting
from qm.ui.whatif.words import Tile

Either = Any
"""`answers.Answer` or `deferred.Answer`, whichever the queue has; both have the figures named alike that are alike."""


def answer(centre: Centre, setting: Setting) -> Either:
    """Everything the page says about a setting."""
    return _of(centre).answered(centre.key, centre, setting)


def sentence(centre: Centre, base: Either, now: Either) -> str:
    """What the scenario is worth, in one plain sentence."""
    return str(_of(centre).sentence(centre, base, now))


def table(centre: Centre, base: Either, now: Either) -> pd.DataFrame:
    """Base, scenario and difference, in words."""
    found: pd.DataFrame = _of(centre).table(centre, base, now)
    return found


def figures_shown(centre: Centre, base: Either, now: Either) -> tuple[Tile, ...]:
    """The answers in large: the scenario, and by how much it differs from today."""
    shown: tuple[Tile, ...] = _of(centre).figures_shown(centre, base, now)
    return shown


def tiles(centre: Centre, base: Either, now: Either) -> None:
    """The answers in large, three in a row."""
    with st.grid(3, min_column_width=200, gap="small"):
        for tile in figures_shown(centre, base, now):
            with st.container(border=True, key=tile.key, height="stretch", gap="xsmall"):
                st.metric(tile.label, tile.figure, delta=tile.change, delta_color=tile.colour)
                st.caption(tile.below)


def _of(centre: Centre) -> Any:
    return deferred if centre.kind == "deferred" else answers
