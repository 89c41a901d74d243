"""What evaluators' severity does to agents' scores, and what taking it out would change."""

import pandas as pd
import streamlit as st

from qm.charts.agreement import shifts
from qm.models.comparison.outlying_groups import beyond_chance
from qm.store import Store
from qm.ui.calibration.choices import SEVERITY
from qm.ui.calibration.findings import FEW, Findings, agents_without_severity, amount, points
from qm.ui.chart import Figure, show_chart
from qm.ui.errors import fragment
from qm.ui.lookup import agent_names, version
from qm.wording import days_text

SHOWN = 15


@fragment
def severity_section(store: Store, found: Findings) -> None:
    """Agents' scores as given or with severity removed: who moves, by how much, how surely."""
    title = "What does evaluators' severity do to agents' scores?"
    question = found.question
    if found.measured.evaluators["severity"].isna().all():
        st.markdown(f"**{title}**")
        st.caption("It cannot be told how severe evaluators are: there is only one, or too few evaluations of each.")
        return
    frame = agents_without_severity(
        version(store), store, question.filters, question.period, question.scorecard, found.measured
    )
    if frame.empty:
        st.markdown(f"**{title}**")
        st.caption("Every evaluation of this period is a calibration or names no agent: there are no scores.")
        return
    chart = st.container()
    mode = st.segmented_control(
        "Scores",
        list(SEVERITY),
        format_func=SEVERITY.__getitem__,
        key="severity",
        bind="query-params",
        default="kept",
        required=True,
        label_visibility="collapsed",
    )
    drawn = rows(frame, agent_names(store))
    when = days_text(question.view.days) if question.view else "all evaluations"
    lines = [when, "mean score before auto-fail; calibrations left out", *question.lines]
    figure = Figure(
        shifts(drawn.head(SHOWN), removed=mode == "removed"), frame, title, takeaway(drawn), lines, "agents-severity"
    )
    with chart:
        show_chart(figure, key="shifts")
        if len(drawn) > SHOWN:
            st.caption(
                f"Drawn are the {SHOWN} of {len(drawn)} agents who move most against the others; the table has all."
            )


def rows(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Those with enough evaluations first, by how far they move against the others."""
    far = frame["beyond"].abs().where(frame["n"] >= FEW, -1.0)
    drawn = frame.assign(far=far).sort_values("far", ascending=False, kind="stable", ignore_index=True)
    return drawn.assign(
        name=[f"{names.get(a, a)} (n {n})" for a, n in zip(drawn["agent_id"], drawn["n"], strict=True)],
        before_text=[f"{v:.1%}" for v in drawn["before"]],
        after_text=[f"{v:.1%}" for v in drawn["after"]],
        change_text=drawn["change"].map(lambda v: points(v, True)),
        beyond_text=[
            f"{points(v, True)} (95% {amount(a, True)} to {amount(b, True)})"
            for v, a, b in zip(drawn["beyond"], drawn["beyond_low"], drawn["beyond_high"], strict=True)
        ],
    )


def takeaway(frame: pd.DataFrame) -> str:
    """What all gain, who moves against the others beyond chance, and by how much."""
    gain = float((frame["change"] * frame["n"]).sum() / frame["n"].sum())
    all_gain = f"Without severity all agents together would score {points(abs(gain))} {'more' if gain >= 0 else 'less'}"
    enough = frame[frame["n"] >= FEW]
    if enough.empty:
        return f"{all_gain}; nobody has {FEW} evaluations, so nobody's move can be judged."
    sign = beyond_chance(enough["beyond"], enough["beyond_low"], enough["beyond_high"], 0.0)
    surely = enough[sign != 0]
    if surely.empty:
        return f"{all_gain}, and against each other nobody moves by more than chance would explain."
    top = surely.loc[surely["beyond"].abs().idxmax()]
    return (
        f"{all_gain}. Against each other {len(surely)} of {len(enough)} agents surely move; most {top['name']}, "
        f"{points(top['beyond'], True)} (95% {amount(top['beyond_low'], True)} to "
        f"{amount(top['beyond_high'], True)}), by which evaluators happened to score them."
    )
