"""What is to be followed up with an agent: open and overdue, done by hand with a note, and the way to take it back."""

from datetime import datetime

import streamlit as st

from qm.analysis.agents.profile.follow_ups import FollowUp, FollowUps
from qm.errors import QMError
from qm.store import Session
from qm.store.actions import finish_action, reopen_action
from qm.ui import state
from qm.ui.markup import literal

PLACE = "follow_up"
SHOWN = 10


def follow_ups_section(session: Session, follow_ups: FollowUps) -> None:
    """How many are overdue and the next one, then a line each with its form; nothing where nothing was agreed."""
    state.show_said(PLACE)
    if follow_ups.text:
        show = st.warning if follow_ups.overdue else st.info
        show(literal(follow_ups.text), icon=":material/event_upcoming:")
    for one in follow_ups.open[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(literal(one.text(follow_ups.due.day)), width="stretch")
            _form(session, one)
    if len(follow_ups.open) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(follow_ups.open):,} that are open.")
    _done(session, follow_ups)


def _form(session: Session, one: FollowUp) -> None:
    with (
        st.popover("Done", icon=":material/check:", key=f"{PLACE}.open.{one.action_id}"),
        st.form(f"{PLACE}.form.{one.action_id}", border=False),
    ):
        note = f"{PLACE}.note.{one.action_id}"
        st.text_area("Note", value=one.note, key=note, placeholder="What was seen, and what was agreed")
        st.form_submit_button(
            "Done", type="primary", key=f"{PLACE}.done.{one.action_id}", on_click=_finish, args=(session, one, note)
        )


def _finish(session: Session, one: FollowUp, note: str) -> None:
    try:
        finish_action(session.store, one.action_id, str(state.typed(note) or ""), _now(), session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.say(PLACE, "success", f"Done: the follow-up on {one.about}.")


def _done(session: Session, follow_ups: FollowUps) -> None:
    """What people said was done, with their notes, and a button each that opens it again."""
    if not follow_ups.done_by_hand:
        return
    with st.popover("Follow-ups done", icon=":material/undo:", key=f"{PLACE}.back"):
        for one in follow_ups.done_by_hand[:SHOWN]:
            st.markdown(literal(f"{one.text(follow_ups.due.day)} · {one.note}"))
            st.button(
                "Open again",
                key=f"{PLACE}.back.{one.action_id}",
                icon=":material/undo:",
                type="tertiary",
                on_click=_reopen,
                args=(session, one),
            )


def _reopen(session: Session, one: FollowUp) -> None:
    try:
        reopen_action(session.store, one.action_id, _now(), session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.say(PLACE, "success", f"Open again: the follow-up on {one.about}.")


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
