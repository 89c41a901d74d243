"""What counts as coming back, as the viewer has it. Window and scope begin as defined."""

import streamlit as st

from qm.analysis.repeats import CAUSES, COUNTED, TARGETS, has_customers, window_text
from qm.models.queueing.repeat_windows import WINDOWS
from qm.store import Session
from qm.ui.address import check_choice
from qm.ui.errors import nothing

SCOPES = {"any": "About anything", "reason": "Same reason", "channel": "Same channel"}


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
    # The default first, because clicks on the curve set the same choice.
    windows = {w: window_text(w) for w in (defined, *(float(n) for n in range(1, WINDOWS + 1) if n != defined))}
    check_choice("window", {str(w): text for w, text in windows.items()})
    check_choice("scope", {key: SCOPES[key] for key in (scope, *(k for k in SCOPES if k != scope))})
    for key, labels in {"cause": CAUSES, "counted": COUNTED, "target": TARGETS}.items():
        check_choice(key, labels)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        window = st.selectbox(
            "Back within",
            list(windows),
            format_func=windows.__getitem__,
            key="window",
            bind="query-params",
            width=150,
            help=f"As defined: {windows[defined]}. Another window here looks, and changes no definition.",
        )
        chosen = st.segmented_control(
            "Counts as coming back",
            list(SCOPES),
            format_func=SCOPES.__getitem__,
            key="scope",
            default=scope,
            bind="query-params",
            required=True,
            wrap=True,
            help=f"As defined: {SCOPES[scope].lower()}.",
        )
    return float(window), str(chosen or scope)


def set_window(days: float) -> None:
    """Look at another window; only in callbacks."""
    st.session_state["window"] = days
