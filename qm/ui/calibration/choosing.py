"""Which calibrations the page is about, by which coefficient, and the answer for them."""

import streamlit as st

from qm.analysis.calibration import CalibrationAnswer, answer, has_evaluations, scorecard_names, until
from qm.analysis.resolved_filters import View
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session
from qm.ui import state
from qm.ui.calibration.choices import BASIS, COEFFICIENT, ROUND, SCORECARD, SCORES, STEP
from qm.ui.frame.chips import chips
from qm.ui.frame.errors import nothing
from qm.ui.frame.filters import view_or_none

ALL = "All scorecards"


def ask(session: Session) -> CalibrationAnswer:
    """The answer, with the lists that change it; without any evaluation the run ends here with a sentence."""
    view = view_or_none()
    if not has_evaluations(session):
        nothing(
            "evaluations", "Import an evaluations file, or a file of ratings (item, rater, score), on the page Data."
        )
    coefficient, scorecard, basis = _controls(list(scorecard_names(session)), view)
    filters, period = Filters(), None
    if view is not None:
        period = view.current
        everything = until(period, open_end=view.days.last >= view.extent_days.last)
        filters = everything if basis == "until" else period
    try:
        found = answer(session, filters, coefficient=coefficient, scorecard=scorecard, period=period)
    except QMError as error:
        _chips(view)
        nothing("evaluations", str(error))
        raise
    rounds = found.rounds["step"].tolist()[::-1]
    if rounds:
        state.check(ROUND.among({name: name for name in rounds}))
    state.check(STEP, SCORES)
    _chips(view)
    return found


def _controls(names: list[str], view: View | None) -> tuple[str, str | None, str]:
    """The coefficient, the scorecard (None for all), and the basis."""
    several = SCORECARD.among({ALL: ALL} | {name: name for name in names})
    state.check(COEFFICIENT, BASIS, several)
    scorecard, basis = ALL, "until"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(names) > 1:
            scorecard = state.selectbox(several, "Scorecard", width=220)
        if view is not None:
            basis = state.segmented_control(
                BASIS,
                "Calibrations",
                wrap=True,
                help="One period seldom has enough calibrations to judge anybody. All to date takes in everything up "
                "to the last day of the period.",
            )
    return str(state.value_of(COEFFICIENT)), None if scorecard == ALL else scorecard, basis


def _chips(view: View | None) -> None:
    """The line of filters, once everything that may be wrong with the address is known."""
    if view is not None:
        chips(view)
