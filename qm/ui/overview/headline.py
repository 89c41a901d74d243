"""The headline: what happened, and a link to look at it."""

from functools import partial

import streamlit as st

from qm.analysis.overview import OverviewAnswer, ToldEpisode
from qm.ui import state
from qm.ui.frame.filter_parameters import DAYS
from qm.ui.markup import literal, sentence
from qm.ui.overview.picking import looking_at

MOST = 3
"""Episodes told; the others are in the trend."""


def headline(answer: OverviewAnswer) -> None:
    """What happened in the key figures, the latest first; one quiet sentence where nothing did."""
    with st.container(border=True, gap="xsmall", key="headline"):
        if not answer.episodes:
            st.markdown(f":material/check_circle: {literal(answer.headline)}")
        for number, told in enumerate(answer.episodes[:MOST]):
            _episode(told, number)


def _episode(told: ToldEpisode, number: int) -> None:
    icon = ":material/history:" if told.episode.is_over else ":material/campaign:"
    when = told.text.partition(":")[0]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"{icon} {sentence(told.text, strong=[when])}", width="stretch", help=literal(told.evidence))
        st.button(
            literal(told.look),
            key=f"headline.{number}",
            icon=":material/search:",
            type="tertiary",
            on_click=partial(_look_at, told),
        )
    if told.detail and not number:
        st.caption(literal(told.detail))


def _look_at(told: ToldEpisode) -> None:
    """The days of an episode, the figure that tells it and the split that shows it, in one step."""
    days = told.episode.days
    state.put_all({DAYS: (days.first, days.last)} | looking_at(told.episode.metric, told.episode.dimension))
