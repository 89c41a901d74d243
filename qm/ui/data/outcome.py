"""What an import did, or would do: every row accounted for, every problem with its remedy."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from qm.ui.markup import literal
from qm.wording import counted

MOST_PROBLEMS = 30
EFFECTS = {"row rejected": ":red[row rejected]", "value dropped": ":orange[value dropped]", "kept": "kept"}

Report = dict[str, Any]  # as Report.as_dict() gives it, and as the history keeps it


def account(report: Report) -> None:
    """rows = accepted + unchanged + excluded + rejected, in figures and words."""
    new = report["accepted"] - report["updated"]
    figures = (
        (
            "Accepted",
            report["accepted"],
            f"{new:,} new, {report['updated']:,} updated" if report["updated"] else None,
            "Rows that are new, or tell something new about what is there",
        ),
        ("Unchanged", report["unchanged"], None, "In the store already, or twice in the file"),
        ("Left out", report["excluded"], None, "Rows left out by a condition, or replaced by a later event"),
        ("Rejected", report["rejected"], None, "Without something required, or several with one id"),
    )
    rows = counted(report["rows"], "row")
    parts = " + ".join(f"{value:,} {label.lower()}" for label, value, _, _ in figures)
    st.markdown(f"**{rows}** = {parts}")
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, more, help_ in figures:
            st.metric(
                label,
                value,
                format="localized",
                help=help_,
                border=True,
                delta=more,
                delta_color="off",
                delta_arrow="off",
            )


def notes(report: Report) -> None:
    for note in report["notes"]:
        st.caption(f":material/info: {literal(note)}")


def problems(listed: Sequence[dict[str, Any]], key: str) -> None:
    """One line per problem; opened, it shows examples by line."""
    if not listed:
        st.caption(":material/check: No problems.")
        return
    worst_first = sorted(listed, key=lambda p: (list(EFFECTS).index(p["effect"]), -p["rows"]))
    for i, problem in enumerate(worst_first[:MOST_PROBLEMS]):
        where = f"**{literal(problem['field'])}**" if problem["field"] else "the row"
        if problem["column"] and problem["column"] != problem["field"]:
            where += f" from {literal(problem['column'])}"
        label = f"{counted(problem['rows'], 'row')}: {where}, {problem['rule']} → {EFFECTS[problem['effect']]}"
        opened = st.expander(label, key=f"{key}.{i}", on_change="rerun")
        if opened.open:
            with opened:
                _examples(problem)
    if len(listed) > MOST_PROBLEMS:
        st.caption(f"And {len(listed) - MOST_PROBLEMS:,} more kinds of problems; the list of all problems has them.")


def _examples(problem: dict[str, Any]) -> None:
    st.markdown(f"To mend it: {literal(problem['remedy'])}.")
    examples = pd.DataFrame(problem["examples"], columns=["line", "value"])
    shown = f"The first {len(examples):,}" if problem["rows"] > len(examples) else "All"
    st.dataframe(
        examples,
        hide_index=True,
        height=min(38 + 35 * len(examples), 248),
        column_config={
            "line": st.column_config.NumberColumn("Line", help="The header is line 1", width="small"),
            "value": st.column_config.TextColumn("Value in the file", width="large"),
        },
        alt=f"Examples of {problem['rule']}",
    )
    if problem["rows"] > len(examples):
        st.caption(f"{shown} of {counted(problem['rows'], 'row')}.")
