"""What is asked: which contacts, and what counts as coming back. Window and scope begin as defined."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.repeats.repeat_rates import asked, has_customers
from qm.analysis.view import View
from qm.metrics import METRICS, Metric
from qm.models.queueing.repeat_windows import WINDOWS
from qm.store import Definitions, Store
from qm.ui.address import check_choice
from qm.ui.errors import nothing
from qm.ui.repeats.choices import CAUSES, COUNTED, SCOPES, TARGETS
from qm.wording import Scale


@dataclass(frozen=True)
class Question:
    """The filters, and the definitions with the window (days) and scope looked at."""

    view: View
    in_force: Definitions
    definitions: Definitions

    @property
    def window(self) -> float:
        return self.definitions.repeat.window_days

    @property
    def within(self) -> str:
        return window_text(self.window)

    @property
    def is_as_defined(self) -> bool:
        return self.definitions == self.in_force

    @property
    def metric(self) -> Metric:
        return METRICS["repeat_rate"].under(self.definitions)

    @property
    def scale(self) -> Scale:
        return scale_of(self.metric)

    @property
    def lines(self) -> list[str]:
        """What is shown, for the head of everything that is saved."""
        return [self.view.lines[0], self.metric.meaning]


def scale_of(metric: Metric) -> Scale:
    """How figures of a metric are written and drawn."""
    return Scale(metric.name, metric.label, metric.format, metric.kind, metric.better)


def window_text(days: float) -> str:
    """A window for reading: 7 days."""
    return "1 day" if days == 1 else f"{days:g} days"


def ask(store: Store, view: View) -> Question:
    """The question, with the lists that change it; without any customers the run ends here with a sentence."""
    if not has_customers(store):
        nothing(
            "repeat contacts",
            "No contact in the data says which customer it was with: import a contacts file with a column for "
            "customer_id on the page Data.",
        )
    in_force = store.definitions()
    defined, scope = in_force.repeat.window_days, in_force.repeat.scope
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
    return Question(view, in_force, asked(in_force, float(window), str(chosen or scope)))


def set_window(days: float) -> None:
    """Look at another window; only in callbacks."""
    st.session_state["window"] = days
