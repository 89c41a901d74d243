"""A page of texts with markup in them, each through the door, in everything that draws Markdown."""

import pandas as pd
import streamlit as st

from qm.ui.markup import literal, sentence
from tests.ui.markup_kinds import KINDS, ONE


def page() -> None:
    """Every text through the door; with `?bare` in the address only how each looks without it."""
    if "bare" in st.query_params:
        for number, text in enumerate(KINDS.values()):
            with st.container(key=f"bare-{number}"):
                st.markdown(f"Before\n{text}" if text in {"===", "---", "|---|---|", ":-:"} else text)
        return
    for number, text in enumerate(KINDS.values()):
        with st.container(key=f"body-{number}"):
            st.markdown(literal(text))
        with st.container(key=f"bold-{number}"):
            st.markdown(f"**{literal(text)}**")
        with st.container(key=f"item-{number}"):
            st.markdown(f"Before\n- {literal(text)}")
        with st.container(key=f"after-{number}"):
            st.markdown(f"Before\n{literal(text)}")
        with st.container(key=f"heading-{number}"):
            st.subheader(literal(text))
        with st.container(key=f"label-{number}"):
            st.button(literal(text), key=f"button-{number}")
        with st.container(key=f"part-{number}"):
            st.markdown(sentence(f"Before {text}, after", strong=[text]))
    draw = {
        "title": lambda t: st.title(t),
        "caption": lambda t: st.caption(t),
        "info": lambda t: st.info(t),
        "error": lambda t: st.error(t),
        "metric": lambda t: st.metric(t, 1),
        "button": lambda t: st.button(t),
        "download": lambda t: st.download_button(t, "x"),
        "checkbox": lambda t: st.checkbox(t),
        "toggle": lambda t: st.toggle(t),
        "slider": lambda t: st.slider(t, 0, 9),
        "number": lambda t: st.number_input(t),
        "text": lambda t: st.text_input(t),
        "selectbox": lambda t: st.selectbox(t, ["a"]),
        "radio": lambda t: st.radio("Options", [t]),
        "segments": lambda t: st.segmented_control("Options", [t]),
        "pills": lambda t: st.pills("Options", [t]),
        "expander": lambda t: st.expander(t),
        "popover": lambda t: st.popover(t),
        "status": lambda t: st.status(t),
        "tabs": lambda t: st.tabs([t]),
        "table": lambda t: st.table(pd.DataFrame({"Cell": [t]}), hide_index=True),
        "column": lambda t: st.table(pd.DataFrame({t: ["cell"]}), hide_index=True),
        "link": lambda t: st.page_link(HERE, label=t),
        "toast": lambda t: st.toast(t, duration="infinite"),
    }
    for name, drawn in draw.items():
        with st.container(key=f"in-{name}"):
            drawn(literal(ONE))
    with st.container(key="in-help"):
        st.button("Help", help=literal(ONE))


HERE = st.Page(page, title="Every kind")
st.navigation([HERE], position="hidden").run()
