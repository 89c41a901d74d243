"""The frame around every page: page config, navigation, shared filters, then the page itself."""

import streamlit as st

from qm import ui

st.set_page_config(page_title="qm", page_icon=":material/monitoring:", layout="wide")

with ui.calm():
    page = st.navigation(ui.pages())
    store = ui.store()
    with ui.inside_app():
        page.run()
