"""What is asked: which calibrations, and by which coefficient."""

from dataclasses import dataclass

import streamlit as st

from qm.analysis.calibration.rounds import until
from qm.analysis.evaluations.score_sheets import scorecards
from qm.analysis.view import View
from qm.metrics import Filters
from qm.store import Store
from qm.ui.address import check_choice
from qm.ui.calibration.choices import BASES, COEFFICIENTS, MEANINGS
from qm.ui.chips import chips
from qm.ui.errors import nothing
from qm.ui.filters import view_or_none
from qm.ui.lookup import Version, version
from qm.wording import day_text, days_text

ALL = "All scorecards"


@dataclass(frozen=True)
class Question:
    """`filters` say which evaluations agreement is measured over, `period` whose agents' scores are looked at."""

    view: View | None
    filters: Filters
    period: Filters
    coefficient: str
    basis: str
    scorecard: str | None = None  # only this one; None for all

    @property
    def label(self) -> str:
        return COEFFICIENTS[self.coefficient]

    @property
    def short(self) -> str:
        """The label for narrow places."""
        return self.label.replace("Krippendorff's alpha", "Alpha").replace("Percent agreement", "Equal answers")

    @property
    def is_share(self) -> bool:
        return self.coefficient == "percent_agreement"

    @property
    def when(self) -> str:
        """The days looked at, in words."""
        if self.view is None:
            return "all evaluations"
        if self.basis == "period":
            return days_text(self.view.days)
        return f"everything up to {day_text(self.view.days.last)}" if self.filters.date_to else "all days so far"

    @property
    def lines(self) -> list[str]:
        """What is shown, for the head of everything that is saved."""
        where = f" · {self.view.where_text}" if self.view and self.view.where_text else ""
        return [f"{self.when}{where}", *([f"scorecard {self.scorecard}"] if self.scorecard else [])]

    def text(self, value: float) -> str:
        """A figure of the coefficient for reading."""
        if value != value:
            return "–"
        return f"{value:.0%}" if self.is_share else f"{value:.2f}".replace("-", "−")

    def interval(self, low: float, high: float) -> str:
        return f"{self.text(low)} to {self.text(high)}" if low == low and high == high else "no interval"


def ask(store: Store) -> Question:
    """The question, with the lists that change it; without any evaluation the run ends here with a sentence."""
    view = view_or_none()
    (there,) = store.rows("select exists (select 1 from evaluations)")[0]
    if not there:
        nothing(
            "evaluations", "Import an evaluations file, or a file of ratings (item, rater, score), on the page Data."
        )
    names = _scorecards(version(store), store)
    several = {ALL: ALL} | {name: name for name in names}
    for key, labels in {"coefficient": COEFFICIENTS, "basis": BASES, "on": several}.items():
        check_choice(key, labels)
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
        on = ALL
        if len(names) > 1:
            on = st.selectbox("Scorecard", list(several), key="on", bind="query-params", width=220)
        if view is not None:
            basis = st.segmented_control(
                "Calibrations",
                list(BASES),
                format_func=BASES.__getitem__,
                key="basis",
                default="until",
                bind="query-params",
                required=True,
                wrap=True,
                help="Rounds are small: a period alone seldom has enough to judge anybody by. All up to then takes in "
                "everything up to the last day of the period.",
            )
        else:
            basis = "until"
    only = None if on == ALL else on
    if view is None:
        return Question(None, Filters(), Filters(), coefficient, "until", only)
    current = view.current
    whole = until(current, open_end=view.days.last >= view.body_days.last)
    return Question(view, whole if basis == "until" else current, current, coefficient, str(basis), only)


@st.cache_data(max_entries=8, show_spinner=False)
def _scorecards(version: Version, _store: Store) -> list[str]:
    """The scorecards with evaluations, those with most first."""
    found = scorecards(_store).sort_values("evaluations", ascending=False, kind="stable")["scorecard"]
    return [str(name) for name in found.dropna()]


def draw_chips(question: Question) -> None:
    """The line of filters, once everything that may be wrong with the address is known."""
    if question.view is not None:
        chips(question.view)
