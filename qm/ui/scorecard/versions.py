"""Saved versions: compared, loaded, put in use, taken back."""

from datetime import datetime

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.sentences import correlation_text
from qm.analysis.scorecard.version_comparison import points_by_version, version_figures, version_points
from qm.analysis.scorecard.versions import put_in_use, take_back
from qm.errors import QMError
from qm.store import Session
from qm.store.scorecard_versions import SavedVersion, delete_version, saved_versions
from qm.ui import state
from qm.ui.markup import literal
from qm.ui.scorecard.controls import pass_mark
from qm.ui.scorecard.setting import put
from qm.wording import counted, listed, moment_text

MOST = 4
PLACE = "scorecard.versions"


def versions_section(session: Session, answer: ScorecardAnswer) -> None:
    """The saved versions of this scorecard."""
    st.markdown("**Saved versions**")
    state.show_said(PLACE)
    known = saved_versions(session.store, answer.scorecard)
    if not known:
        st.caption("No version is saved yet. Saving changes no score until you put the version in use.")
        return
    names = [one.version for one in known]
    labels = {one.version: _label(one) for one in known}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Version", names, format_func=labels.__getitem__, width=420, key=f"version.{answer.scorecard}"
        )
        one = known[names.index(chosen)]
        _buttons(session, answer, one)
    standing = (
        f"**In use** since {moment_text(one.used_at)}{_by(one.used_by)}" if one.used_at else "A proposal, not in use"
    )
    st.caption(literal(one.note))
    st.caption(f"{standing} · saved {moment_text(one.saved_at)}{_by(one.saved_by)}{_figures(one)}")
    _compare(answer, known, labels)


def _by(person: str | None) -> str:
    return f" by {literal(person)}" if person else ""


def _label(one: SavedVersion) -> str:
    note = one.note if len(one.note) <= 40 else f"{one.note[:39]}…"
    return f"{one.version} · {note}"


def _figures(one: SavedVersion) -> str:
    if "alignment" not in one.figures:
        return ""
    pairs = one.figures.get("pairs", 0)
    return (
        f" · correlation then {correlation_text(one.figures['alignment'])} on {counted(round(pairs), 'rated contact')}"
    )


def _buttons(session: Session, answer: ScorecardAnswer, one: SavedVersion) -> None:
    st.button(
        "Load",
        icon=":material/upload:",
        key="version.load",
        on_click=_load,
        args=(answer, one),
        help="Put its weights on the sliders",
    )
    with st.popover("In use" if one.used_at else "Put in use", icon=":material/gavel:", key="version.use"):
        if one.used_at:
            st.caption(f"All quality scores use it since {moment_text(one.used_at)}.")
            st.button("Stop using it", key="version.back", on_click=_take_back, args=(session, answer))
        else:
            st.caption(
                "All quality scores on all pages, past ones too, will use these weights, for everybody. "
                "You can go back at any time."
            )
            st.button(
                "Use this version",
                key="version.confirm",
                type="primary",
                on_click=_use,
                args=(session, answer, one.version),
            )
    st.button(
        "Delete", icon=":material/delete:", key="version.delete", on_click=_delete, args=(session, answer, one.version)
    )


def _load(answer: ScorecardAnswer, one: SavedVersion) -> None:
    points, absent = version_points(answer, one)
    put(answer, points)
    if absent:
        state.say(
            PLACE,
            "error",
            f"Version {one.version} has questions that are not asked here: {listed(absent, 6)}. "
            "The others share their points.",
        )


def _use(session: Session, answer: ScorecardAnswer, version: str) -> None:
    try:
        put_in_use(session, answer.scorecard, version, datetime.now().replace(microsecond=0))
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.say(PLACE, "success", f"Scores now use version {version}.")


def _take_back(session: Session, answer: ScorecardAnswer) -> None:
    take_back(session, answer.scorecard)
    state.say(PLACE, "success", "Scores use the imported weights again.")


def _delete(session: Session, answer: ScorecardAnswer, version: str) -> None:
    try:
        delete_version(session.store, answer.scorecard, version)
    except QMError as error:
        state.say(PLACE, "error", str(error))


def _compare(answer: ScorecardAnswer, known: list[SavedVersion], labels: dict[str, str]) -> None:
    names = [one.version for one in known]
    key = f"versions.compared.{answer.scorecard}"
    state.among(key, names, MOST)
    chosen = st.multiselect(
        "Compare", names, key=key, format_func=labels.__getitem__, max_selections=MOST, placeholder="Up to four"
    )
    if not chosen:
        return
    picked = [one for one in known if one.version in chosen]
    st.table(version_figures(answer, picked, pass_mark()), border="horizontal", hide_index=True)
    st.caption("On the rated contacts looked at, which may have set these weights.")
    if picked:
        frame = points_by_version(answer, picked)
        points = {name: st.column_config.NumberColumn(format="%.1f") for name in frame.columns[2:]}
        st.dataframe(frame, hide_index=True, width="stretch", key="versions.table", column_config=points)
