"""Which scorecard the page is about, and the answer for it."""

import pandas as pd

from qm.analysis.resolved_filters import View
from qm.analysis.scorecard import NAMELESS, ScorecardAnswer, answer, scorecard_counts
from qm.metrics import Filters
from qm.store import Session
from qm.ui import state
from qm.ui.frame.errors import nothing
from qm.ui.progress import progress_bar
from qm.ui.scorecard.setting import NOTHING_SET
from qm.wording import counted

SCORECARD = state.Parameter("scorecard", state.Choice(), scope="scorecard")
state.declare(SCORECARD)


def ask(session: Session, view: View) -> ScorecardAnswer:
    """The scorecard looked at, with a choice where there are several; without evaluations the run ends here."""
    counts = scorecard_counts(session, view.current)
    if counts.empty:
        _nothing(session)
    chosen = _choose(counts)
    with progress_bar():
        found = answer(session, view.current, chosen or "")
    if not found.names:
        nothing("questions on this scorecard", "Its evaluations have no answers yet. Import answers on the page Data.")
    return found


def _nothing(session: Session) -> None:
    if len(scorecard_counts(session, Filters())):
        nothing("evaluations in this selection", "Choose All days as the period, or take a filter away.")
    nothing("evaluations", "Import evaluations with their answers on the page Data. A template lies there.")


def _choose(counts: pd.DataFrame) -> str | None:
    names = [None if pd.isna(name) else str(name) for name in counts["scorecard"]]
    if len(names) == 1:
        return names[0]
    shown = [name or NAMELESS for name in names]
    sizes = dict(zip(shown, zip(counts["evaluations"], counts["pairs"], strict=True), strict=True))
    picked = state.selectbox(
        SCORECARD.among({name: name for name in shown}),
        "Scorecard",
        further=lambda _: NOTHING_SET,  # weights are those of one scorecard's questions
        width=420,
        format_func=lambda name: f"{name} · {counted(sizes[name][0], 'evaluation')}, {sizes[name][1]:,} with a rating",
        help="Each scorecard has questions and weights of its own. The one with most rated contacts comes first.",
    )
    return names[shown.index(picked)]
