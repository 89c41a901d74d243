"""Saved versions: compared, loaded, put in use, taken back."""

from datetime import datetime

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.scorecard.versions import put_in_use, take_back
from qm.analysis.scorecard.weight_comparison import of_hundred, proposal
from qm.errors import QMError
from qm.store import Store
from qm.store.scorecard_versions import SavedVersion, delete_version, saved_versions
from qm.ui.scorecard.controls import pass_mark
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import put
from qm.ui.scorecard.words import correlation, plain, with_interval

MOST = 4
_SAID = "scorecard.versions.said"


def versions_section(store: Store, question: Question) -> None:
    """The saved versions of this scorecard."""
    st.markdown("**Saved versions**")
    said = st.session_state.pop(_SAID, None)
    if said:
        (st.error if said[0] == "error" else st.success)(said[1])
    known = saved_versions(store, question.scorecard)
    if not known:
        st.caption("No version is saved yet. A saved version is a proposal: no score changes until it is put in use.")
        return
    names = [one.version for one in known]
    labels = {one.version: _label(one) for one in known}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Version", names, format_func=labels.__getitem__, width=420, key=f"version.{question.scorecard}"
        )
        one = known[names.index(chosen)]
        _buttons(store, question, one)
    state = f"**In use** since {one.used_at:%Y-%m-%d %H:%M}" if one.used_at else "A proposal: nothing is scored by it"
    st.caption(f"{plain(one.note)}")
    st.caption(f"{state} · saved {one.saved_at:%Y-%m-%d %H:%M}{_figures(one)}")
    _compare(question, known, labels)


def _label(one: SavedVersion) -> str:
    note = one.note if len(one.note) <= 40 else f"{one.note[:39]}…"
    return f"{one.version} · {note}"


def _figures(one: SavedVersion) -> str:
    if "alignment" not in one.figures:
        return ""
    pairs = one.figures.get("pairs", 0)
    return f", when its alignment was {correlation(one.figures['alignment'])} over {pairs:,.0f} pairs"


def _buttons(store: Store, question: Question, one: SavedVersion) -> None:
    st.button(
        "Load",
        icon=":material/upload:",
        key="version.load",
        on_click=_load,
        args=(question, one),
        help="Put its weights on the sliders",
    )
    with st.popover("In use" if one.used_at else "Put in use", icon=":material/gavel:", key="version.use"):
        if one.used_at:
            st.caption(f"Every quality score has been made with it since {one.used_at:%Y-%m-%d %H:%M}.")
            st.button("Take it back", key="version.back", on_click=_take_back, args=(store, question))
        else:
            st.caption(
                "Every quality score on every page, past ones too, is then made with these weights, for everybody. "
                "It can be taken back at any time; what was imported stays."
            )
            st.button(
                "Score by this version",
                key="version.confirm",
                type="primary",
                on_click=_use,
                args=(store, question, one.version),
            )
    st.button(
        "Delete", icon=":material/delete:", key="version.delete", on_click=_delete, args=(store, question, one.version)
    )


def _load(question: Question, one: SavedVersion) -> None:
    points = np.array([one.points.get(name, 0.0) for name in question.names])
    put(question, of_hundred(points) if abs(points.sum() - 100) > 1e-6 else points)
    absent = [name for name in one.points if name not in question.names]
    if absent:
        st.session_state[_SAID] = (
            "error",
            f"Version {one.version} has questions that are not asked here: "
            f"{', '.join(absent)}; the others share their points.",
        )


def _use(store: Store, question: Question, version: str) -> None:
    try:
        put_in_use(store, question.scorecard, version, datetime.now().replace(microsecond=0))
    except QMError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    st.session_state[_SAID] = ("done", f"Scores are made with version {version} now.")


def _take_back(store: Store, question: Question) -> None:
    take_back(store, question.scorecard)
    st.session_state[_SAID] = ("done", "Taken back: scores are made with the imported weights again.")


def _delete(store: Store, question: Question, version: str) -> None:
    try:
        delete_version(store, question.scorecard, version)
    except QMError as error:
        st.session_state[_SAID] = ("error", str(error))


def _compare(question: Question, known: list[SavedVersion], labels: dict[str, str]) -> None:
    names = [one.version for one in known]
    key = f"versions.compared.{question.scorecard}"
    st.session_state[key] = [n for n in st.session_state.get(key, names[:MOST]) if n in names]
    chosen = st.multiselect(
        "Compare", names, key=key, format_func=labels.__getitem__, max_selections=MOST, placeholder="Up to four"
    )
    if not chosen:
        return
    picked = [one for one in known if one.version in chosen]
    st.table(figures_compared(question, picked, pass_mark()), border="horizontal", hide_index=True)
    st.caption("Alignment over the pairs of this selection, which the weights may have been made from.")
    if picked:
        frame = compared(question, picked)
        points = {name: st.column_config.NumberColumn(format="%.1f") for name in frame.columns[2:]}
        st.dataframe(frame, hide_index=True, width="stretch", key="versions.table", column_config=points)


def figures_compared(question: Question, chosen: list[SavedVersion], mark: float) -> pd.DataFrame:
    """One row for what is in force and one per version: what its weights come to in this selection."""
    weights = {"In force": question.on.points} | {
        f"Version {one.version}": of_hundred(np.array([one.points.get(name, 0.0) for name in question.names]))
        for one in reversed(chosen)
    }
    rows = []
    for name, points in weights.items():
        made = proposal(question.on, points, mark)
        gain = with_interval(made.gain, sign=True) if name != "In force" else ""
        rows.append(
            {
                "Weights": name,
                "Alignment": with_interval(made.rank),
                "Gain (95%)": gain,
                f"Pass {mark:.0%}": f"{made.passing:.1%}",
                "Mean score": f"{made.mean:.1%}",
            }
        )
    return pd.DataFrame(rows)


def compared(question: Question, chosen: list[SavedVersion]) -> pd.DataFrame:
    """One row per question with its points in force and in each version."""
    frame = pd.DataFrame({"Question": question.names, "Text": question.texts, "In force": question.on.points.round(1)})
    for one in reversed(chosen):
        frame[f"Version {one.version}"] = [one.points.get(name) for name in question.names]
    return frame
