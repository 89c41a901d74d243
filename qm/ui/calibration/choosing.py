"""Which calibrations the page is about, by which coefficient, and the answer for them."""

import streamlit as st

from qm.analysis.calibration import (
    COEFFICIENTS,
    MEANINGS,
    CalibrationAnswer,
    answer,
    has_evaluations,
    scorecard_names,
    until,
)
from qm.analysis.view import View
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session
from qm.ui.address import check_choice
from qm.ui.calibration.choices import BASES, SEVERITY, STEPS
from qm.ui.chips import chips
from qm.ui.errors import nothing
from qm.ui.filters import view_or_none

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
        everything = until(period, open_end=view.days.last >= view.body_days.last)
        filters = everything if basis == "until" else period
    try:
        found = answer(session, filters, coefficient=coefficient, scorecard=scorecard, period=period)
    except QMError as error:
        _chips(view)
        nothing("evaluations", str(error))
        raise
    rounds = found.rounds["step"].tolist()[::-1]
    if rounds and "round" not in st.session_state:  # a round chosen here may lie outside of what is looked at since
        check_choice("round", {name: name for name in rounds})
    check_choice("step", STEPS)
    check_choice("severity", SEVERITY)
    _chips(view)
    return found


def _controls(names: list[str], view: View | None) -> tuple[str, str | None, str]:
    """The coefficient, the scorecard (None for all), and the basis."""
    several = {ALL: ALL} | {name: name for name in names}
    for key, labels in {"coefficient": COEFFICIENTS, "basis": BASES, "on": several}.items():
        check_choice(key, labels)
    scorecard, basis = ALL, "until"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        coefficient = st.selectbox(
            "Agreement as",
            list(COEFFICIENTS),
            format_func=COEFFICIENTS.__getitem__,
            key="coefficient",
            bind="query-params",
            width=290,
            help="  \n".join(f"**{label}**: {MEANINGS[name]}" for name, label in COEFFICIENTS.items()),
        )
        if len(names) > 1:
            scorecard = st.selectbox("Scorecard", list(several), key="on", bind="query-params", width=220)
        if view is not None:
            basis = str(
                st.segmented_control(
                    "Calibrations",
                    list(BASES),
                    format_func=BASES.__getitem__,
                    key="basis",
                    default="until",
                    bind="query-params",
                    required=True,
                    wrap=True,
                    help="Rounds are small: a period alone seldom has enough to judge anybody by. All up to then takes "
                    "in everything up to the last day of the period.",
                )
            )
    return coefficient, None if scorecard == ALL else scorecard, basis


def _chips(view: View | None) -> None:
    """The line of filters, once everything that may be wrong with the address is known."""
    if view is not None:
        chips(view)
