"""What evaluators' severity does to agents' scores, and what taking it out would change."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer, severity_removed
from qm.analysis.calibration.question_ranking import FEW
from qm.analysis.calibration.sentences import amount_text, points_text, severity_sentence
from qm.analysis.data_facts import agent_names
from qm.charts.agreement import shifts
from qm.metrics import Filters
from qm.store import Session
from qm.ui import state
from qm.ui.calibration.choices import SCORES
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.errors import fragment

SHOWN = 15
TITLE = "What does evaluators' severity do to agents' scores?"


@fragment
def severity_section(session: Session, answer: CalibrationAnswer) -> None:
    """Agents' scores as given or with severity removed: who moves, by how much, how surely."""
    if answer.evaluators["severity"].isna().all():
        st.markdown(f"**{TITLE}**")
        st.caption("Too few to tell how severe evaluators are: only one, or too few evaluations of each.")
        return
    frame = severity_removed(session, answer.filters, answer.period or Filters(), answer.scorecard)
    if frame.empty:
        st.markdown(f"**{TITLE}**")
        st.caption("No scores: every evaluation of this period is a calibration or names no agent.")
        return
    chart = st.container()
    mode = state.segmented_control(SCORES, "Scores", label_visibility="collapsed")
    drawn = _written(frame, agent_names(session))
    figure = Figure(
        shifts(drawn.head(SHOWN), removed=mode == "removed"),
        frame,
        TITLE,
        severity_sentence(drawn),
        [answer.period_text, "mean score before auto-fail; calibrations left out", *answer.lines],
        "agents-severity",
    )
    with chart:
        show_chart(figure, key="shifts")
        if len(drawn) > SHOWN:
            st.caption(f"Shown: the {SHOWN} of {len(drawn)} agents who move most; the saved table has all.")


def _written(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Those with enough evaluations first, by how far they move against the others."""
    far = frame["beyond"].abs().where(frame["n"] >= FEW, -1.0)
    drawn = frame.assign(far=far).sort_values("far", ascending=False, kind="stable", ignore_index=True)
    return drawn.assign(
        name=[f"{names.get(a, a)} ({n})" for a, n in zip(drawn["agent_id"], drawn["n"], strict=True)],
        before_text=[f"{v:.1%}" for v in drawn["before"]],
        after_text=[f"{v:.1%}" for v in drawn["after"]],
        change_text=drawn["change"].map(lambda v: points_text(v, True)),
        beyond_text=[
            f"{points_text(v, True)} (likely range {amount_text(a, True)} to {amount_text(b, True)})"
            for v, a, b in zip(drawn["beyond"], drawn["beyond_low"], drawn["beyond_high"], strict=True)
        ],
    )
