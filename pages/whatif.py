"""What if quality were better, or staffing, or both?"""

import streamlit as st

from qm import ui
from qm.analysis.whatif.answer import answer_of
from qm.ui import whatif

view = ui.filters()
session = ui.session()
whatif.check_detail()

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("What if quality were better, or staffing, or both?")
    presenting = whatif.presenter_toggle()
if not presenting:
    ui.chips(view)
queue = whatif.choose_queue(session, view)
if not presenting:
    whatif.verdict_line(session, queue)


@ui.fragment  # a lever moved runs this alone, not the filters again
def levers_and_answer() -> None:
    """All that a lever changes."""
    answer = answer_of(session, queue.selection, whatif.read(queue))
    whatif.presets_row(queue)
    if presenting:
        whatif.board(answer)
        with st.expander("Levers", icon=":material/tune:", expanded=True):
            whatif.controls(answer)
    else:
        left, right = st.columns([0.3, 0.7], gap="large")
        with right:  # the answer first
            whatif.figures_section(answer)
        with left:
            whatif.controls(answer)
    whatif.warnings_section(answer)

    if queue.kind == "deferred":
        with st.container(border=True):
            whatif.ahead_section(answer)
        with st.container(border=True):
            whatif.promise_section(answer)
    else:
        with st.container(border=True):
            whatif.map_section(answer)
        left, right = st.columns(2, border=True)
        with left:
            whatif.curve_section(answer)
        with right:
            whatif.steps_section(answer)
    if not presenting:
        with st.container(border=True):
            whatif.details_section(session, answer)
        with st.container(border=True):
            whatif.saved_section(session, answer)


levers_and_answer()
