"""Who moves: agents with the uncertainty of their change, and evaluations that cross the pass mark."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.weight_comparison import FEW, Proposal, agents_moved
from qm.charts.scorecard import agent_moves
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.drill import contact_link
from qm.ui.lookup import agent_names
from qm.ui.scorecard.question import Question

DRAWN = 12
LISTED = 200
UNMOVED = "No weight has moved yet."


def agents_section(store: Store, question: Question, made: Proposal, pass_mark: float) -> None:
    """The agents whose mean score changes most."""
    title = "How agents would move"
    frame = agents_moved(question.on, made, pass_mark)
    if frame.empty or not frame["change"].abs().max() > 0:
        st.markdown(f"**{title}**")
        st.caption(UNMOVED if len(frame) else "No evaluation names an agent.")
        return
    named = agent_names(store)
    sure = frame[frame["sure"]]
    rise, fall = int((sure["change"] > 0).sum()), int((sure["change"] < 0).sum())
    over, under = int((frame["crosses"] > 0).sum()), int((frame["crosses"] < 0).sum())
    takeaway = (
        f"Of {len(frame):,} agents {rise} rise and {fall} fall beyond chance, so many being looked at; grey may be "
        f"chance. The mean score of {over} comes to {pass_mark:.0%} or more, that of {under} falls below."
    )
    shown = frame[frame["n"] >= FEW].head(DRAWN)
    shown = shown if len(shown) else frame.head(DRAWN)
    drawn = shown.sort_values("change", ascending=False).assign(
        name=[named.get(a, a) for a in shown.sort_values("change", ascending=False)["agent"]],
        today_text=lambda f: f["today"].map("{:.1%}".format),
        now_text=lambda f: f["now"].map("{:.1%}".format),
    )
    drawn = drawn.assign(name=[f"{name} (n {n})" for name, n in zip(drawn["name"], drawn["n"], strict=True)])
    table = frame.assign(name=[named.get(a, a) for a in frame["agent"]])
    figure = Figure(agent_moves(drawn), table, title, takeaway, question.lines, "agents-move")
    show_chart(figure, key="scorecard.agents")
    if len(frame) > len(drawn):
        st.caption(f"Drawn are the {len(drawn)} with the largest change; the saved table has all.")


def crossing_section(question: Question, made: Proposal, pass_mark: float) -> None:
    """The evaluations that cross the pass mark, and the table of all of them to save."""
    up, down = int(made.up.sum()), int(made.down.sum())
    st.markdown("**Who crosses the pass mark**")
    if not up + down:
        st.caption(f"No evaluation crosses {pass_mark:.0%} with these weights.")
        return
    st.caption(
        f"{up:,} of {made.scored:,} evaluations rise to {pass_mark:.0%} or more, {down:,} fall below. "
        f"One evaluation is one contact: judge agents by many. Choose a row to look at it."
    )
    frame = crossing(question, made)
    table: Any = st.dataframe(
        frame.head(LISTED),
        hide_index=True,
        width="stretch",
        height=300,
        key="scorecard.crossing",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Today": st.column_config.NumberColumn(format="%.1f%%", width=65),
            "Now": st.column_config.NumberColumn(format="%.1f%%", width=65),
            "Evaluated": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Contact": None,
        },
    )
    chosen = [row for row in table.selection.rows if row < min(len(frame), LISTED)]
    if chosen:
        row = frame.iloc[chosen[0]]
        if isinstance(row["Contact"], str):
            contact_link(
                row["Contact"],
                f"Evaluation {row['Evaluation']}, answer by answer",
                row["Evaluation"],
                ":material/forum:",
            )
        else:
            st.caption("The contact of this evaluation is not known.")
    if len(frame) > LISTED:
        st.caption(f"The {LISTED} with the largest change; {len(frame):,} cross in all.")


def crossing(question: Question, made: Proposal) -> pd.DataFrame:
    """One row per evaluation that crosses, the largest change first."""
    chosen = made.up | made.down
    e = question.on.sheet.evaluations[chosen]
    frame = pd.DataFrame(
        {
            "": ["passes" if rises else "fails" for rises in made.up[chosen]],
            "Today": question.on.scores[chosen] * 100,
            "Now": made.scores[chosen] * 100,
            "Agent": e["agent_id"],
            "Evaluation": e["evaluation_id"],
            "Evaluated": e["evaluated_at"],
            "Contact": e["contact_id"],
        }
    )
    order = (frame["Now"] - frame["Today"]).abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)
