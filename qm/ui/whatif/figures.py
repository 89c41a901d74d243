"""The answer itself: what the scenario is worth, its figures, how sure they are, and where not to believe them."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.ui.markup import literal, sentence


def figures_section(answer: WhatIfAnswer) -> None:
    """What the scenario is worth in a sentence, its four figures, and what to beware of."""
    with st.container(key="whatif.sentence"):
        st.markdown(sentence(answer.worth.text, answer.worth.emphasis))
    with st.grid(4, min_column_width=120, gap="small"):
        for tile in answer.tiles:
            with st.container(key=f"whatif.{tile.name}", gap=None):
                st.metric(tile.label, tile.figure, delta=tile.change, delta_color=tile.better)
                st.caption(literal(tile.below))
    with st.container(gap="xsmall"):
        for alert in answer.alerts:
            st.warning(literal(alert), icon=":material/warning:")


def how_sure(answer: WhatIfAnswer) -> None:
    """On demand: the check against the past, likely ranges, and what the data don't tell."""
    with st.popover("How sure?", icon=":material/help:", key="whatif.sure"):
        st.markdown(sentence(answer.verdict.text, answer.verdict.emphasis))
        for line in (*answer.likely, *answer.notes):
            st.caption(literal(line))
        st.caption("All numbers of the model and their sources: Look closer at → What it rests on.")


def table_section(answer: WhatIfAnswer) -> None:
    """All figures of today and the scenario, once they differ."""
    with st.container(border=True):
        st.markdown("**Today and the scenario**")
        st.table(answer.to_frame(), hide_index=True, border="horizontal")
