"""The coefficients of agreement, on demand: in all, by question, by pair and over time."""

import streamlit as st

from qm.analysis.calibration import COEFFICIENTS, MEANINGS, CalibrationAnswer
from qm.ui import state
from qm.ui.calibration.choices import COEFFICIENT, STEP
from qm.ui.calibration.pairs import pairs_section
from qm.ui.calibration.questions import questions_section
from qm.ui.calibration.rounds import rounds_section
from qm.ui.calibration.tiles import tiles


def statistics(answer: CalibrationAnswer) -> None:
    """Everything that is measured by a coefficient; open where the address asks for one."""
    is_asked = not state.is_usual(COEFFICIENT, STEP)
    with st.expander("Statistics", icon=":material/functions:", expanded=is_asked, key="statistics"):
        state.selectbox(
            COEFFICIENT,
            "Agreement measured by",
            width=290,
            help="  \n".join(f"**{label}**: {MEANINGS[name]}" for name, label in COEFFICIENTS.items()),
        )
        tiles(answer)
        if not answer.contacts:
            return
        with st.container(border=True):
            questions_section(answer)
        left, right = st.columns(2, border=True)
        with left:
            pairs_section(answer)
        with right:
            rounds_section(answer)
