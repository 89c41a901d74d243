"""What came in: who, when, which file, what became of it; and the way back."""

import pandas as pd
import streamlit as st

from qm.errors import QMError
from qm.intake import import_report, imports, undo, undone
from qm.store import Session
from qm.ui import state
from qm.ui.data import outcome
from qm.ui.markup import literal
from qm.wording import counted, moment_text

LATEST = 15
PLACE = "data.undo"


def history(session: Session) -> None:
    """The latest imports one by one, older ones in a table."""
    state.show_said(PLACE, success=":material/undo:", error=":material/error:")
    there = imports(session.store)
    if not there:
        st.info("Nothing was imported yet.", icon=":material/inbox:")
        return
    for entry in there[:LATEST]:
        label = (
            f"**{entry['batch']}** · {literal(entry['file'])} · {entry['kind']} · {moment_text(entry['at'])}"
            f" · {counted(entry['rows'], 'row')}" + (" · :gray[undone]" if entry["undone"] else "")
        )
        opened = st.expander(label, key=f"history.{entry['batch']}", on_change="rerun")
        if opened.open:
            with opened:
                _entry(session, entry)
    if len(there) > LATEST:
        st.markdown("**Earlier**")
        st.dataframe(pd.DataFrame(there[LATEST:]), hide_index=True, alt="Earlier imports")


def _entry(session: Session, entry: dict) -> None:
    by = f" by **{literal(entry['by'])}**" if entry["by"] else ""
    st.caption(f"Imported on {moment_text(entry['at'])}{by}.")
    report = import_report(session.store, entry["batch"])
    outcome.account(report)
    outcome.notes(report)
    outcome.problems(report["problems"], f"history.{entry['batch']}.problem")
    if entry["undone"]:
        at, undone_by = undone(session.store, entry["batch"])
        who = f" by **{literal(undone_by)}**" if undone_by else ""
        st.caption(
            f":material/undo: This import was undone on {moment_text(at)}{who}; nothing of it is left in the store."
        )
        return
    with st.popover("Undo this import …", icon=":material/undo:", key=f"undo.{entry['batch']}"):
        new, updated = entry["accepted"] - entry["updated"], entry["updated"]
        st.markdown(
            f"Undo import {entry['batch']}, **{literal(entry['file'])}**? {counted(new, 'row')} will be removed and "
            f"{updated:,} put back as they were before."
        )
        st.button(
            f"Undo import {entry['batch']}",
            type="primary",
            key=f"undo.{entry['batch']}.yes",
            on_click=_undo,
            args=(session, entry["batch"], entry["file"]),
        )


def _undo(session: Session, batch: int, file: str) -> None:
    try:
        answer = undo(session.store, batch, session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.say(
        PLACE,
        "success",
        f"Import {batch} ({file}) is undone: {counted(answer['removed'], 'row')} removed, "
        f"{answer['restored']:,} put back as they were.",
    )
