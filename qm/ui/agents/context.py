"""What those compared cannot choose: how long the queue let customers wait, and which work came to them."""

import pandas as pd
import streamlit as st

from qm.metrics import METRICS
from qm.store import Store
from qm.ui.agents import answers
from qm.ui.agents.figures import Figures
from qm.ui.agents.picking import picked_from
from qm.ui.agents.question import ONE
from qm.ui.agents.table import searched
from qm.ui.chart import as_csv
from qm.ui.lookup import version

REASONS = 5
DASH = "–"


def context_section(store: Store, figures: Figures) -> None:
    """Contacts, queue wait and mix of reasons of everybody, asked for only when opened."""
    question = figures.question
    opened = st.expander(
        "Context: what they cannot choose (queue wait, mix of reasons)",
        icon=":material/route:",
        key="context",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        found = context(store, figures)
        if found.empty:
            st.caption("No contacts in this selection, or filters that say nothing about contacts.")
            return
        st.caption(
            "None of this is held for or against anybody: what the mix of work lets expect is taken into account in "
            "every comparison above."
        )
        wanted = st.session_state.get("find") or ""
        kept = searched(found, wanted)
        st.dataframe(
            shown(kept, figures),
            hide_index=True,
            height="auto" if len(kept) <= 10 else 388,
            **picked_from("context.table", question.by, kept["agent"].tolist()),
            alt=f"Contacts, queue wait and mix of reasons of every {ONE[question.by]}",
        )
        st.download_button(
            "Save as CSV",
            lambda: as_csv(
                kept,
                [
                    f"Context by {ONE[question.by]}",
                    *question.view.lines,
                    METRICS["asa"].explained(question.definitions),
                ],
            ),
            f"context-by-{question.by}.csv",
            "text/csv",
            key="context.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )


def context(store: Store, figures: Figures) -> pd.DataFrame:
    """One row per unit by name: contacts, asa, asa_n, expected (on the metric asked for), and a share for each of the
    commonest reasons, named `share of …`."""
    question = figures.question
    kept, by, asked = version(store), question.by, question.view.current
    if not (question.fits("contacts") and question.fits("asa")):
        return pd.DataFrame()
    both = answers.measured(kept, store, asked, question.definitions, ("contacts", "asa"), (by,))
    both = both[both[by].notna()]
    wide = both.pivot(index=by, columns="metric", values=["value", "n"])
    if ("value", "contacts") not in wide:
        return pd.DataFrame()
    frame = pd.DataFrame({"agent": wide.index.astype(str), "contacts": wide["value", "contacts"].to_numpy()})
    has_waits = ("value", "asa") in wide
    frame["asa"] = wide["value", "asa"].to_numpy() if has_waits else float("nan")
    frame["asa_n"] = wide["n", "asa"].to_numpy() if has_waits else 0
    if figures.answer is not None:
        frame = frame.merge(figures.answer.frame[["agent", "expected"]], on="agent", how="left")
    kinds = answers.measured(kept, store, asked, question.definitions, ("contacts",), (by, "reason"))
    kinds = kinds[kinds["reason"].notna() & kinds[by].notna()]
    total = kinds["value"].sum()
    for reason, count in kinds.groupby("reason")["value"].sum().nlargest(REASONS).items():
        own = kinds.loc[kinds["reason"] == reason].set_index(by)["value"]
        frame[f"share of {reason} (all {count / total:.0%})"] = (
            frame["agent"].map(own).fillna(0).to_numpy() / frame["contacts"].to_numpy()
        )
    frame = frame.assign(name=figures.named(frame["agent"]))
    return frame.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)


def shown(frame: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The list as it is read; of fewer than ten contacts only their number."""
    question = figures.question
    wait = question.scale_of("asa")
    few = frame["contacts"] < 10
    columns = {
        "Name": frame["name"],
        "Contacts": [f"{n:,.0f}" for n in frame["contacts"]],
        "Queue wait": [
            DASH if f or not n >= 1 else wait.text(v) for v, n, f in zip(frame["asa"], frame["asa_n"], few, strict=True)
        ],
    }
    if "expected" in frame:
        label = f"{question.metric.label} to expect of the mix"
        columns[label] = [DASH if v != v else question.scale.text(v) for v in frame["expected"]]
    for name in frame.columns:
        if name.startswith("share of "):
            columns[name.removeprefix("share of ")] = [
                DASH if f else f"{v:.0%}" for v, f in zip(frame[name], few, strict=True)
            ]
    return pd.DataFrame(columns)
