"""The headline: what happened, a link to look at it, and how sure it is."""

from functools import partial

import streamlit as st

from qm.analysis.overview import OverviewAnswer, ToldEpisode
from qm.ui import state
from qm.ui.chart import how_sure
from qm.ui.frame.filter_parameters import DAYS
from qm.ui.markup import literal, sentence
from qm.ui.overview.picking import looking_at
from qm.ui.overview.tiles import more_figures

MOST = 3
"""Episodes told; the others are in the trend."""


def headline(answer: OverviewAnswer) -> None:
    """What happened in the key figures, the latest first; one quiet sentence where nothing did."""
    with st.container(gap="xsmall", key="headline"):
        if not answer.episodes:
            st.markdown(f":material/check_circle: {literal(answer.headline)}")
        for number, told in enumerate(answer.episodes[:1]):
            _episode(told, number)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            for number, told in enumerate(answer.episodes[:1]):
                _look_button(told, number)
                how_sure(told.evidence, f"headline.{number}")
            if len(answer.episodes) > 1:
                _others(answer.episodes[1:MOST])
            more_figures(answer)


def _others(episodes: tuple[ToldEpisode, ...]) -> None:
    """The other episodes, opened on demand."""
    with st.popover(f"{len(episodes)} earlier", icon=":material/history:", type="tertiary", key="headline.others"):
        for number, told in enumerate(episodes, 1):
            _episode(told, number)
            _look_button(told, number)


def _episode(told: ToldEpisode, number: int) -> None:
    icon = ":material/history:" if told.episode.is_over else ":material/campaign:"
    when = told.text.partition(":")[0]
    st.markdown(f"{icon} {sentence(told.text, strong=[when])}")
    if told.detail:
        st.caption(literal(told.detail))


def _look_button(told: ToldEpisode, number: int) -> None:
    st.button(
        literal(told.look),
        key=f"headline.{number}",
        icon=":material/search:",
        type="tertiary",
        on_click=partial(_look_at, told),
    )


def _look_at(told: ToldEpisode) -> None:
    """The days of an episode, the figure that tells it and the split that shows it, in one step."""
    days = told.episode.days
    state.put_all({DAYS: (days.first, days.last)} | looking_at(told.episode.metric, told.episode.dimension))
