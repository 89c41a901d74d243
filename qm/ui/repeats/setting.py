"""What counts as coming back, as the viewer has it. Window and scope begin as defined."""

import streamlit as st

from qm.analysis.repeats import CAUSES, COUNTED, OWN, TARGETS, has_customers, window_text
from qm.models.queueing import repeat_windows
from qm.store import Session
from qm.ui import state
from qm.ui.frame.errors import nothing
from qm.ui.frame.opening import session as current_session

SCOPES = {"any": "About anything", "reason": "Same reason", "channel": "Same channel"}
WINDOWS = {float(n): window_text(n) for n in range(1, repeat_windows.WINDOWS + 1)}

WINDOW = state.Parameter("window", state.Choice(WINDOWS), scope="repeats")
SCOPE = state.Parameter("scope", state.Choice(SCOPES), scope="repeats")
CAUSE = state.Parameter("cause", state.Choice(CAUSES), scope="repeats")
COUNTED_IN = state.Parameter("counted", state.Choice(COUNTED), scope="repeats")
TARGET = state.Parameter("target", state.Choice(TARGETS), scope="repeats")
OWN_TARGET = state.Parameter("own_target", state.Number(1, 50, 0.5), OWN * 100, scope="repeats")
PAID_HOURS = state.Parameter("paid_hours", state.Number(1, 80, 0.5), 40.0, scope="repeats")
SHRINKAGE = state.Parameter("shrinkage", state.Number(0, 80), 30.0, scope="repeats")
OCCUPANCY = state.Parameter("occupancy", state.Number(10, 100), 85.0, scope="repeats")
HOUR_COST = state.Parameter("hour_cost", state.Number(0, 100_000), scope="repeats")
CUSTOMER = state.Parameter("customer", state.Text(), scope="repeats")
state.declare(WINDOW, SCOPE, CAUSE, COUNTED_IN, TARGET, OWN_TARGET)
state.declare(PAID_HOURS, SHRINKAGE, OCCUPANCY, HOUR_COST, CUSTOMER)


def choose_setting(session: Session) -> tuple[float, str]:
    """The window (days) and scope chosen; without any customers the run ends here with a sentence."""
    if not has_customers(session.store):
        nothing(
            "repeat contacts",
            "No contact in the data says which customer it was with: import a contacts file with a column for "
            "customer_id on the page Data.",
        )
    in_force = session.definitions().repeat
    defined, scope = in_force.window_days, in_force.scope
    window_choice, scope_choice = _windows(defined), SCOPE.usually(scope)
    state.check(window_choice, scope_choice, CAUSE, COUNTED_IN, TARGET)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        window = state.selectbox(
            window_choice,
            "Back within",
            width=150,
            help=f"As defined: {window_text(defined)}. Another window here looks, and changes no definition.",
        )
        chosen = state.segmented_control(
            scope_choice, "Counts as coming back", wrap=True, help=f"As defined: {SCOPES[scope].lower()}."
        )
    return float(window), str(chosen)


def _windows(defined: float) -> state.Parameter:
    """The windows offered, the one in force first."""
    return WINDOW.among({defined: window_text(defined)} | WINDOWS)


def set_window(days: float) -> None:
    """Look at another window; only in callbacks."""
    state.put(_windows(current_session().definitions().repeat.window_days), days)
