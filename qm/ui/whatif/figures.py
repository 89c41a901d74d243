"""The answer itself: how well the model tells the past, what the scenario is worth, its figures, and the warnings."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.answer import answer_of
from qm.analysis.whatif.levers.setting import todays_setting
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.analysis.whatif.words.sentences import Sentence
from qm.store import Session
from qm.ui.markup import literal, sentence


def verdict_line(session: Session, queue: PreparedQueue) -> None:
    """How well the model tells the past."""
    st.caption(_drawn(answer_of(session, queue.selection, todays_setting(queue)).verdict))


def figures_section(answer: WhatIfAnswer) -> None:
    """What the scenario is worth, its figures in large, three in a row, and all of them in a table."""
    with st.container(key="whatif.sentence"):
        st.markdown(_drawn(answer.worth))
    with st.grid(3, min_column_width=200, gap="small"):
        for tile in answer.tiles:
            with st.container(border=True, key=f"whatif.{tile.name}", height="stretch", gap="xsmall"):
                st.metric(tile.label, tile.figure, delta=tile.change, delta_color=tile.better)
                st.caption(tile.below)
    st.table(answer.to_frame(), hide_index=True, border="horizontal")


def warnings_section(answer: WhatIfAnswer) -> None:
    """Where the answer is not to be believed."""
    for warning in answer.warnings:
        st.warning(literal(warning), icon=":material/warning:")


def _drawn(told: Sentence) -> str:
    return sentence(told.text, told.emphasis)
