"""The frame around every page: page config, navigation, shared filters, then the page itself."""

import streamlit as st

from qm import ui

ui.page_config()

with ui.calm():
    page = st.navigation(ui.pages())
    ui.page_config(page.title)
    ui.store()
    ui.follow()
    if ui.is_filtered(page.title):
        ui.draw_filters()
    with ui.inside_app():
        page.run()
