"""What if quality were better, or staffing, or both?"""

import streamlit as st

from qm import ui
from qm.ui import whatif

view = ui.filters()
store = ui.store()
whatif.check_detail()

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("What if quality were better, or staffing, or both?")
    presenting = whatif.presenter_toggle()
if not presenting:
    ui.chips(view)
centre = whatif.find_centre(store, view)
if not presenting:
    st.caption(whatif.verdict(centre))


@ui.fragment  # a lever moved runs this alone, not the filters again
def levers_and_answers() -> None:
    """All that a lever changes."""
    whatif.agree()
    setting = whatif.read(centre)
    base, now = whatif.answer(centre, whatif.as_judged(centre, setting)), whatif.answer(centre, setting)
    whatif.presets(centre)
    if presenting:
        whatif.show_board(whatif.sentence(centre, base, now), whatif.figures_shown(centre, base, now))
        with st.expander("Levers", icon=":material/tune:", expanded=True):
            whatif.controls(centre, setting)
    else:
        left, right = st.columns([0.3, 0.7], gap="large")
        with right:  # the answer first
            with st.container(key="whatif.sentence"):
                st.markdown(whatif.sentence(centre, base, now))
            whatif.tiles(centre, base, now)
            st.table(whatif.table(centre, base, now), hide_index=True, border="horizontal")
        with left:
            whatif.controls(centre, setting)
    for words in whatif.warnings(centre, now):
        st.warning(words, icon=":material/warning:")

    if centre.kind == "deferred":
        with st.container(border=True):
            whatif.ahead_section(centre, base, now)
        with st.container(border=True):
            whatif.promise_section(centre, base, now)
    else:
        with st.container(border=True):
            whatif.map_section(centre, base, now)
        left, right = st.columns(2, border=True)
        with left:
            whatif.curve_section(centre, base, now)
        with right:
            whatif.steps_section(centre, base, now)
    if not presenting:
        with st.container(border=True):
            whatif.closer_section(centre, base, now)
        with st.container(border=True):
            whatif.saved_section(store, centre, base, now)


levers_and_answers()
