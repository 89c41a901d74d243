"""What if quality were better, or staffing, or both?"""

import streamlit as st

from qm import ui
from qm.analysis.whatif.answer import answer_of
from qm.ui import whatif

view = ui.filters()
session = ui.session()
whatif.check_detail()

st.title("What if quality were better, or staffing, or both?")
about, switch = st.columns([0.78, 0.22], vertical_alignment="center")
with switch:
    presenting = whatif.presenter_toggle()
if not presenting:
    with about:
        ui.chips(view)


@ui.fragment  # a lever moved runs this alone, not the filters again
def levers_and_answer() -> None:
    """All that a lever changes."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        queue = whatif.choose_queue(session, view)
        answer = answer_of(session, queue.selection, whatif.read(queue))
        whatif.toolbar(session, answer)
    with st.container(gap="xsmall"):
        whatif.presets_row(queue)
    left, right = st.columns([0.33, 0.67], gap="large")
    with right:  # the answer first
        if presenting:
            whatif.board(answer)
        else:
            whatif.figures_section(answer)
        whatif.curve_section(answer)
    with left:
        whatif.controls(answer)
    with st.container():  # there in every run, so that what comes and goes moves nothing else
        if answer.is_moved and not presenting:
            whatif.table_section(answer)
        if queue.kind == "deferred":
            whatif.ahead_section(answer)
    if not presenting:
        with st.container(border=True):
            whatif.details_section(session, answer)
        if whatif.has_saved(session):
            with st.container(border=True):
                whatif.compare_section(session, answer)


levers_and_answer()
