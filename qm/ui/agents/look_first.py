"""Who to look at first and why, beside who does well: the answer of the page before its pictures."""

import streamlit as st

from qm.analysis.agents import LookFirst
from qm.analysis.agents.look_first import StandsOut
from qm.ui.agents.selection import pick
from qm.ui.chart import how_sure
from qm.ui.markup import literal

SHOWN = 3
"""So many of each side on the first screen; the list below has all."""


def look_first_section(found: LookFirst) -> None:
    """Those furthest behind and furthest ahead, each a button that opens them."""
    with st.container(border=True, gap="small", key="look_first"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{literal(found.text)}**", width="stretch")
            how_sure([found.method], "look_first")
        if found.behind or found.ahead:
            left, right = st.columns(2)
            with left:
                _people("Look at first", found.by, found.behind)
            with right:
                _people("Doing well", found.by, found.ahead)
        if found.handle_time_text:
            st.caption(literal(found.handle_time_text))


def _people(title: str, by: str, people: tuple[StandsOut, ...]) -> None:
    more = f", {SHOWN} of {len(people):,}" if len(people) > SHOWN else ""
    st.caption(f"{title}{more}" if people else f"{title}: nobody clearly")
    with st.container(gap="xxsmall"):
        for one in people[:SHOWN]:
            st.button(
                f"**{literal(one.name)}** {literal(one.reasons[0].text)}",
                help=literal(one.text),
                key=f"look_first.{one.unit}",
                type="tertiary",
                on_click=pick,
                args=(by, one.unit),
            )
