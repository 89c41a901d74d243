"""What those compared can't control: how long customers waited in the queue, and which work came to them."""

import pandas as pd
import streamlit as st

from qm.analysis.agents import AgentsAnswer
from qm.analysis.agents.agent_list import matching
from qm.analysis.agents.work_context import SHARE_OF, work_context
from qm.metrics import METRICS
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Session
from qm.ui import state
from qm.ui.agents.controls import FIND
from qm.ui.agents.selection import pick_row
from qm.ui.chart import as_csv
from qm.wording.scale import DASH


def context_section(session: Session, answer: AgentsAnswer) -> None:
    """The list of `work_context` in an expander, asked for only when it is opened."""
    opened = st.expander(
        f"Context: what {answer.by}s can't control (queue wait, mix of reasons)",
        icon=":material/route:",
        key="context",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _context(answer, work_context(session, answer))


def _context(answer: AgentsAnswer, context: pd.DataFrame) -> None:
    if context.empty:
        st.caption("No contacts in this selection, or a filter that contacts don't have.")
        return
    st.caption("This counts neither for nor against anybody: every comparison above allows for the mix of work.")
    found = matching(context, state.value_of(FIND) or "")
    st.dataframe(
        displayed(found, answer),
        hide_index=True,
        height="auto" if len(found) <= 10 else 388,
        **pick_row("context.table", answer.by, found["agent"].tolist()),
        alt=f"Contacts, queue wait and mix of reasons of every {answer.by}",
    )
    lines = [f"Context by {answer.by}", *answer.lines, METRICS["asa"].explained(answer.definitions)]
    st.download_button(
        "Save as CSV",
        lambda: as_csv(found, lines),
        f"context-by-{answer.by}.csv",
        "text/csv",
        key="context.save",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def displayed(frame: pd.DataFrame, answer: AgentsAnswer) -> pd.DataFrame:
    """The list as it is read; of fewer than ten contacts only their number."""
    wait = answer.scale_of("asa")
    few = frame["contacts"] < FEWEST
    columns = {
        "Name": frame["name"],
        "Contacts": [f"{n:,.0f}" for n in frame["contacts"]],
        "Queue wait": [
            DASH if f or not n >= 1 else wait.text(v) for v, n, f in zip(frame["asa"], frame["asa_n"], few, strict=True)
        ],
    }
    if "expected" in frame:
        label = f"{answer.metric.label} expected for this mix"
        columns[label] = [DASH if v != v else answer.scale.text(v) for v in frame["expected"]]
    for name in frame.columns:
        if name.startswith(SHARE_OF):
            columns[name.removeprefix(SHARE_OF)] = [
                DASH if f else f"{v:.0%}" for v, f in zip(frame[name], few, strict=True)
            ]
    return pd.DataFrame(columns)
