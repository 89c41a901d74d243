"""Everybody in a list, searched and ordered: the verdict, the best estimate, how it changed, and what was observed."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.agents import AgentsAnswer
from qm.analysis.agents.agent_list import agent_list, for_saving, list_summary, matching, why_nobody
from qm.models.comparison.fair_comparison import FEWEST
from qm.ui import state
from qm.ui.agents.controls import FIND
from qm.ui.agents.selection import pick_row
from qm.ui.chart import as_csv
from qm.ui.markup import literal
from qm.wording.scale import DASH


def list_section(answer: AgentsAnswer, order: str) -> None:
    """The list; clicking a row looks at whom it is about."""
    st.markdown(f"**{answer.metric.label} of {literal(answer.everyone)}**")
    why_not = why_nobody(answer)
    if why_not:
        st.caption(literal(why_not))
        return
    everybody = agent_list(answer, order)
    wanted, found = _search(answer, everybody)
    st.caption(literal(list_summary(answer, everybody, order)))
    if found.empty:
        st.caption(f"No {answer.by} here has a name like '{literal(wanted)}'.")
        return
    st.dataframe(
        displayed(found, answer),
        hide_index=True,
        height="auto" if len(found) <= 10 else 458,
        **pick_row("agents.table", answer.by, found["agent"].tolist()),
        column_config=_columns(answer),
        alt=f"{answer.metric.label} of {answer.everyone}, with verdict, best estimate, likely range and change",
    )


def _search(answer: AgentsAnswer, everybody: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """What is searched for, the rows that have it, and a button that saves them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = state.text_input(
            FIND,
            "Search",
            width=280,
            type="search",
            icon=":material/search:",
            placeholder=f"Name{', number, team' if answer.by == 'agent' else ''}",
        )
        found = matching(everybody, wanted or "")
        st.download_button(
            "Save as CSV",
            lambda: as_csv(for_saving(found), [f"{answer.metric.label} by {answer.by}", *answer.saved_lines]),
            f"{answer.metric.name}-by-{answer.by}.csv",
            "text/csv",
            key="agents.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    return wanted or "", found


def displayed(frame: pd.DataFrame, answer: AgentsAnswer) -> pd.DataFrame:
    """The list as it is read: figures written in the metric's way; of fewer than ten cases only their number."""
    scale = answer.scale
    few = frame["n"] < FEWEST

    def texts(column: str) -> list[str]:
        return [DASH if hidden else scale.text(v) for v, hidden in zip(frame[column], few, strict=True)]

    columns: dict[str, Any] = {}
    if frame["rank_high"].any():
        places = zip(frame["rank_low"], frame["rank_high"], strict=True)
        columns["Place"] = [f"{a}–{b}" if b else DASH for a, b in places]
    columns["Name"] = frame["name"]
    if "team" in frame and frame["team"].notna().any():
        columns["Team"] = frame["team"].fillna(DASH)
    elif "supervisor" in frame and frame["supervisor"].notna().any():
        columns["Supervisor"] = frame["supervisor"].fillna(DASH)
    columns["Verdict"] = frame["verdict_text"]
    columns |= {
        "Best estimate": texts("shrunk"),
        "Likely range": [
            DASH if hidden or a != a else f"{scale.text(a)} to {scale.text(b)}"
            for a, b, hidden in zip(frame["low95"], frame["high95"], few, strict=True)
        ],
        "Expected for this mix": texts("expected"),
    }
    if answer.before is not None:
        columns["Change"] = [
            change_text(scale.change_text(c), s) for c, s in zip(frame["change"], frame["sign"], strict=True)
        ]
    columns |= {"Observed": texts("value"), "Cases": [f"{n:,}" for n in frame["n"]]}
    return pd.DataFrame(columns)


def change_text(change: str, sign: float) -> str:
    """A change with its verdict: ↗ clearly up (+3.2 points); normal is what is within normal variation."""
    if sign != sign:
        return DASH
    told = {1.0: f"↗ clearly up ({change})", -1.0: f"↘ clearly down ({change})"}
    return told.get(sign, f"{change}, normal")


def _columns(answer: AgentsAnswer) -> dict[str, Any]:
    column = st.column_config.TextColumn
    against = f" {answer.compared_text}" if answer.compared_with else ""
    return {
        "Place": column(
            help="Likely range of the place, by best estimate; with too few cases there is none.", alignment="right"
        ),
        "Name": column(pinned=True),
        "Verdict": column(
            help="Against what peers reach with the same mix of work. At most 5% of those called better or worse are "
            "so by chance. Small: clearly different, but too little to act on (set under Data, Definitions)."
        ),
        "Best estimate": column(
            help="The observed value, drawn towards what was expected: the more, the fewer the cases.",
            alignment="right",
        ),
        "Likely range": column(help="The true value lies in it 19 times in 20."),
        "Cases": column(help="How many the figure rests on.", alignment="right"),
        "Observed": column(help=answer.metric.meaning, alignment="right"),
        "Expected for this mix": column(
            help="What peers reach with the same channels, reasons and times of day (for evaluations also the same "
            "evaluators).",
            alignment="right",
        ),
        "Change": column(
            help=f"Change{against}, allowing for work mix. Clearly: at most 5% of those called so are so by chance."
        ),
    }
