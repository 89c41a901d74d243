"""Who moves: agents with the uncertainty of their change, and evaluations that cross the pass mark."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.data_facts import agent_names
from qm.analysis.scorecard import ScorecardAnswer, agents_moved, evaluations_crossing
from qm.analysis.scorecard.sentences import agents_sentence, crossing_sentence
from qm.charts.scorecard import agent_moves
from qm.models.scorecard.weight_comparison import LEAST_EVALUATIONS, WeightComparison
from qm.store import Session
from qm.ui.chart import Figure, show_chart
from qm.ui.frame.drill import contact_link
from qm.ui.markup import literal

DRAWN = 12
LISTED = 200
UNMOVED = "Move a weight, and what changes is shown here."


def agents_section(session: Session, answer: ScorecardAnswer, compared: WeightComparison, pass_mark: float) -> None:
    """The agents whose mean score changes most."""
    title = "How agents would move"
    frame = agents_moved(answer.graded, compared, pass_mark)
    if frame.empty or not frame["change"].abs().max() > 0:
        st.markdown(f"**{title}**")
        st.caption(UNMOVED if len(frame) else "No evaluation names an agent.")
        return
    names = agent_names(session)
    frame = frame.assign(name=[names.get(agent, agent) for agent in frame["agent"]])
    shown = frame[frame["n"] >= LEAST_EVALUATIONS].head(DRAWN)
    shown = shown if len(shown) else frame.head(DRAWN)
    shown = shown.sort_values("change", ascending=False)
    drawn = shown.assign(
        name=[f"{name} ({n})" for name, n in zip(shown["name"], shown["n"], strict=True)],
        today_text=shown["today"].map("{:.1%}".format),
        now_text=shown["now"].map("{:.1%}".format),
    )
    sentence = agents_sentence(frame, pass_mark)
    show_chart(Figure(agent_moves(drawn), frame, title, sentence, answer.lines, "agents-move"), key="scorecard.agents")
    if len(frame) > len(drawn):
        st.caption(f"Shown: the {len(drawn)} with the largest change; the saved table has all.")


def crossing_section(answer: ScorecardAnswer, compared: WeightComparison, pass_mark: float) -> None:
    """The evaluations that cross the pass mark, and the table of all of them to save."""
    st.markdown("**Evaluations that cross the pass mark**")
    sentence = crossing_sentence(compared, pass_mark)
    crossing = evaluations_crossing(answer.graded, compared)
    if crossing.empty:
        st.caption(literal(sentence))
        return
    st.caption(f"{literal(sentence)} Judge agents by many evaluations, not by one. Choose a row to open it.")
    listed = crossing.head(LISTED)
    table: Any = st.dataframe(
        _written(listed),
        hide_index=True,
        width="stretch",
        height=300,
        key="scorecard.crossing",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Today": st.column_config.NumberColumn(format="%.1f%%", width=65),
            "Now": st.column_config.NumberColumn(format="%.1f%%", width=65),
            "Evaluated": st.column_config.DateColumn(format="D MMM YYYY"),
            "Contact": None,
        },
    )
    chosen = [row for row in table.selection.rows if row < len(listed)]
    if chosen:
        _link(listed.iloc[chosen[0]])
    if len(crossing) > LISTED:
        st.caption(f"Shown: the {LISTED} with the largest change of {len(crossing):,}.")


def _link(row: pd.Series) -> None:
    contact, evaluation = row["contact_id"], row["evaluation_id"]
    if isinstance(contact, str):
        contact_link(contact, f"Evaluation {evaluation}, answer by answer", evaluation, ":material/forum:")
    else:
        st.caption("The contact of this evaluation is not known.")


def _written(crossing: pd.DataFrame) -> pd.DataFrame:
    """One row per evaluation, as the table shows it."""
    return pd.DataFrame(
        {
            "": ["passes" if rises else "fails" for rises in crossing["passes"]],
            "Today": crossing["today"] * 100,
            "Now": crossing["now"] * 100,
            "Agent": crossing["agent_id"],
            "Evaluation": crossing["evaluation_id"],
            "Evaluated": crossing["evaluated_at"],
            "Contact": crossing["contact_id"],
        }
    )
