"""The frame around every page: page config, navigation, shared filters, then the page itself."""

import streamlit as st

from qm import ui

ui.page_config()

with ui.calm():
    pages = ui.pages() + ui.unknown_page()
    page = st.navigation(pages, position="hidden")
    entry = ui.entry_of(page.title)
    ui.page_config(page.title)
    ui.store()
    ui.state.begin(entry.name)
    ui.state.follow()
    ui.draw_style()
    ui.draw_menu(pages)
    ui.draw_find()
    if entry.filtered:
        ui.draw_filters()
    ui.draw_person()
    ui.draw_top(entry)
    ui.draw_unknown_page(page)
    ui.draw_notice()
    with ui.inside_app():
        page.run()
